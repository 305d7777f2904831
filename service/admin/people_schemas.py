"""What the forms about people hold."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from service.i18n import gettext as _
from service.web.plain_text import PlainLine

LONGEST_EMAIL = 254
Words = Annotated[PlainLine, StringConstraints(max_length=120)]


class PersonForm(BaseModel):
    """Give somebody a role by their address; `name` and `title` are for an account that is made now."""

    model_config = ConfigDict(extra="forbid")

    email: Annotated[PlainLine, Field(max_length=LONGEST_EMAIL)]
    name: Words = ""
    title: Words = ""
    role: PlainLine
    area: PlainLine = ""

    @field_validator("email")
    @classmethod
    def _is_address(cls, value: str) -> str:
        name, at, host = value.rpartition("@")
        if not at or not name or "." not in host or " " in value:
            raise ValueError(_("Write the whole e-mail address, for example name@example.fi."))
        return value


class RoleForm(BaseModel):
    """Give a person one more role."""

    model_config = ConfigDict(extra="forbid")

    role: PlainLine
    area: PlainLine = ""


class WordsForm(BaseModel):
    """How a person is shown beside what they answer."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[PlainLine, StringConstraints(min_length=1, max_length=120)]
    title: Words = ""
