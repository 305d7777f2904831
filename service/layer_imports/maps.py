"""The maps of an import: the features of its preview, and where each coordinate system would land them."""

from __future__ import annotations

from typing import Any

import shapely
from sqlalchemy.orm import Session

from geo.crs import METRIC
from geo.geometry import geometry_to_geojson
from layers.plans.colours import colour_of
from service.areas.upload.words import system_label
from service.i18n import gettext as _
from service.layer_imports import report as reports
from service.layer_imports.models import LayerImport
from service.web.context import municipality
from service.web.map_config import map_config, tile_layer

SHAPES_SHOWN = 1000
#: So many letters are written on the map of a report, those of the largest units.
LETTERS_SHOWN = 300
#: The map of a report is an overview; corners closer than this cannot be told apart on it.
OVERVIEW_M = 3.0


def preview_map(db: Session, row: LayerImport) -> dict[str, Any] | None:
    """The features as they would be drawn: a plan in its usual colours, anything else as outlines and points."""
    is_plan = row.target["kind"] != "layer"
    column = reports.letter_column(row)
    shapes = reports.shapes_of(db, row, SHAPES_SHOWN, OVERVIEW_M)
    shapes += [
        ({"letter": "", "title": one["key"]}, shapely.from_wkb(bytes.fromhex(one["outline"])))
        for one in row.facts.get("plans", [])
    ]
    features: list[dict[str, Any]] = []
    for values, shape in shapes:
        letter = str(values.get(column) or "") if column else ""
        properties: dict[str, Any] = {"title": letter or str(values.get("title", "")), "letter": letter}
        if is_plan and "title" in values:
            properties["part"] = "plan"
        if shape.is_empty or shape.geom_type not in ("Point", "LineString", "Polygon", "MultiPolygon"):
            shape = shape.envelope if not shape.is_empty else None
        if shape is not None:
            features.append({"type": "Feature", "properties": properties, "geometry": geometry_to_geojson(shape)})
        if is_plan and letter and shape is not None and len(features) < 2 * LETTERS_SHOWN:
            point = geometry_to_geojson(shape.representative_point())
            named_so = {"letter": letter, "layer": "zoning_labels"}
            features.append({"type": "Feature", "properties": named_so, "geometry": point})
    dots: list[dict[str, Any]] = []
    shown: list[dict[str, Any]] = []
    for one in features:
        (dots if one["geometry"]["type"] == "Point" and not is_plan else shown).append(one)
    letters = sorted({str(values.get(column) or "") for values, _shape in shapes})
    style = "zoning" if is_plan else "proposals"
    layers = [
        tile_layer("zoning", _("Zoning plan"), style="zoning", visible=False, adjustable=True, classes=[]),
        _drawn("import", shown, style=style, property="letter", classes=_classes(letters) if is_plan else []),
        _drawn("import_points", dots, style="points"),
    ]
    extent = reports.extent_of(db, row) or (shapes[0][1].envelope if shapes else None)
    return map_config(municipality(), layers, show=extent)


def _drawn(key: str, features: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """Features as a layer of the page's map."""
    return {"key": key, "kind": "geojson", "data": {"type": "FeatureCollection", "features": features}, **more}


def _classes(letters: list[str]) -> list[dict[str, Any]]:
    """The letters of a plan in its usual colours, as the map's zoning is drawn."""
    looks = [(letter, colour_of(letter)) for letter in letters if letter]
    return [
        {"value": letter, "label": letter, "fill": look.fill, "outline": look.outline, "pattern": look.pattern_path}
        for letter, look in looks
    ]


def landing_map(candidates: list[list[Any]]) -> dict[str, Any] | None:
    """A ring where each candidate system would put the file; None when none lands anywhere."""
    features: list[dict[str, Any]] = []
    for epsg, _share, _swapped, lonlat in candidates:
        if lonlat is not None:
            x, y = METRIC.from_lonlat(*lonlat)
            shape = geometry_to_geojson(shapely.Point(x, y).buffer(4000, quad_segs=4))
            features.append({"type": "Feature", "properties": {"title": system_label(int(epsg))}, "geometry": shape})
    if not features:
        return None
    data = {"type": "FeatureCollection", "features": features}
    return map_config(municipality(), [{"key": "landing", "kind": "geojson", "style": "proposals", "data": data}])
