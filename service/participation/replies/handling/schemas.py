"""What the forms of handling an input hold."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from service.participation.replies.models import MOST_PARTS
from service.web.plain_text import PlainText


def _absent(value: object) -> object:
    """An empty field of a form is nothing."""
    return None if isinstance(value, str) and not value.strip() else value


def _day(value: object) -> object:
    """A day as browsers send it, or as people write it without a calendar: 5.3.2027."""
    text = value.strip() if isinstance(value, str) else value
    if isinstance(text, str) and text.count(".") == 2:
        try:
            return dt.datetime.strptime(text, "%d.%m.%Y").date()
        except ValueError:
            return text
    return _absent(text)


Number = Annotated[int, Field(ge=0, le=MOST_PARTS)]
Day = Annotated[dt.date | None, BeforeValidator(_day)]


class CareForm(BaseModel):
    """Who looks after an input (part 0) or one of its parts, and by when; empty fields leave it to the rules."""

    model_config = ConfigDict(extra="forbid")

    part: Number = 0
    unit: Annotated[int | None, BeforeValidator(_absent)] = None
    person: Annotated[uuid.UUID | None, BeforeValidator(_absent)] = None
    due_on: Day = None


class PartForm(BaseModel):
    """A new part: an excerpt of what was said, or its gist in staff's words."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[PlainText, Field(min_length=3, max_length=1000)]
    sort: Literal["quote", "summary"] = "quote"
    unit: Annotated[int | None, BeforeValidator(_absent)] = None


class NoteForm(BaseModel):
    """A note between staff."""

    model_config = ConfigDict(extra="forbid")

    part: Number = 0
    body: Annotated[PlainText, Field(min_length=1, max_length=3000)]
