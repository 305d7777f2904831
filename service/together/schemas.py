"""What comes in about developing together."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from service.web.plain_text import PlainLine, PlainText


class Strict(BaseModel):
    """Unknown fields are refused, so that a typing error does not lose what was meant."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class JoinForm(Strict):
    """Why somebody would take part; planners read it."""

    message: Annotated[PlainText, Field(min_length=5, max_length=500)]


class JoinAnswer(Strict):
    """A planner's answer to somebody who asked."""

    person: Annotated[int, Field(ge=1)]
    verdict: Literal["accepted", "declined"]


class SuggestionForm(Strict):
    """A wording of the proposal; `version` is the one that it was made on."""

    title: Annotated[PlainLine, Field(min_length=1, max_length=120)]
    summary: Annotated[PlainText, Field(min_length=1, max_length=300)]
    body: Annotated[PlainText, Field(max_length=10_000)] = ""
    note: Annotated[PlainText, Field(min_length=5, max_length=300)]
    version: Annotated[int, Field(ge=1, le=1_000_000)]


class SuggestionAnswer(Strict):
    """A planner's answer to a suggestion."""

    verdict: Literal["accepted", "declined"]
    reason: Annotated[PlainText, Field(max_length=500)] = ""
