"""What the forms of segments hold."""

from __future__ import annotations

import uuid
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from service.participation.replies.handling.schemas import Day
from service.statements.schemas import LONGEST
from service.statements.segments.models import MOST_SEGMENTS
from service.web.plain_text import PlainLine, PlainText

Outcome = Literal["changed", "partly", "not_changed", "noted"]


def _tags(value: object) -> object:
    """Tags as they are typed, with commas between; each once, in lower case."""
    if isinstance(value, list):
        value = ",".join(str(one) for one in value)
    if not isinstance(value, str):
        return value
    return list(dict.fromkeys(one.strip().lower() for one in value.split(",") if one.strip()))


def _absent(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


class SplitForm(BaseModel):
    """The characters at which segments begin, counted from 0; the first segment needs no mark."""

    model_config = ConfigDict(extra="forbid")

    start: Annotated[list[int], Field(max_length=MOST_SEGMENTS)] = []


class CareForm(BaseModel):
    """Tags, who answers a segment and by when, and a note between staff."""

    model_config = ConfigDict(extra="forbid")

    tags: Annotated[
        list[Annotated[PlainLine, Field(max_length=40)]], Field(max_length=10), BeforeValidator(_tags)
    ] = []
    person: Annotated[uuid.UUID | None, BeforeValidator(_absent)] = None
    due_on: Day = None
    note: Annotated[PlainText, Field(max_length=2000)] = ""


class AnswerForm(BaseModel):
    """A version of a segment's answer; `seen` is the version that the form was opened with. `alike` also answers the
    unanswered segments of other statements on the proposal that have all of this one's tags."""

    model_config = ConfigDict(extra="forbid")

    answer: Annotated[PlainText, Field(min_length=1, max_length=LONGEST)]
    outcome: Outcome
    is_approved: bool = False
    alike: bool = False
    seen: int = 0
