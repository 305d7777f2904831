"""What comes in about reports."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from service.web.plain_text import PlainLine, PlainText


class Strict(BaseModel):
    """Unknown fields are refused, so that a typing error does not lose what was meant."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class ReportQuery(Strict):
    """Which version to report on; 0 is the newest."""

    version: Annotated[int, Field(ge=0, le=1_000_000)] = 0


class JudgementForm(Strict):
    """A planner's word on one line of the newest version."""

    line: Annotated[PlainLine, Field(min_length=1, max_length=300)]
    verdict: Literal["aside", "stands"]
    reason: Annotated[PlainText, Field(min_length=10, max_length=1000)]
    version: Annotated[int, Field(ge=1, le=1_000_000)]
