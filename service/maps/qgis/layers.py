"""Which layers a municipality's file for QGIS has, and how each looks: as on our own map."""

from __future__ import annotations

from collections.abc import Mapping

from layers.catalogue import CatalogueEntry
from layers.looks import ByValue
from service.catalogue.legend import classes_of, legend_of
from service.catalogue.map_layers import colour_of
from service.i18n import gettext as _
from service.maps.qgis.definition import QgisLayer
from service.maps.qgis.symbols import Class, Look, Range, Symbol
from service.participation.pins.queries import ThemeChoice
from service.web.tokens import token_colour

#: Property of an area's name by the reader's language; names in English are few.
_NAME = {"fi": "name_fi", "sv": "name_sv"}


def qgis_layers(
    titles: Mapping[str, str],
    themes: list[ThemeChoice],
    zoning: list[dict[str, str]],
    language: str,
    own: Mapping[str, Look] | None = None,
) -> list[QgisLayer]:
    """The layers from the uppermost down.

    Parameters
    ----------
    titles : of the collections that there are, by id, in the reader's language.
    themes : of ideas, in the municipality's order.
    zoning : classes of land use in its plans, with `value`, `label`, `fill` and `outline`.
    language : that areas are named in.
    own : the looks of the catalogue's layers (`catalogue_look`).

    Every collection is there; those that would cover the others are switched off.
    """
    looks = {
        "pins": _ideas(themes),
        "proposals": Look(Symbol("fill", token_colour("brand"), opacity=0.15, width=0.6)),
        "walks": Look(Symbol("line", token_colour("theme-plum"), width=0.8)),
        **(own or {}),
        "decisions": Look(Symbol("fill", token_colour("theme-rowan"), opacity=0.25, width=0.5)),
        "areas": Look(Symbol("fill", token_colour("map-edge"), opacity=0, width=0.4)),
        "zoning": _land_use(zoning),
    }
    labels = {"areas": _NAME.get(language, "name_fi"), "proposals": "title"}
    # Areas of the catalogue would cover what lies under them.
    covering = {name for name, look in (own or {}).items() if look.symbol.kind == "fill"}
    shown = set(looks) - {"decisions", *covering}
    # What has no look of its own here is drawn as QGIS likes, and lies lowest.
    order = [*(name for name in looks if name in titles), *(name for name in titles if name not in looks)]
    return [QgisLayer(name, titles[name], looks.get(name), labels.get(name, ""), name in shown) for name in order]


def _ideas(themes: list[ThemeChoice]) -> Look:
    edge = token_colour("map-pin-edge")
    classes = tuple(
        Class(one.key, one.label, Symbol("marker", token_colour(f"theme-{one.colour}"), edge)) for one in themes
    )
    return Look(Symbol("marker", token_colour("theme-slate"), edge), "theme", classes, _("Other"))


def _land_use(zoning: list[dict[str, str]]) -> Look:
    classes = tuple(
        Class(one["value"], one["label"], Symbol("fill", one["fill"], one["outline"], width=0.2)) for one in zoning
    )
    return Look(
        Symbol("fill", token_colour("map-built"), token_colour("map-border"), width=0.2), "letter", classes, _("Other")
    )


def catalogue_look(entry: CatalogueEntry, dimension: int) -> Look:
    """How a layer of the catalogue is drawn: in its colour, or by its classes.

    Parameters
    ----------
    dimension : of most of its shapes: 0 points, 1 lines, 2 areas.
    """
    classes = classes_of(entry)
    if classes is None:
        return Look(_symbol(dimension, token_colour(colour_of(entry)), "#ffffff", opacity=0.2))
    ink = token_colour("map-label")
    rest = _symbol(dimension, token_colour("theme-slate"), ink)
    rows = [(one, _symbol(dimension, token_colour(one.token), ink)) for one in legend_of(classes)[:-2]]
    if isinstance(classes, ByValue):
        found = tuple(Class(one.match["of"], one.label, symbol) for one, symbol in rows)
        return Look(rest, classes.attribute, found, _("Another value"))
    ranges = tuple(Range(one.match["min"], one.match["max"], one.label, symbol) for one, symbol in rows)
    return Look(rest, classes.attribute, ranges=ranges)


def _symbol(dimension: int, colour: str, edge: str, opacity: float = 0.7) -> Symbol:
    if dimension == 0:
        return Symbol("marker", colour, edge, size=2.2)
    if dimension == 1:
        return Symbol("line", colour, width=0.8)
    return Symbol("fill", colour, colour if edge == "#ffffff" else edge, opacity=opacity)
