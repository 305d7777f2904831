"""What the visibilities of layers are called, where a reader sees more than everybody does."""

from __future__ import annotations

from service.i18n import N_
from service.i18n import gettext as _

VISIBILITY_NAMES = {
    "public": N_("Everybody"),
    "officials": N_("Staff of the municipality"),
    "administrators": N_("Administrators"),
}


def visibility_name(visibility: str) -> str:
    """Who may see a layer of the visibility."""
    return _(VISIBILITY_NAMES[visibility])


def restriction(visibility: str) -> str:
    """A sentence on who sees a layer; empty for one that everybody does."""
    return "" if visibility == "public" else _("Seen only by: %(who)s", who=visibility_name(visibility))
