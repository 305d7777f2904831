"""Layers of the map of ideas: one surface, and what lies over it."""

from __future__ import annotations

from typing import Any

from flask import url_for

from service.analysis.maps import LAYER, pin_features, units_layer
from service.analysis.pins import AreaPins
from service.analysis.schemas import PinsQuery
from service.analysis.shapes import UnitShape
from service.i18n import format_number
from service.i18n import gettext as _


def heat_layer(query: PinsQuery, label: str) -> dict[str, Any]:
    """The surface of the query's map."""
    return {
        "key": "heat",
        "kind": "heat",
        "style": "heat",
        "label": label,
        "url": url_for("analysis.heat_classes_as_json", **query.carried()),  # type: ignore[arg-type]
    }


def contour_layer(query: PinsQuery) -> dict[str, Any]:
    """Lines around what chance would not do."""
    return {
        "key": "contours",
        "kind": "geojson",
        "style": "contours",
        "label": _("More or fewer than by chance"),
        "url": url_for("analysis.heat_contours_as_json", **query.carried()),  # type: ignore[arg-type]
    }


def silent_layer(rows: list[AreaPins], shapes: dict[int, UnitShape]) -> dict[str, Any]:
    """Areas over a surface: all may be chosen, the silent ones are hatched. Their label is the smoothed rate."""
    labels = {row.code: format_number(row.smoothed, 1) for row in rows if row.smoothed is not None}
    features = pin_features(rows, shapes, {}, labels)
    silent = {row.code for row in rows if row.silence == "silent"}
    for feature in features:
        feature["properties"]["status"] = "uncertain" if feature["id"] in silent else "value"
    layer = units_layer(_("Areas, the silent ones hatched"), features, [])
    return {**layer, "key": LAYER, "style": "overlay"}
