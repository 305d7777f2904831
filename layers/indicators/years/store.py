"""Keeping figures of a year for areas that are here already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import update
from sqlalchemy.orm import Session

from boundaries.versions import is_same
from geo.columns import Flags, Floats
from geo.interpolation import overlap
from layers.indicators.columns import Column
from layers.indicators.models import ReleaseUnit
from layers.indicators.store import StatisticRow, replace_statistics, save_variables
from layers.indicators.years.carrying import LEAST_COVERED, as_array, boundaries_of
from layers.indicators.years.queries import Target, units_now

#: Roles of columns whose figures add up over areas.
ADDING_UP = ("count", "sum")


@dataclass(frozen=True, slots=True)
class YearTable:
    """One year's figures as a file has them.

    `values` is (codes, columns) with NaN where there is no number; `hidden` is where that is the publisher's doing.
    `shapes` are the year's own boundaries by code, in the metric CRS, when they are not those of today; then
    `moved_from` says in words which they are.
    """

    edition: str
    source: str
    columns: tuple[Column, ...]
    codes: tuple[str, ...]
    values: Floats
    hidden: Flags
    shapes: Mapping[str, BaseGeometry] = field(default_factory=dict)
    moved_from: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A year's figures on today's areas: an entry of `area_ids` and a row of `values` and `hidden` for each area.

    `moved` are the areas (by id) whose figures come from other boundaries; `unknown` are codes that no area has,
    `without` areas left without a row, `not_moved` the measures that could not be moved.
    """

    area_ids: tuple[int, ...]
    values: Floats
    hidden: Flags
    moved: tuple[int, ...]
    unknown: tuple[str, ...]
    without: tuple[str, ...]
    not_moved: tuple[str, ...]


def place_year(db: Session, municipality_id: int, kind: str, table: YearTable) -> Placed:
    """A year's figures on the areas of a kind as they are today.

    Areas are found by code, or by name where no code fits; they and their boundaries stay as they are. Where a file
    brings boundaries of its own, an area of today with the same one gets its figures as they are, and the others are
    made of those that lie there, by area: counts alone, since a mean or a median cannot be shared out.
    """
    units = units_now(db.connection(), municipality_id, kind)
    unknown: tuple[str, ...] = ()
    moved: list[int] = []
    if table.shapes:
        values, hidden, rows, moved = _moved(db, municipality_id, table, units)
    else:
        known = _known(units)
        found = [known.get(code.casefold()) for code in table.codes]
        unknown = tuple(code for code, row in zip(table.codes, found, strict=True) if row is None)
        values = np.full((len(units), len(table.columns)), np.nan)
        hidden = np.zeros(values.shape, dtype=np.bool_)
        for at, row in enumerate(found):
            if row is not None:
                values[row], hidden[row] = table.values[at], table.hidden[at]
        rows = sorted({row for row in found if row is not None})
    kept = set(rows)
    return Placed(
        area_ids=tuple(units[row].area_id for row in rows),
        values=values[rows],
        hidden=hidden[rows],
        moved=tuple(units[row].area_id for row in moved),
        unknown=unknown,
        without=tuple(one.code for row, one in enumerate(units) if row not in kept),
        not_moved=tuple(one.key for one in table.columns if one.role not in ADDING_UP) if moved else (),
    )


def store_year(db: Session, municipality_id: int, kind: str, table: YearTable) -> Placed:
    """Put a year's figures of publishers' columns in the place of what the edition had; flushes, never commits."""
    placed = place_year(db, municipality_id, kind, table)
    variables = save_variables(db, table.edition, table.source, table.columns)
    variable_ids = [variables[column.key] for column in table.columns]
    replace_statistics(db, variable_ids, placed.area_ids, _rows(variable_ids, placed))
    note_moved(db, table.edition, table, placed)
    return placed


def note_moved(db: Session, release: str, table: YearTable, placed: Placed) -> None:
    """Say of a release's figures from which boundaries they were moved, if they were."""
    if placed.moved:
        db.execute(
            update(ReleaseUnit)
            .where(ReleaseUnit.release == release, ReleaseUnit.area_id.in_(placed.moved))
            .values(moved_from=table.moved_from or table.edition)
        )


def state_of(value: float, is_hidden: bool) -> tuple[str, float | None]:
    """A figure as it is kept: its state, and a number only where there is one."""
    if np.isfinite(value):
        return "value", float(value)
    return "suppressed" if is_hidden else "missing", None


def _known(units: Sequence[Target]) -> dict[str, int]:
    """Rows of units by name and, which wins, by code."""
    named = {name.casefold(): row for row, one in enumerate(units) for name in one.names.values() if name}
    return named | {one.code.casefold(): row for row, one in enumerate(units)}


def _moved(
    db: Session, municipality_id: int, table: YearTable, units: Sequence[Target]
) -> tuple[Floats, Flags, list[int], list[int]]:
    """Figures and hidden ones by unit, the units that have any, and those made of other boundaries."""
    now = boundaries_of(db.connection(), municipality_id, [one.version_id for one in units])
    shapes = [shapely.make_valid(table.shapes[code]) for code in table.codes]
    targets = [now[one.version_id] for one in units]
    over = overlap(as_array(shapes), as_array(targets))
    covered = np.nan_to_num(over.covered_share()) >= LEAST_COVERED
    meets = over.touched()
    counts = np.array([column.role in ADDING_UP for column in table.columns])
    lacking = (np.isnan(table.values) & ~table.hidden).astype(np.float64)
    secret = np.asarray(meets @ table.hidden.astype(np.float64)) > 0
    unknown = np.asarray(meets @ lacking) > 0
    total = np.asarray(over.share @ np.nan_to_num(table.values))
    values = np.where(covered[:, None] & ~secret & ~unknown & counts, total, np.nan)
    hidden = np.asarray(secret & covered[:, None] & counts, dtype=np.bool_)
    own = {code.casefold(): at for at, code in enumerate(table.codes)}
    moved = []
    for row, unit in enumerate(units):
        at = own.get(unit.code.casefold())
        if at is not None and is_same(targets[row], shapes[at]):
            values[row], hidden[row], covered[row] = table.values[at], table.hidden[at], True
        elif covered[row]:
            moved.append(row)
    return values, hidden, [row for row in range(len(units)) if covered[row]], moved


def _rows(variable_ids: Sequence[int], placed: Placed) -> Iterator[StatisticRow]:
    for row, area_id in enumerate(placed.area_ids):
        for column, variable_id in enumerate(variable_ids):
            yield variable_id, area_id, *state_of(placed.values[row, column], placed.hidden[row, column])
