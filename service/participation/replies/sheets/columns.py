"""The columns of a table of answers and the words in its cells, read in whichever language they were written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from service.i18n import LANGUAGES, N_, gettext_in
from service.i18n import gettext as _
from service.participation.replies.answers.form import ANSWERS
from service.participation.replies.links.words import RELATIONS

#: Columns in their order: those that say which input it is, and those to fill in.
GIVEN = {
    "reference": N_("Reference"),
    "part": N_("Part"),
    "version": N_("Version (do not change)"),
    "title": N_("Title"),
    "text": N_("Text"),
    "theme": N_("Theme"),
    "received": N_("Received on"),
    "due": N_("Answer due by"),
    "now": N_("State now"),
}
TO_FILL = {
    "state": N_("New state"),
    "public_text": N_("Public answer"),
    "relation": N_("How it was used"),
    "link": N_("Proposal or decision"),
    "link_reason": N_("Why"),
}
COLUMNS = {**GIVEN, **TO_FILL}
NEEDED = ("reference", "version", *TO_FILL)
STATES = {
    "considered": N_("Being considered"),
    "accepted": N_("Accepted"),
    "partly": N_("Partly accepted"),
    "declined": N_("Not accepted"),
    "in_progress": N_("In progress"),
    "done": N_("Done"),
    "closed_not_done": N_("Closed, not done"),
}
assert set(STATES) == set(ANSWERS)  # noqa: S101 (one list of states, seen at import)


def state_words(state: str) -> str:
    """A state in the reader's language."""
    return _(STATES[state]) if state in STATES else _("Received")


def heading() -> list[str]:
    """The headings in the reader's language."""
    return [_(words) for words in COLUMNS.values()]


def columns_in(headings: Iterable[str]) -> dict[str, int]:
    """Which column stands where, whichever language the table was made in."""
    known = _known(COLUMNS)
    found: dict[str, int] = {}
    for place, text in enumerate(headings):
        key = known.get(_plain(text))
        if key is not None and key not in found:
            found[key] = place
    return found


def state_in(cell: str) -> str:
    """The state that a cell names in any language or as programs write it; the cell itself when it names none."""
    return _known(STATES).get(_plain(cell), cell)


def relation_in(cell: str) -> str:
    """The relation that a cell names; the cell itself when it names none."""
    return _known(RELATIONS).get(_plain(cell), cell)


def _known(words: Mapping[str, str]) -> dict[str, str]:
    found = {key: key for key in words}
    for key, text in words.items():
        for code in LANGUAGES:
            found.setdefault(_plain(gettext_in(code, text)), key)
    return found


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
