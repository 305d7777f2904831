"""Choropleth layers of the statistical units, ready for the map element."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from service.analysis.pins import AreaPins
from service.analysis.rows import AreaIndex
from service.analysis.shapes import UnitShape
from service.i18n import format_number, named

LAYER = "units"
SOURCE = "Tilastokeskus, Paavo, CC BY 4.0"


def units_layer(label: str, features: list[dict[str, Any]], classes: list[dict[str, Any]]) -> dict[str, Any]:
    """A layer whose features have `class_number` (0: no class), `code`, `status` and `label`."""
    return {
        "key": LAYER,
        "kind": "geojson",
        "style": "choropleth",
        "label": label,
        "data": {"type": "FeatureCollection", "features": features},
        "classes": classes,
        "property": "class_number",
        "idProperty": "code",
        "attribution": SOURCE,
    }


def index_features(rows: Iterable[AreaIndex], shapes: dict[int, UnitShape]) -> list[dict[str, Any]]:
    """Areas with the class and the written value of their index."""
    return [
        feature(
            shapes[row.area_id],
            row.code,
            row.names,
            row.class_number,
            "" if row.index is None else format_number(row.index, 0),
        )
        for row in rows
        if row.area_id in shapes
    ]


def pin_features(
    rows: Iterable[AreaPins], shapes: dict[int, UnitShape], classes: dict[str, int], labels: dict[str, str]
) -> list[dict[str, Any]]:
    """Areas with a class and a label of the caller's choice, by code."""
    return [
        feature(shapes[row.area_id], row.code, row.names, classes.get(row.code, 0), labels.get(row.code, ""))
        for row in rows
        if row.area_id in shapes
    ]


def feature(shape: UnitShape, code: str, names: dict[str, str], class_number: int, label: str) -> dict[str, Any]:
    """One area as GeoJSON."""
    properties = {
        "code": code,
        "name": named(names),
        "class_number": class_number,
        "status": "value" if class_number else "suppressed",
        "label": label,
    }
    return {"type": "Feature", "id": code, "geometry": shape.geojson, "properties": properties}


def extent(shapes: dict[int, UnitShape]) -> BaseGeometry | None:
    """The box around all units, in the metric CRS."""
    if not shapes:
        return None
    return shapely.box(*shapely.total_bounds([one.geometry for one in shapes.values()]))
