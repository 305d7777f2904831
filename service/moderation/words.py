"""The words of reports."""

from __future__ import annotations

from service.i18n import N_
from service.i18n import gettext as _

REASONS = {
    "personal_data": N_("It tells about somebody's private life or holds personal details"),
    "photo": N_("The photo shows somebody's face, number plate or home"),
    "rules": N_("It insults, threatens or discriminates"),
    "spam": N_("It is advertising or nonsense"),
    "wrong_place": N_("It is in the wrong place, or the boundary is wrong"),
    "danger": N_("It can lead somebody into danger"),
    "other": N_("Something else"),
}
#: Reasons that make no sense for a kind of thing.
_NOT_FOR = {"area": {"photo"}, "comment": {"wrong_place", "photo"}, "statement": {"photo"}, "photo": {"wrong_place"}}


def report_reasons(kind: str) -> list[tuple[str, str]]:
    """The reasons to choose from for a kind of thing, with their words."""
    return [(code, _(words)) for code, words in REASONS.items() if code not in _NOT_FOR.get(kind, set())]


def report_reason_words(code: str) -> str:
    """A report's reason in the reader's language."""
    return _(REASONS[code]) if code in REASONS else code
