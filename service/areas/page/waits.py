"""How long answers take in an area, and which idea has waited the longest."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection

from boundaries.database import sql
from geo.stats.waiting import Waiting, waiting
from service.areas.activity import today

PACKAGE = "service.areas.page"
#: Ideas of this time are looked at, at most so many of them, the newest first.
PERIOD = dt.timedelta(days=730)
MOST = 2000
#: Of fewer ideas nothing is said of how long an answer takes.
FEWEST = 5


@dataclass(frozen=True, slots=True)
class OldestUnanswered:
    """The idea that has waited the longest and the whole days that it has waited."""

    reference: str
    title: str
    body: str
    language: str
    created_on: dt.date
    days: int


@dataclass(frozen=True, slots=True)
class Waits:
    """The waits of an area's ideas. `oldest` is None when everything has an answer."""

    waiting: Waiting
    oldest: OldestUnanswered | None

    @property
    def is_enough(self) -> bool:
        """Whether there are enough ideas to speak of how long an answer takes."""
        return self.waiting.n >= FEWEST


def waits_of_area(connection: Connection, version_id: int) -> Waits:
    """The waits of the public ideas in a boundary version. The first answer is the first change of state."""
    now = today()
    values = {"version_id": version_id, "today": now, "since": now - PERIOD, "limit": MOST}
    rows = connection.execute(sql(PACKAGE, "waits_of_area"), values).all()
    found = waiting(
        [max(0, row.days) for row in rows], [row.is_answered for row in rows], [row.pin_count for row in rows]
    )
    oldest = connection.execute(sql(PACKAGE, "oldest_unanswered"), {"version_id": version_id}).first()
    if oldest is None:
        return Waits(found, None)
    return Waits(found, OldestUnanswered(**oldest._mapping, days=(now - oldest.created_on).days))
