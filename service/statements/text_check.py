"""What may not stand in a statement, and what a moderator reads first."""

from __future__ import annotations

import re

from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.moderation.names import has_person_name
from service.moderation.personal_data import contact_details, has_identity_code
from service.participation.pins.errors import ContactDetailsInText, IdentityCodeInText
from service.statements.schemas import StatementForm

LEAST = 3
#: Words of a name that is one person's for sure.
NAME_AND_SURNAME = 2


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
    """Whether the text, or on whose behalf it is, seems to name a person other than the giver, so that a moderator
    reads it first.

    The giver's own name counts for nothing where it stands whole in the text and everybody reads it as the giver's:
    first and last name as they were given, and nothing else. A field filled with a letter, with half a name or with a
    name that is not shown takes nothing out of the text.
    """
    said = "\n".join((form.title, form.text, form.on_behalf))
    own = form.author_name
    if own and form.is_name_public and has_person_name(own) and len(own.split()) == NAME_AND_SURNAME:
        # Words on both sides of it must not come together and be taken for a name, nor stop being one.
        said = re.sub(rf"(?<![\w-]){re.escape(own)}(?![\w-])", ".", said)
    return has_person_name(said)
