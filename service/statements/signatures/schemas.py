"""What comes in about signatures."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from service.i18n import gettext as _
from service.moderation.personal_data import contact_details, has_identity_code
from service.notices.addresses import EmailAddress
from service.statements.schemas import absent
from service.web.plain_text import PlainLine


def _is_name(value: str) -> str:
    """A name may be shown to everybody, so nothing else may stand in its field."""
    if len(value) < 2:
        raise ValueError(_("Write your name."))
    if has_identity_code(value) or contact_details(value):
        raise ValueError(_("Write your name alone: no numbers, no addresses."))
    return value


class SignForm(BaseModel):
    """The form that signs. `words` is the hash of what its sender read; `website` a trap that people never see."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[PlainLine, Field(max_length=100), AfterValidator(_is_name)]
    is_name_public: bool = False
    email: Annotated[EmailAddress | None, BeforeValidator(absent)] = None
    words: Annotated[str, Field(max_length=64)] = ""
    website: Annotated[PlainLine, Field(max_length=500)] = ""
