"""Parts of a plan that are no land use of their own: each goes to the unit that it lies in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geo.crs import METRIC
from geo.geometry import geometry_to_geojson
from layers.plans.importing import UnitInput


@dataclass(frozen=True, slots=True)
class Detail:
    """A building area, a plot, a line: its geometry in the metric CRS and what it says, as JSON values."""

    key: str
    geom: BaseGeometry
    says: dict[str, Any]


def with_details(units: list[UnitInput], details: Iterable[Detail]) -> tuple[list[UnitInput], list[str]]:
    """The units with the details under ``parts`` of their regulations, and the keys that lie in no unit.

    A detail goes to the unit that holds most of it; one that meets none goes to the nearest and its key is
    told, so that nothing is lost. Without units all keys are told.
    """
    shapes = [shapely.make_valid(unit.geom) for unit in units]
    held: dict[int, list[dict[str, Any]]] = {}
    astray: list[str] = []
    for detail in details:
        if not units:
            astray.append(detail.key)
            continue
        shape = shapely.make_valid(detail.geom)
        shares = [_common(shape, one) for one in shapes]
        at = max(range(len(units)), key=shares.__getitem__)
        if shares[at] <= 0:
            at = min(range(len(units)), key=lambda i: shapes[i].distance(shape))
            if shapes[at].distance(shape) > 0:
                astray.append(detail.key)
        geometry = geometry_to_geojson(detail.geom, crs=METRIC)
        held.setdefault(at, []).append({"key": detail.key, **detail.says, "geometry": geometry})
    full = [
        replace(unit, regulations={**unit.regulations, "parts": held[i]}) if i in held else unit
        for i, unit in enumerate(units)
    ]
    return full, astray


def _common(shape: BaseGeometry, unit: BaseGeometry) -> float:
    common = shapely.intersection(shape, unit)
    return float(common.area or common.length or (0.001 if not common.is_empty else 0))
