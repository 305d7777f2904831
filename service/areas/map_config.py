"""What the map on an area's page is told: the grid, the view, the layers."""

from __future__ import annotations

from typing import Any

from shapely.geometry.base import BaseGeometry

from geo.crs import METRIC
from service.i18n import gettext as _
from service.web.context import CurrentMunicipality

#: As many corners as the service takes; joined postal-code areas of a whole town have a few thousand.
MOST_CORNERS = 10_000


def map_config(
    home: CurrentMunicipality,
    *,
    mode: str = "view",
    shape: BaseGeometry | None = None,
    feature: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """The settings of `<aluekartta-map>`.

    Parameters
    ----------
    mode : "view" or "draw".
    shape : what the view should show, in the metric CRS; the municipality's first view without it.
    feature : a GeoJSON feature to draw on top as an area of its own.
    """
    view: dict[str, Any] = {"lonlat": list(home.centre_lonlat), "zoom": home.zoom}
    if shape is not None:
        view["bounds"] = list(METRIC.geometry_to_lonlat(shape.envelope).bounds)
    layers = [
        tile_layer("backdrop", _("Map")),
        tile_layer("areas", _("Areas"), visible=feature is None, adjustable=True),
        # A hand that draws needs to see the ground; the ideas inside are counted anyway.
        tile_layer("pins", _("Ideas"), visible=mode == "view", adjustable=True),
    ]
    if feature is not None:
        layers.insert(2, {"key": "this-area", "kind": "geojson", "style": "areas", "data": feature})
    return {
        "crs": {"code": METRIC.code, "proj4": METRIC.proj4, "matrix": _matrix()},
        "view": view,
        "mode": mode,
        "draw": {"type": "MultiPolygon", "maxCorners": MOST_CORNERS},
        "layers": layers,
    }


def tile_layer(key: str, label: str, **more: Any) -> dict[str, Any]:
    """A layer of vector tiles in the municipality's own matrix."""
    url = f"/tiles/{METRIC.matrix.name}/{key}/{{z}}/{{x}}/{{y}}.mvt"
    return {"key": key, "kind": "mvt", "label": label, "url": url, **more}


def _matrix() -> dict[str, Any]:
    matrix = METRIC.matrix
    return {
        "name": matrix.name,
        "minx": matrix.minx,
        "miny": matrix.miny,
        "maxx": matrix.maxx,
        "maxy": matrix.maxy,
        "tileSize": matrix.tile_size,
        "maxZoom": matrix.max_zoom,
    }
