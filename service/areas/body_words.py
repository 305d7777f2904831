"""What a body that speaks for an area is called in sentences: an area board, a citizens' panel, a partnership table.

Languages bend the word, so a sentence asks for the form that it needs (`%(of_body)s`), and each language gives each
form of each kind as a message of its own.
"""

from __future__ import annotations

from service.i18n import N_
from service.i18n import gettext as _

#: Forms of each kind of `boundaries.records.BODY_KINDS`.
FORMS = {
    "board": {
        "the_body": N_("the board"),
        "of_body": N_("of the board"),
        "on_body": N_("on the board"),
        "your_body": N_("your board"),
    },
    "panel": {
        "the_body": N_("the citizens' panel"),
        "of_body": N_("of the citizens' panel"),
        "on_body": N_("on the citizens' panel"),
        "your_body": N_("your citizens' panel"),
    },
    "table": {
        "the_body": N_("the partnership table"),
        "of_body": N_("of the partnership table"),
        "on_body": N_("at the partnership table"),
        "your_body": N_("your partnership table"),
    },
}


def body_words(kind: str) -> dict[str, str]:
    """The forms of a kind of body in the reader's language, to be put into a message.

    Parameters
    ----------
    kind : "board", "panel" or "table". Raises KeyError for any other.
    """
    return {form: _(message) for form, message in FORMS[kind].items()}


def sentence(text: str) -> str:
    """A message that may begin with such a form, with a capital at its beginning; an empty one stays empty."""
    return text[:1].upper() + text[1:]
