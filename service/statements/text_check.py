"""What may not stand in a statement, and what a moderator reads first."""

from __future__ import annotations

from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.moderation.names import has_person_name
from service.moderation.personal_data import contact_details, has_identity_code
from service.participation.pins.errors import ContactDetailsInText, IdentityCodeInText
from service.statements.schemas import StatementForm

LEAST = 3


def check_words(form: StatementForm) -> None:
    """Refuse an empty text and a personal identity code; ask once more before contact details are published.

    Raises InvalidInput, IdentityCodeInText, ContactDetailsInText.
    """
    if len(form.text) < LEAST:
        sentence = _("Write at least %(count)s characters.", count=LEAST)
        raise InvalidInput(sentence, [FieldError("text", sentence)])
    check_personal_data(form)


def check_personal_data(form: StatementForm) -> None:
    """The same without asking for words: a draft may still be empty. Raises as `check_words`."""
    said = f"{form.title}\n{form.text}"
    if has_identity_code(said):
        sentence = _("The text holds a personal identity code. Take it out: it must never be public.")
        raise IdentityCodeInText(sentence, [FieldError("text", sentence)])
    if contact_details(said) and not form.confirm_contact:
        sentence = _("The text holds contact details, and everybody could read them. Take them out, or confirm them.")
        raise ContactDetailsInText(sentence, [FieldError("text", sentence)])


def names_somebody(form: StatementForm) -> bool:
    """Whether the text seems to name a person other than the giver, so that a moderator reads it first."""
    own = form.author_name
    said = f"{form.title}\n{form.text}"
    return has_person_name(said.replace(own, " ") if own else said)
