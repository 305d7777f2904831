"""What comes in when somebody doubts an answer."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from service.web.plain_text import PlainLine, PlainText


class DoubtForm(BaseModel):
    """What is not as the answer says; `website` is a trap that people do not see."""

    model_config = ConfigDict(extra="forbid")

    body: Annotated[PlainText, Field(min_length=3, max_length=1000)]
    website: Annotated[PlainLine, Field(max_length=500)] = ""
