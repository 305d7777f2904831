"""Kinds of area in words, in the order in which they are listed."""

from __future__ import annotations

from service.i18n import N_
from service.i18n import gettext as _

KIND_WORDS = {
    "resident": (N_("Area drawn by residents"), N_("Areas drawn by residents")),
    "district": (N_("District"), N_("Districts")),
    "board": (N_("Area of an area board"), N_("Areas of area boards")),
    "panel": (N_("Area of a panel"), N_("Areas of panels")),
    "table": (N_("Area of a partnership table"), N_("Areas of partnership tables")),
    "programme": (N_("Area of a programme"), N_("Areas of programmes")),
    "postal": (N_("Postal-code area"), N_("Postal-code areas")),
}
#: Kinds that a new area can be put together from; whole postal-code areas give exact figures, so they come first.
BUILDING_KINDS = ("postal", "district", "resident", "board", "panel", "programme")


def kind_label(kind: str) -> str:
    """A kind in the singular."""
    return _(KIND_WORDS[kind][0])


def kinds_label(kind: str) -> str:
    """A kind in the plural."""
    return _(KIND_WORDS[kind][1])
