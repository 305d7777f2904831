"""The words of roles."""

from __future__ import annotations

from service.i18n import N_
from service.i18n import gettext as _

ROLE_NAMES = {
    "planner": N_("Planner"),
    "official": N_("Official"),
    "moderator": N_("Moderator"),
    "administrator": N_("Administrator"),
    "area_board": N_("Member of a board, panel or table"),
}


def role_names() -> dict[str, str]:
    """What each role is called, in the reader's language."""
    return {role: _(words) for role, words in ROLE_NAMES.items()}
