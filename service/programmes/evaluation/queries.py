"""Reading what a decision is held against, and what residents said before and after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from boundaries.database import sql
from service.programmes.queries import DecisionView

PACKAGE = "service.programmes.evaluation"
KIND = "postal"
#: Shorter times than this say nothing about how many ideas come.
LEAST_DAYS = 90


@dataclass(frozen=True, slots=True)
class FollowupView:
    """What was fixed with a decision; see `DecisionFollowup`. `content_hash` is in hexadecimal."""

    first_year: int
    last_year: int | None
    comparison: list[dict[str, Any]]
    proposed: list[str]
    reason: str
    content_hash: str
    is_synthetic: bool
    fixed_at: dt.datetime

    @property
    def codes(self) -> tuple[str, ...]:
        """The comparison areas."""
        return tuple(one["code"] for one in self.comparison)


@dataclass(frozen=True, slots=True)
class Spans:
    """Two times of equal length before and since `start`, days; `after_to` is the day after the last one."""

    before_from: dt.date
    start: dt.date
    after_to: dt.date

    @property
    def before_years(self) -> float:
        """Length of the time before, in years."""
        return (self.start - self.before_from).days / 365.25

    @property
    def after_years(self) -> float:
        """Length of the time since, in years."""
        return (self.after_to - self.start).days / 365.25


def followup_of(connection: Connection, municipality_id: int, slug: str) -> FollowupView | None:
    """What a decision is held against; None for one that was made without it."""
    row = connection.execute(
        sql(PACKAGE, "followup_of"), {"municipality_id": municipality_id, "slug": slug}
    ).one_or_none()
    return None if row is None else FollowupView(**row._mapping)


def spans(connection: Connection, municipality_id: int, followup: FollowupView, today: dt.date) -> Spans | str:
    """The times to count ideas in, or in a word why there are none: ``not_begun`` or ``too_short``.

    The time before is as long as the time since, unless the service is younger.
    """
    start = dt.date(followup.first_year, 1, 1)
    if today <= start:
        return "not_begun"
    last = dt.date(followup.last_year + 1, 1, 1) if followup.last_year else today
    after_to = min(today, last)
    first = connection.execute(sql(PACKAGE, "first_idea"), {"municipality_id": municipality_id}).scalar()
    before_from = max(start - (after_to - start), first or start)
    if (start - before_from).days < LEAST_DAYS or (after_to - start).days < LEAST_DAYS:
        return "too_short"
    return Spans(before_from, start, after_to)


def ideas_between(connection: Connection, municipality_id: int, codes: Sequence[str], times: Spans) -> tuple[int, int]:
    """Public ideas of some areas before and since."""
    row = connection.execute(
        sql(PACKAGE, "ideas_between"),
        {
            "municipality_id": municipality_id,
            "kind": KIND,
            "codes": list(codes),
            "before_from": times.before_from,
            "start_on": times.start,
            "after_to": times.after_to,
        },
    ).one()
    return row.before, row.after


def ideas_by_state(
    connection: Connection, municipality_id: int, codes: Sequence[str], since: dt.date
) -> dict[str, int]:
    """Public ideas of some areas since a day, by state."""
    rows = connection.execute(
        sql(PACKAGE, "ideas_by_state"),
        {"municipality_id": municipality_id, "kind": KIND, "codes": list(codes), "since": since},
    )
    return {row.state: row.ideas for row in rows}


def residents_of(view: DecisionView, codes: Sequence[str]) -> float | None:
    """Residents of some areas on the day of the decision; None where one of them is not known."""
    wanted = set(codes)
    found = [row["residents"] for row in view.table if row["code"] in wanted]
    return None if not found or any(one is None for one in found) else float(sum(found))
