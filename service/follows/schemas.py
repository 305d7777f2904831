"""What comes in about followings."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from service.i18n import gettext as _
from service.web.plain_text import PlainLine

LONGEST_EMAIL = 254
_EMAIL = re.compile(r"[^@\s\"'<>(),;:\\\[\]]{1,64}@[^@\s\"'<>(),;:\\\[\]]+\.[^@\s\"'<>(),;:\\\[\].]{2,}")


class FollowForm(BaseModel):
    """The form of an area's page. `website` is the field that people do not see."""

    model_config = ConfigDict(extra="forbid")

    email: Annotated[PlainLine, Field(max_length=LONGEST_EMAIL)]
    rhythm: Literal["daily", "weekly"] = "weekly"
    website: str = Field("", max_length=200)

    @field_validator("email")
    @classmethod
    def _is_address(cls, value: str) -> str:
        if not _EMAIL.fullmatch(value):
            raise ValueError(_("Write the whole e-mail address, for example name@example.fi."))
        return value


class RhythmForm(BaseModel):
    """The form that changes how often."""

    model_config = ConfigDict(extra="forbid")

    rhythm: Literal["daily", "weekly"]
