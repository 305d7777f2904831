"""What the map on a page is told; static/js/map/config.js says what each value means."""

from __future__ import annotations

from typing import Any

from geo.crs import METRIC
from geo.geometry import LONLAT_DECIMALS
from service.i18n import gettext as _
from service.participation.pins.queries import ThemeChoice
from service.participation.pins.views import PinView
from service.web.context import CurrentMunicipality

#: Close enough to see the place's surroundings on a pin's own page.
PIN_ZOOM = 11


def map_config(home: CurrentMunicipality, themes: list[ThemeChoice]) -> dict[str, Any]:
    """The front page's map: the backdrop, the areas and all public pins as tiles."""
    return {
        "crs": crs_config(),
        "view": {"lonlat": list(home.centre_lonlat), "zoom": home.zoom},
        "label": _("Map of %(municipality)s", municipality=home.name()),
        "permalink": True,
        "layers": [
            backdrop_layer(),
            {
                **tile_layer("areas"),
                "label": _("Areas"),
                "visible": False,
                "adjustable": True,
            },
            {
                **tile_layer("pins"),
                "label": _("Ideas"),
                "adjustable": True,
                "themes": theme_marks(themes),
            },
            {
                # What a filter finds, put in by the page's script in place of the tiles of all pins.
                "key": "found",
                "kind": "geojson",
                "style": "pins",
                "data": {"type": "FeatureCollection", "features": []},
                "visible": False,
                "idProperty": "reference",
                "themes": theme_marks(themes),
            },
        ],
    }


def pin_map_config(view: PinView) -> dict[str, Any] | None:
    """The small map of one pin; None when it has no public point."""
    if view.lonlat is None:
        return None
    place = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [round(n, LONLAT_DECIMALS) for n in view.lonlat]},
        "properties": {"reference": view.pin.reference, "theme": view.pin.theme, "state": view.pin.state},
    }
    return {
        "crs": crs_config(),
        "view": {"lonlat": list(view.lonlat), "zoom": PIN_ZOOM},
        "label": _("Where %(reference)s is", reference=view.pin.reference),
        "locate": False,
        "layers": [
            backdrop_layer(),
            {
                "key": "pin",
                "kind": "geojson",
                "style": "pins",
                "data": {"type": "FeatureCollection", "features": [place]},
                "selectable": False,
                "themes": theme_marks(view.themes),
            },
        ],
    }


def crs_config() -> dict[str, Any]:
    """The metric CRS and its tile grid, from the one module that names them."""
    matrix = METRIC.matrix
    return {
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
    }


def backdrop_layer() -> dict[str, Any]:
    """Land, water and names below everything."""
    return tile_layer("backdrop")


def tile_layer(name: str) -> dict[str, Any]:
    """One of the service's own tile layers in the metric matrix."""
    return {"key": name, "kind": "mvt", "url": f"/tiles/{METRIC.matrix.name}/{name}/{{z}}/{{x}}/{{y}}.mvt"}


def theme_marks(themes: list[ThemeChoice]) -> list[dict[str, str]]:
    """How each theme is marked on the map."""
    return [{"key": one.key, "label": one.label, "icon": one.icon, "colour": one.colour} for one in themes]
