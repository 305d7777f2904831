"""What the forms of units and promises hold."""

from __future__ import annotations

import re
import uuid
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from service.i18n import gettext as _
from service.web.plain_text import PlainLine

_ADDRESS = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}\.[^@\s.]{2,}")
LONGEST_PROMISE_DAYS = 730

Name = Annotated[PlainLine, Field(max_length=120)]
Days = Annotated[
    Annotated[int, Field(ge=1, le=LONGEST_PROMISE_DAYS)] | None,
    BeforeValidator(lambda value: None if isinstance(value, str) and not value.strip() else value),
]


class UnitForm(BaseModel):
    """A unit: names, address for staff, who works there, what it looks after.

    `theme` and `area` together mean those themes in those areas; one of them alone means all of it. `days`
    is the unit's own promise, empty for the municipality's.
    """

    model_config = ConfigDict(extra="forbid")

    name_fi: Name
    name_sv: Name = ""
    name_en: Name = ""
    email: Annotated[PlainLine, Field(max_length=254)] = ""
    member: Annotated[list[uuid.UUID], Field(max_length=200)] = []
    theme: Annotated[list[PlainLine], Field(max_length=100)] = []
    area: Annotated[list[PlainLine], Field(max_length=300)] = []
    days: Days = None

    @field_validator("name_fi")
    @classmethod
    def _named(cls, value: str) -> str:
        if not value:
            raise ValueError(_("This is needed."))
        return value

    @field_validator("email")
    @classmethod
    def _address(cls, value: str) -> str:
        if value and not _ADDRESS.fullmatch(value):
            raise ValueError(_("This is not an e-mail address."))
        return value

    def names(self) -> dict[str, str]:
        """The names by language, without empty ones."""
        given = {"fi": self.name_fi, "sv": self.name_sv, "en": self.name_en}
        return {code: name for code, name in given.items() if name}


class PromiseForm(BaseModel):
    """The municipality's promise, from today on."""

    model_config = ConfigDict(extra="forbid")

    days: Annotated[int, Field(ge=1, le=LONGEST_PROMISE_DAYS)]
