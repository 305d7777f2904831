"""Kinds of what is said: four that every municipality knows, and those that a campaign defines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from service.i18n import N_, named
from service.i18n import gettext as _

#: key: name, icon of the sprite, colour of the style sheets.
BUILT_IN: Mapping[str, tuple[str, str, str]] = {
    "idea": (N_("Idea"), "lightbulb", "moss"),
    "observation": (N_("Observation"), "eye", "lake"),
    "problem": (N_("Problem"), "triangle-alert", "rowan"),
    "thanks": (N_("Thanks"), "heart", "rose"),
}
#: Icons that a campaign's own kind may have, with their names; and its colour.
OWN_ICONS: Mapping[str, str] = {
    "star": N_("Star"),
    "flag": N_("Flag"),
    "message-circle": N_("Speech bubble"),
    "leaf": N_("Leaf"),
    "trees": N_("Trees"),
    "waves": N_("Water"),
    "footprints": N_("Footprints"),
    "toy-brick": N_("Toy brick"),
    "lamp": N_("Lamp"),
    "route": N_("Route"),
}
OWN_COLOUR = "plum"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind as forms and marks show it."""

    key: str
    label: str
    icon: str
    colour: str


def kind_of(stored: Mapping[str, Any]) -> Kind:
    """A kind as a campaign stores it, in the reader's language."""
    key = str(stored["key"])
    if key in BUILT_IN and not stored.get("names"):
        label, icon, colour = BUILT_IN[key]
        return Kind(key, _(label), icon, colour)
    return Kind(
        key, named(stored.get("names")) or key, stored.get("icon") or "star", stored.get("colour") or OWN_COLOUR
    )


def kinds_of(stored: Iterable[Mapping[str, Any]]) -> list[Kind]:
    """The kinds of a campaign in its own order."""
    return [kind_of(one) for one in stored]


def own_kinds(stored: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The kinds that the campaign itself defines."""
    return [one for one in stored if one.get("names")]
