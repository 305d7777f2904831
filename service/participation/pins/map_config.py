"""The layers of pins on a page's map; service/web/map_config.py has the rest of what a map is told."""

from __future__ import annotations

from typing import Any

import shapely

from geo.geometry import LONLAT_DECIMALS
from service.catalogue.map_layers import catalogue_layers
from service.i18n import gettext as _
from service.participation.pins.features import public_shape
from service.participation.pins.queries import ThemeChoice
from service.participation.pins.views import PinView
from service.remote.map_layers import shown_pictures
from service.web.context import CurrentMunicipality, seen_db
from service.web.map_config import BACKDROP, map_config, tile_layer

#: Close enough to see the place's surroundings on a pin's own page.
PIN_ZOOM = 11
#: So much is seen around a line or an area: without a name or a shore beside it nobody knows where it is.
SHAPE_MARGIN_M = 400.0


def front_map_config(home: CurrentMunicipality, themes: list[ThemeChoice]) -> dict[str, Any]:
    """The front page's map: the backdrop, the areas and all public pins as tiles."""
    marks = theme_marks(themes)
    pins = tile_layer("pins", _("Ideas"), adjustable=True, themes=marks)
    # What a filter finds, shown by the page's script in place of the tiles of all pins: the same tiles, narrowed down.
    found = {**pins, "key": "found", "style": "pins", "visible": False}
    del found["label"]
    outline = {"key": "outline", "kind": "geojson", "style": "areas", "selectable": False}
    pictures = shown_pictures(seen_db(), home.id, (home.settings.get(BACKDROP) or {}).get("key", ""))
    areas = tile_layer("areas", _("Areas"), visible=False, adjustable=True)
    own = catalogue_layers(seen_db(), home.id)
    layers = [*pictures, *own, areas, outline, pins, found]
    label = _("Map of %(municipality)s", municipality=home.name())
    return map_config(home, layers, label=label, permalink=True)


def pin_map_config(home: CurrentMunicipality, pin_view: PinView) -> dict[str, Any] | None:
    """The small map of one pin; None when it has no public point."""
    if pin_view.lonlat is None:
        return None
    pin = pin_view.pin
    place = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [round(n, LONLAT_DECIMALS) for n in pin_view.lonlat]},
        "properties": {"reference": pin.reference, "theme": pin.theme, "state": pin.state},
    }
    layer = {
        "key": "pin",
        "kind": "geojson",
        "style": "pins",
        "data": {"type": "FeatureCollection", "features": [place]},
        "selectable": False,
        "themes": theme_marks(pin_view.themes),
    }
    opens = {"lonlat": list(pin_view.lonlat), "zoom": PIN_ZOOM}
    label = _("Where %(reference)s is", reference=pin.reference)
    if pin.shape is None:
        return map_config(home, [layer], view=opens, label=label, locate=False)
    drawn = {**place, "geometry": public_shape(pin)}
    layer["data"] = {"type": "FeatureCollection", "features": [drawn, place]}
    around = shapely.from_wkb(bytes(pin.shape)).buffer(SHAPE_MARGIN_M)
    return map_config(home, [layer], show=around, label=label, locate=False)


def theme_marks(themes: list[ThemeChoice]) -> list[dict[str, str]]:
    """How each theme is marked on the map."""
    return [{"key": one.key, "label": one.label, "icon": one.icon, "colour": one.colour} for one in themes]
