"""What a comment's form holds."""

from __future__ import annotations

import uuid
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

MAX_COMMENT = 3000

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_COMMENT)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)]


class CommentForm(BaseModel):
    """A comment; `board` is the area whose board it speaks for, if any.

    `website` is a field that people do not see and only programs fill in.
    """

    model_config = ConfigDict(extra="forbid")

    body: Text
    author_name: Name = ""
    parent: uuid.UUID | None = None
    board: int | Literal[""] = ""
    website: str = ""


class CommentText(BaseModel):
    """A comment's text as its author corrects it."""

    model_config = ConfigDict(extra="forbid")

    body: Text


class SupportForm(BaseModel):
    """Whether one wants to support. It says what should hold and not that it should change, so that a form sent
    twice, or from two windows, leaves what its sender meant."""

    model_config = ConfigDict(extra="forbid")

    wanted: Literal["yes", "no"] = "yes"
