"""Which layers a municipality's file for QGIS has, and how each looks: as on our own map."""

from __future__ import annotations

from collections.abc import Mapping

from service.i18n import gettext as _
from service.maps.qgis.definition import QgisLayer
from service.maps.qgis.symbols import Class, Look, Symbol
from service.participation.pins.queries import ThemeChoice
from service.web.tokens import token_colour

#: Property of an area's name by the reader's language; names in English are few.
_NAME = {"fi": "name_fi", "sv": "name_sv"}


def qgis_layers(
    titles: Mapping[str, str], themes: list[ThemeChoice], zoning: list[dict[str, str]], language: str
) -> list[QgisLayer]:
    """The layers from the uppermost down.

    Parameters
    ----------
    titles : of the collections that there are, by id, in the reader's language.
    themes : of ideas, in the municipality's order.
    zoning : classes of land use in its plans, with `value`, `label`, `fill` and `outline`.
    language : that areas are named in.

    Every collection is there; those that would cover the others are switched off.
    """
    looks = {
        "pins": _ideas(themes),
        "proposals": Look(Symbol("fill", token_colour("brand"), opacity=0.15, width=0.6)),
        "walks": Look(Symbol("line", token_colour("theme-plum"), width=0.8)),
        "playgrounds": Look(Symbol("marker", token_colour("theme-amber"), "#ffffff", size=2.2)),
        "decisions": Look(Symbol("fill", token_colour("theme-rowan"), opacity=0.25, width=0.5)),
        "areas": Look(Symbol("fill", token_colour("map-edge"), opacity=0, width=0.4)),
        "zoning": _land_use(zoning),
    }
    labels = {"areas": _NAME.get(language, "name_fi"), "proposals": "title"}
    shown = set(looks) - {"decisions"}
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
