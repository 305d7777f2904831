"""What the mails of signatures say, in the language in which somebody signed. Call inside `speaking`."""

from __future__ import annotations

from service.follows.letters import Letter
from service.i18n import gettext as _
from service.web.plain_text import clean_line


def please_confirm(statement: str, name: str, words: str, link: str) -> Letter:
    """Asks the address whether it signs: subject and body.

    Parameters
    ----------
    statement : its reference and title. name : of who signs. words : the words to be signed.
    """
    return (
        _("Confirm that you sign: %(what)s", what=clean_line(statement)),
        _(
            "Somebody, probably you, wants to sign this statement with your address and the name %(name)s:\n\n"
            "%(what)s\n\n%(words)s\n\n"
            "Open this link within two days, and press the button there:\n\n%(link)s\n\n"
            "If it was not you, you need not do anything. Nothing is signed, and we delete your address.",
            name=clean_line(name),
            what=clean_line(statement),
            words=words,
            link=link,
        ),
    )


def signed_already(statement: str, own: str) -> Letter:
    """Tells the address that it has signed already."""
    return (
        _("You have signed this already: %(what)s", what=clean_line(statement)),
        _(
            "Somebody, probably you, wanted to sign a statement with your address. You have signed it already, and "
            "are counted once:\n\n%(what)s\n\nLook at your signature, or take it back:\n\n%(link)s",
            what=clean_line(statement),
            link=own,
        ),
    )


def given_by_you(statement: str) -> Letter:
    """Tells the address that the statement is its own."""
    return (
        _("You gave this statement yourself: %(what)s", what=clean_line(statement)),
        _(
            "Somebody, probably you, wanted to sign a statement with your address:\n\n%(what)s\n\n"
            "You gave it yourself, so you need not sign it.",
            what=clean_line(statement),
        ),
    )
