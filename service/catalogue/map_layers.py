"""Layers of the catalogue as the map is told of them; static/js/map/styles/catalogue.js draws them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from layers.catalogue import CatalogueEntry, layers_of
from service.catalogue.legend import classes_of, legend_of
from service.i18n import gettext as _
from service.i18n import named
from service.web.map_config import tile_layer
from service.web.sight import restriction

#: Kinds that people switch on and off over the backdrop, which has its own layers in itself.
SWITCHED = frozenset({"services", "spaces", "other"})
#: Colours that stand out from light and dark ground alike (css/tokens.css), one after another where none is chosen.
COLOURS = ("moss", "lake", "rowan", "plum", "teal", "amber", "rose", "slate")


def catalogue_layers(connection: Connection, municipality_id: int) -> list[dict[str, Any]]:
    """The layers with features that the connection sees and a map offers, in order; off unless they say otherwise."""
    entries = layers_of(connection, municipality_id)
    shown = [one for one in entries if one.has_walks or (one.kind in SWITCHED and one.has_features)]
    return [catalogue_layer(one, is_visible=one.is_on_at_start) for one in shown]


def catalogue_layer(entry: CatalogueEntry, *, is_visible: bool) -> dict[str, Any]:
    """One layer with its colour, scales and source."""
    more: dict[str, Any] = {} if entry.max_zoom is None else {"maxZoom": entry.max_zoom}
    if not entry.is_public:
        more["note"] = restriction(entry.visibility)
    if entry.kind == "walks":
        # Routes are drawn as on the walks' own pages.
        more |= {"style": "walks", "idProperty": "slug", "classes": [{"label": _("Route of a walk"), "token": "line"}]}
    elif classes := classes_of(entry):
        more |= {"classes": [one.as_config() for one in legend_of(classes)], "property": classes.attribute}
    return tile_layer(
        entry.key,
        named(entry.names) or entry.key,
        **{"style": "catalogue", "idProperty": "id", "colour": colour_of(entry), **more},
        visible=is_visible,
        dots=entry.has_points,
        adjustable=True,
        attribution=[{"text": entry.attribution, "url": entry.source_url}] if entry.attribution else [],
        minZoom=entry.min_zoom or 0,
    )


def colour_of(entry: CatalogueEntry) -> str:
    """The token of the layer's colour: the chosen one, else one of its own by its number."""
    chosen = entry.style.get("colour")
    return f"theme-{chosen if chosen in COLOURS else COLOURS[entry.id % len(COLOURS)]}"
