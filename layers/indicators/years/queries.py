"""Reading every edition of some variables, brought to one version of the areas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Connection

from boundaries.database import sql
from layers.indicators.years.carrying import Carrier, Zones, carrier
from layers.indicators.years.frame import YearNote, YearsFrame

PACKAGE = "layers.indicators.years"


@dataclass(frozen=True, slots=True)
class Target:
    """A unit on the boundary that all years are brought to. `version` is its number, 0 when it is not known."""

    area_id: int
    code: str
    slug: str
    names: dict[str, str]
    version_id: int
    version: int


def units_now(connection: Connection, municipality_id: int, kind: str) -> tuple[Target, ...]:
    """The published units of a kind on the boundaries that they have today."""
    rows = connection.execute(sql(PACKAGE, "units_now"), {"municipality_id": municipality_id, "kind": kind})
    return tuple(
        Target(row.id, row.code or row.slug, row.slug, row.names, row.version_id, row.version) for row in rows
    )


def kinds_with_figures(connection: Connection, municipality_id: int) -> tuple[str, ...]:
    """The kinds of area that have figures here, the one with most areas first; empty when there are none."""
    rows = connection.execute(sql(PACKAGE, "kinds_with_figures"), {"municipality_id": municipality_id})
    return tuple(row.kind for row in rows)


def figures_by_year(
    connection: Connection,
    municipality_id: int,
    keys: Sequence[str],
    kind: str = "postal",
    targets: Sequence[Target] | None = None,
) -> YearsFrame:
    """All editions that have every one of some variables, a year each, on one version of the areas.

    What was published on another boundary is shared out to the wanted one, by the people of a grid where there
    is one and otherwise by area; only counts can be. A year is that of the
    first key; of two editions of one year the later (by name) is taken.

    Parameters
    ----------
    keys : the publisher's column names.
    targets : the units and boundaries that are wanted; today's by default.
    """
    wanted = tuple(targets) if targets is not None else units_now(connection, municipality_id, kind)
    place = {"municipality_id": municipality_id, "kind": kind}
    found = connection.execute(sql(PACKAGE, "editions_of"), {**place, "keys": list(dict.fromkeys(keys))}).all()
    editions = _usable(found, tuple(dict.fromkeys(keys)))
    variables = {row.id: row for edition in editions.values() for row in edition.values()}
    rows = connection.execute(sql(PACKAGE, "figures_of_editions"), {**place, "variable_ids": list(variables)}).all()
    zones = _zones(rows, variables)
    bring = carrier(connection, municipality_id, wanted_ids := tuple(one.version_id for one in wanted), zones)
    years = tuple(editions)
    shape = (len(wanted), len(years))
    values = {key: np.full(shape, np.nan) for key in keys}
    hidden = {key: np.zeros(shape, dtype=np.bool_) for key in keys}
    moved = np.zeros(shape, dtype=np.bool_)
    notes = []
    for column, (year, edition) in enumerate(editions.items()):
        first = edition[keys[0]]
        of = zones[first.release]
        for key in values:
            column_moved = _fill(bring, of, edition[key], values[key][:, column], hidden[key][:, column])
            moved[:, column] |= column_moved
        notes.append(_note(year, first, of, bring))
    return YearsFrame(
        kind=kind,
        area_ids=tuple(one.area_id for one in wanted),
        codes=tuple(one.code for one in wanted),
        slugs=tuple(one.slug for one in wanted),
        names=tuple(one.names for one in wanted),
        version_ids=wanted_ids,
        versions=tuple(one.version for one in wanted),
        years=years,
        notes=tuple(notes),
        values=values,
        hidden=hidden,
        moved=moved,
    )


def _usable(rows: Sequence[Any], keys: tuple[str, ...]) -> dict[int, dict[str, Any]]:
    """Variables by key of the editions that have them all, by year."""
    by_edition: dict[str, dict[str, Any]] = {}
    for row in rows:
        by_edition.setdefault(row.release, {})[row.key] = row
    whole = {
        edition[keys[0]].year: edition for _name, edition in sorted(by_edition.items()) if set(edition) == set(keys)
    }
    return dict(sorted(whole.items()))


def _zones(rows: Sequence[Any], variables: Mapping[int, Any]) -> dict[str, Zones]:
    """The areas that each edition was published on, with its figures."""
    found: dict[str, Zones] = {}
    for row in rows:
        zones = found.setdefault(row.release, Zones())
        zones.add(row.area_version_id, variables[row.variable_id].key, row.state, row.value, row.moved_from)
    return found


def _fill(bring: Carrier, zones: Zones, variable: Any, values: Any, hidden: Any) -> Any:
    got = bring.brought(zones, variable.key, is_count=variable.is_count)
    values[:], hidden[:] = got.values, got.hidden
    return got.moved


def _note(year: int, first: Any, zones: Zones, bring: Carrier) -> YearNote:
    moved, uncovered = bring.counts(zones)
    return YearNote(
        year=year,
        edition=first.edition,
        source=first.source,
        moved=moved,
        weights=bring.weights if moved else "",
        uncovered=uncovered,
        moved_from=zones.moved_from,
    )
