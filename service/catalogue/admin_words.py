"""What kinds and colours of layers are called on the pages that keep the catalogue."""

from __future__ import annotations

from service.i18n import N_
from service.i18n import gettext as _

KIND_NAMES = {
    "backdrop": N_("Backdrop"),
    "services": N_("Services"),
    "spaces": N_("Spaces to use"),
    "zoning": N_("Zoning"),
    "statistics": N_("Statistics"),
    "walks": N_("Walks"),
    "remote": N_("Layer of another service"),
    "other": N_("Other places"),
}
COLOUR_NAMES = {
    "moss": N_("Green"),
    "lake": N_("Blue"),
    "rowan": N_("Red"),
    "plum": N_("Violet"),
    "teal": N_("Turquoise"),
    "amber": N_("Amber"),
    "rose": N_("Pink"),
    "slate": N_("Grey"),
}
#: Colours of classes; each is told apart from the others whichever colours one sees.
KIND_COLOUR_NAMES = {
    "kind-1": N_("Dark blue"),
    "kind-2": N_("Orange-red"),
    "kind-3": N_("Yellow"),
    "kind-4": N_("Light blue"),
    "kind-5": N_("Pink"),
    "kind-6": N_("Orange"),
    "kind-7": N_("Green"),
}


def kind_colour_name(token: str) -> str:
    """What the colour of a class is called."""
    return _(KIND_COLOUR_NAMES[token])


def kind_name(kind: str) -> str:
    """What a kind is called; the code itself for one without words."""
    return _(KIND_NAMES[kind]) if kind in KIND_NAMES else kind


def colour_name(colour: str) -> str:
    """What a colour is called; an empty one is left to the service."""
    return _(COLOUR_NAMES[colour]) if colour in COLOUR_NAMES else _("Chosen by the service")
