"""What comes in about keys."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from service.web.plain_text import PlainLine

PER_HOUR = 60


class KeyForm(BaseModel):
    """A new key: for whom it is, and how many reports it may send in an hour."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[PlainLine, Field(min_length=1, max_length=80)]
    per_hour: Annotated[int, Field(ge=1, le=10_000)] = PER_HOUR
