"""The words for walkers and for the questions at the end."""

from __future__ import annotations

from service.i18n import N_
from service.i18n import gettext as _

ROLE_LABELS = {
    "resident": N_("Resident"),
    "seasonal": N_("Seasonal resident"),
    "pupil": N_("Pupil or student"),
    "parent": N_("With small children"),
    "older": N_("Older person"),
    "wheels": N_("With a wheelchair or a walker"),
    "staff": N_("From the municipality"),
    "police": N_("From the police or rescue services"),
    "association": N_("From an association"),
    "business": N_("From a business"),
    "other": N_("Somebody else"),
}
QUESTIONS = {
    "heard": N_("I was heard on the walk"),
    "safe": N_("The route felt safe"),
    "ease": N_("It was easy to get along"),
    "worth": N_("The walk was worth it"),
}


def role_label(role: str) -> str:
    """As whom somebody walks."""
    return _(ROLE_LABELS[role])


def role_choices() -> list[tuple[str, str]]:
    """The roles for a form."""
    return [(role, _(label)) for role, label in ROLE_LABELS.items()]


def questions() -> list[tuple[str, str]]:
    """The questions asked at the end of a walk."""
    return [(key, _(label)) for key, label in QUESTIONS.items()]
