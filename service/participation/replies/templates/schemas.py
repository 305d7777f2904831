"""What the form of a template holds."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

from service.i18n import LANGUAGES
from service.i18n import gettext as _
from service.participation.replies.answers.schemas import LONGEST_ANSWER
from service.web.plain_text import PlainLine, PlainText

#: What a template may leave open: the input's reference, its title, and the unit of who answers.
PLACEHOLDERS = ("reference", "title", "unit")
_NAMED = re.compile(r"\{([^{}\n]{0,40})\}")


class TemplateForm(BaseModel):
    """A template: which language it is in, what staff find it by, and its text."""

    model_config = ConfigDict(extra="forbid")

    language: Annotated[PlainLine, Field(max_length=5)]
    name: Annotated[PlainLine, Field(min_length=1, max_length=80)]
    body: Annotated[PlainText, Field(min_length=1, max_length=LONGEST_ANSWER)]

    @field_validator("language")
    @classmethod
    def _known(cls, value: str) -> str:
        if value not in LANGUAGES:
            raise ValueError(_("Choose one of the options."))
        return value

    @field_validator("body")
    @classmethod
    def _fillable(cls, value: str) -> str:
        for name in _NAMED.findall(value):
            if name not in PLACEHOLDERS:
                raise ValueError(_("{%(name)s} cannot be filled in. Use {reference}, {title} or {unit}.", name=name))
        return value
