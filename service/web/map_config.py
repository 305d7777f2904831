"""What `<aluekartta-map>` is told by a page; static/js/map/config.js says what each value means."""

from __future__ import annotations

from typing import Any

from shapely.geometry.base import BaseGeometry

from geo.crs import METRIC
from service.i18n import gettext as _
from service.web.context import CurrentMunicipality


def map_config(
    home: CurrentMunicipality, layers: list[dict[str, Any]], *, show: BaseGeometry | None = None, **options: Any
) -> dict[str, Any]:
    """The settings of a page's map: the grid of its tiles, where it opens, and its layers over the backdrop.

    Parameters
    ----------
    layers : further layers, the lowest first; the backdrop is always there.
    show : a geometry in the metric CRS to open on; the municipality's centre when absent.
    options : any other setting of the map, for example ``mode="draw"``.
    """
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
        "view": {
            "lonlat": list(home.centre_lonlat),
            "zoom": home.zoom,
            "bounds": lonlat_bounds(show) if show is not None and not show.is_empty else None,
        },
        "layers": [backdrop_layer(), *layers],
        **options,
    }


def backdrop_layer() -> dict[str, Any]:
    """The quiet map under everything."""
    return {
        "key": "backdrop",
        "kind": "mvt",
        "url": f"/tiles/{METRIC.matrix.name}/backdrop/{{z}}/{{x}}/{{y}}.mvt",
        "label": _("Map"),
    }


def lonlat_bounds(shape: BaseGeometry) -> list[float]:
    """West, south, east, north of a shape in metres, in WGS 84."""
    return [round(value, 6) for value in METRIC.geometry_to_lonlat(shape).bounds]
