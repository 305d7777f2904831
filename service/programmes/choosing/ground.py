"""What a choice must know of the ground: which areas border each other, and which district each lies in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from sqlalchemy import Connection

from boundaries.database import sql
from boundaries.sets.queries import areas_of_set
from geo.spatial.weights import Weights, from_neighbours, queen
from layers.indicators.queries import statistics_stamp
from service.programmes.choosing.choice import Choosing


@dataclass(frozen=True)
class Ground:
    """By position of the areas: pairs of neighbours (a point in common is enough), and the district's name, empty
    where an area lies in none. Both are empty where the rule does not ask for them."""

    neighbours: tuple[tuple[int, int], ...] = ()
    districts: tuple[str, ...] = ()

    def weights(self, areas: int) -> Weights:
        """The neighbours as the solver takes them."""
        lists: list[list[int]] = [[] for _ in range(areas)]
        for one, other in self.neighbours:
            lists[one].append(other)
            lists[other].append(one)
        return from_neighbours(lists, rule="queen")

    def plain(self, codes: Sequence[str]) -> dict[str, Any]:
        """By code, for the record."""
        return {
            "neighbours": [[codes[one], codes[other]] for one, other in self.neighbours],
            "districts": {code: name for code, name in zip(codes, self.districts, strict=False) if name},
        }


def ground_of(values: Mapping[str, Any], codes: Sequence[str]) -> Ground:
    """The ground that `Ground.plain` gave."""
    at = {code: position for position, code in enumerate(codes)}
    pairs = tuple((at[one], at[other]) for one, other in values.get("neighbours", []))
    districts = values.get("districts", {})
    return Ground(pairs, tuple(districts.get(code, "") for code in codes) if districts else ())


def ground(
    connection: Connection, municipality_id: int, choosing: Choosing, area_ids: Sequence[int], codes: Sequence[str]
) -> Ground:
    """What the rule asks for, from the boundaries as they are now."""
    districts: tuple[str, ...] = ()
    if choosing.needs_districts:
        own = dict(choosing.parts)
        zoned = _districts(connection, municipality_id, choosing.zoning) if choosing.zoning else {}
        districts = tuple(
            own.get(code) or zoned.get(area_id, "") for area_id, code in zip(area_ids, codes, strict=True)
        )
    pairs: tuple[tuple[int, int], ...] = ()
    if choosing.mode == "joined":
        shapes = unit_outlines(connection, municipality_id)
        found = queen([shapes[area_id] for area_id in area_ids]).matrix.tocoo()
        pairs = tuple(
            sorted(
                (one, other) for one, other in zip(found.row.tolist(), found.col.tolist(), strict=True) if one < other
            )
        )
    return Ground(pairs, districts)


_outlines: dict[tuple[Any, ...], dict[int, shapely.Geometry]] = {}


def unit_outlines(connection: Connection, municipality_id: int) -> dict[int, shapely.Geometry]:
    """The units' whole boundaries in the metric CRS by area id; read once while they stay the same."""
    key = (str(connection.engine.url), municipality_id, statistics_stamp(connection, municipality_id))
    found = _outlines.get(key)
    if found is None:
        rows = connection.execute(
            sql("boundaries", "units_of"), {"municipality_id": municipality_id, "kind": "postal"}
        ).all()
        if len(_outlines) > 8:
            _outlines.clear()
        found = _outlines[key] = {row.id: shapely.make_valid(shapely.from_wkb(bytes(row.wkb))) for row in rows}
    return found


def _districts(connection: Connection, municipality_id: int, slug: str) -> dict[int, str]:
    """The district that holds the greatest part of each unit, by area id; none where no district touches it."""
    parts = areas_of_set(connection, municipality_id, slug)
    found: dict[int, str] = {}
    for area_id, shape in unit_outlines(connection, municipality_id).items():
        shares = [(shape.intersection(part.geometry).area, part.names.get("fi") or part.slug) for part in parts]
        area, name = max(shares, default=(0.0, ""))
        if area > 0:
            found[area_id] = name
    return found
