"""The layers of an area's map; service/web/map_config.py has the rest of what a map is told."""

from __future__ import annotations

from typing import Any

from shapely.geometry.base import BaseGeometry

from service.i18n import gettext as _
from service.participation.pins.map_config import theme_marks
from service.participation.pins.queries import themes
from service.web.context import CurrentMunicipality, public_db
from service.web.map_config import map_config, tile_layer

#: As many corners as the service takes; joined postal-code areas of a whole town have a few thousand.
MOST_CORNERS = 10_000


def area_map_config(
    home: CurrentMunicipality,
    *,
    mode: str = "view",
    shape: BaseGeometry | None = None,
    feature: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """The settings of an area's `<aluekartta-map>`.

    Parameters
    ----------
    mode : "view" or "draw".
    shape : what the view should show, in the metric CRS; the municipality's first view without it.
    feature : a GeoJSON feature to draw on top as an area of its own.
    """
    marks = theme_marks(themes(public_db(), home.id))
    layers = [
        tile_layer("areas", _("Areas"), visible=feature is None, adjustable=True),
        # A hand that draws needs to see the ground; the ideas inside are counted anyway.
        tile_layer("pins", _("Ideas"), visible=mode == "view", adjustable=True, themes=marks),
    ]
    if mode == "draw":  # what a chosen file holds, before areas of it are picked
        nothing = {"type": "FeatureCollection", "features": []}
        layers.append({"key": "upload", "kind": "geojson", "style": "proposals", "data": nothing})
    if feature is not None:
        layers.insert(1, {"key": "this-area", "kind": "geojson", "style": "areas", "data": feature})
    drawing = {"type": "MultiPolygon", "maxCorners": MOST_CORNERS, "pick": True, "snap": "/api/areas"}
    return map_config(home, layers, show=shape, mode=mode, draw=drawing)
