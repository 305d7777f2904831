"""Reading how long answers take, from what anyone may see."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row

from boundaries.database import sql
from geo.stats.waiting import Waiting, waiting
from service.i18n import TIME_ZONE, named
from service.participation.pins.queries import themes

PACKAGE = "service.participation.waits"
#: Ideas of this time are looked at, at most so many of them, the newest first.
PERIOD = dt.timedelta(days=730)
MOST = 20_000
#: The longest waits that are listed.
LISTED = 10
#: Of fewer ideas nothing is said of how long an answer takes: one of them would be told apart.
FEWEST = 5
#: Kinds of area that waits are counted for; a resident's own drawing is none of them.
AREA_KINDS = ("postal", "statistical", "district", "area_board", "programme_area")


@dataclass(frozen=True, slots=True)
class Line:
    """The waits of a theme, an area or a unit. `kept` is the share answered within the promised days, of the ideas
    whose promise is due; None without a promise or while none is due."""

    name: str
    address: str
    waiting: Waiting
    kept: float | None

    @property
    def is_enough(self) -> bool:
        """Whether there are enough ideas to speak of how long an answer takes."""
        return self.waiting.n >= FEWEST


@dataclass(frozen=True, slots=True)
class Waits:
    """The waits of a municipality's ideas; `median_end` is the median of days to the end, None when few ended."""

    total: Line
    by_theme: list[Line]
    by_area: list[Line]
    by_unit: list[Line]
    ended: int
    median_end: int | None
    oldest: Sequence[Row[Any]]
    today: dt.date


def waits_of(connection: Connection, municipality_id: int) -> Waits:
    """How long answers take in a municipality, and how many came by the day that was promised when the idea came."""
    today = dt.datetime.now(TIME_ZONE).date()
    values = {"municipality_id": municipality_id, "since": today - PERIOD, "today": today, "most": MOST}
    found: dict[tuple[str, str], list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(sql(PACKAGE, "waits"), {**values, "kinds": list(AREA_KINDS)}):
        found[row.part, row.key].append(row)
    names = {one.key: (one.label, f"/pins?theme={one.key}") for one in themes(connection, municipality_id)}
    units = {row.key: (named(row.names), "") for rows in found.values() for row in rows if row.part == "unit"}
    areas = _area_names(connection, municipality_id, [key for part, key in found if part == "area"])
    ended = connection.execute(sql(PACKAGE, "ended"), values).all()
    count = sum(row.pin_count for row in ended)
    return Waits(
        total=_line("", "/pins", found.get(("all", ""), [])),
        by_theme=_lines(found, "theme", names),
        by_area=_lines(found, "area", areas),
        by_unit=_lines(found, "unit", units),
        ended=count,
        median_end=_median(ended) if count >= FEWEST else None,
        oldest=connection.execute(sql(PACKAGE, "oldest"), {**values, "most": LISTED}).all(),
        today=today,
    )


def _lines(
    found: Mapping[tuple[str, str], list[Row[Any]]],
    part: str,
    names: Mapping[str, tuple[str, str]],
) -> list[Line]:
    lines = [_line(*names[key], rows) for (one, key), rows in found.items() if one == part and key in names]
    return sorted(lines, key=lambda line: line.name.casefold())


def _line(name: str, address: str, rows: Sequence[Row[Any]]) -> Line:
    found = waiting([row.days for row in rows], [row.is_answered for row in rows], [row.pin_count for row in rows])
    return Line(name, address, found, _kept(rows))


def _kept(rows: Sequence[Row[Any]]) -> float | None:
    """The share answered in time. Who waits and may still be answered in time counts neither way, nor
    what came when nothing was promised."""
    due = [row for row in rows if row.promised is not None]
    in_time = sum(row.pin_count for row in due if row.is_answered and row.days <= row.promised)
    late = sum(row.pin_count for row in due if row.days > row.promised)
    return in_time / (in_time + late) if in_time + late >= FEWEST else None


def _median(rows: Sequence[Row[Any]]) -> int:
    """The median of counted days, the lower of two middle ones; `rows` in the order of days."""
    middle, passed = (sum(row.pin_count for row in rows) + 1) // 2, 0
    for row in rows:
        passed += row.pin_count
        if passed >= middle:
            return int(row.days)
    raise ValueError("no rows have no median")


def _area_names(connection: Connection, municipality_id: int, slugs: list[str]) -> dict[str, tuple[str, str]]:
    rows = connection.execute(sql(PACKAGE, "area_names"), {"municipality_id": municipality_id, "slugs": slugs})
    return {row.slug: (named(row.names) or row.slug, f"/areas/{row.slug}") for row in rows}
