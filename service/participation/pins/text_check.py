"""What may not stand in a text, or only after its author has confirmed it."""

from __future__ import annotations

from service.errors import FieldError
from service.i18n import gettext as _
from service.moderation.personal_data import contact_details, has_identity_code
from service.participation.pins.errors import ContactDetailsInText, IdentityCodeInText
from service.participation.pins.schemas import PinText


def check_text(text: PinText) -> None:
    """Refuse a personal identity code; ask once more before a phone number or an e-mail address is published.

    Raises IdentityCodeInText, ContactDetailsInText.
    """
    said = f"{text.title}\n{text.text}"
    if has_identity_code(said):
        sentence = _("The text holds a personal identity code. Take it out: it must never be public.")
        raise IdentityCodeInText(sentence, [FieldError("text", sentence)])
    kinds = () if text.confirm_contact else contact_details(said)
    if kinds:
        sentence = _contact_sentence(kinds)
        raise ContactDetailsInText(sentence, [FieldError("text", sentence)])


def _contact_sentence(kinds: tuple[str, ...]) -> str:
    if kinds == ("phone",):
        return _("The text holds a phone number, and everybody could read it. Take it out, or confirm it.")
    if kinds == ("email",):
        return _("The text holds an e-mail address, and everybody could read it. Take it out, or confirm it.")
    return _(
        "The text holds a phone number and an e-mail address, and everybody could read them. "
        "Take them out, or confirm them."
    )
