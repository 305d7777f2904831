"""What may not stand in a comment, and what a moderator looks at first."""

from __future__ import annotations

from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.moderation.names import has_person_name
from service.moderation.personal_data import contact_details, has_identity_code
from service.permissions import Actor


class PersonalDataInComment(InvalidInput):
    """The comment holds an identity code, or contact details of somebody who does not speak for the municipality."""

    code = "personal_data_in_comment"


def check_comment(actor: Actor, body: str) -> None:
    """Refuse identity codes, and contact details unless an official gives them.

    Raises PersonalDataInComment.
    """
    if has_identity_code(body):
        sentence = _("The text holds a personal identity code. Take it out: it must never be public.")
    elif not actor.is_staff and contact_details(body):
        sentence = _("The text holds contact details, and everybody could read them. Take them out.")
    else:
        return
    raise PersonalDataInComment(sentence, [FieldError("body", sentence)])


def waits_for_moderator(actor: Actor, body: str) -> bool:
    """Whether a moderator looks first: somebody seems to be named. Officials name people in their work."""
    return not actor.is_staff and has_person_name(body)
