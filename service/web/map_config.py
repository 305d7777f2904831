"""What `<aluekartta-map>` is told by a page; static/js/map/config.js says what each value means."""

from __future__ import annotations

from typing import Any

from shapely.geometry.base import BaseGeometry

from geo.crs import METRIC
from service.i18n import gettext as _
from service.i18n import named
from service.web.context import CurrentMunicipality

#: The municipality's setting of a backdrop of its own: the layer's key, names and attribution.
BACKDROP = "backdrop"


def map_config(
    home: CurrentMunicipality,
    layers: list[dict[str, Any]],
    *,
    show: BaseGeometry | None = None,
    view: dict[str, Any] | None = None,
    **options: Any,
) -> dict[str, Any]:
    """The settings of a page's map: the grid of its tiles, where it opens, and its layers over the backdrop.

    Parameters
    ----------
    layers : further layers, the lowest first; the backdrop is always there.
    show : a geometry in the metric CRS to open on; the municipality's first view when absent or empty.
    view : where it opens, in place of the municipality's first view: ``{"lonlat": [lon, lat], "zoom": 11}``.
    options : any other setting of the map, for example ``mode="draw"``.
    """
    opens = view or {"lonlat": list(home.centre_lonlat), "zoom": home.zoom}
    if show is not None and not show.is_empty:
        opens = {**opens, "bounds": lonlat_bounds(show)}
    matrix = METRIC.matrix
    return {
        "crs": {
            "code": METRIC.code,
            "proj4": METRIC.proj4,
            "matrix": {
                "name": matrix.name,
                "minx": matrix.minx,
                "miny": matrix.miny,
                "maxx": matrix.maxx,
                "maxy": matrix.maxy,
                "tileSize": matrix.tile_size,
                "maxZoom": matrix.max_zoom,
            },
        },
        "view": opens,
        "layers": [tile_layer("backdrop", _("Map")), *_own_backdrop(home), *layers],
        **options,
    }


def picture_layer(key: str, label: str, attribution: str, **more: Any) -> dict[str, Any]:
    """A layer of another service's pictures, drawn by us in our own matrix; `more` are its other settings."""
    return {
        "key": f"remote-{key}",
        "kind": "image",
        "style": "image",
        "label": label,
        "url": f"/remote/{key}/{{z}}/{{x}}/{{y}}.png",
        "attribution": [{"text": attribution}] if attribution else [],
        "adjustable": True,
        **more,
    }


def _own_backdrop(home: CurrentMunicipality) -> list[dict[str, Any]]:
    """The picture layer that the municipality laid over the self-hosted map. That one stays beneath: where there is
    no picture, because there is none or its service is out of order, it is seen."""
    setting = home.settings.get(BACKDROP)
    if not setting:
        return []
    label = named(setting.get("names") or {}) or _("Background map")
    attribution = str(setting.get("attribution") or "")
    return [picture_layer(setting["key"], label, attribution, style="basemap") | {"key": "basemap"}]


def tile_layer(key: str, label: str, **more: Any) -> dict[str, Any]:
    """One of the service's own layers of vector tiles, in the metric CRS's matrix; `more` are its other settings."""
    url = f"/tiles/{METRIC.matrix.name}/{key}/{{z}}/{{x}}/{{y}}.mvt"
    return {"key": key, "kind": "mvt", "label": label, "url": url, **more}


def lonlat_bounds(shape: BaseGeometry) -> list[float]:
    """West, south, east, north of a shape in metres, in WGS 84."""
    return [round(value, 6) for value in METRIC.geometry_to_lonlat(shape).bounds]
