"""What the addresses of comparisons hold."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

MOST = 4
Number = Annotated[int, Field(ge=0, le=1_000_000), BeforeValidator(lambda text: text or 0)]


class ChangeQuery(BaseModel):
    """Which versions: `start` before, `end` after; 0 is the newest, and for `start` the one before `end`."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    start: Number = Field(0, alias="from")
    end: Number = Field(0, alias="to")


class CompareQuery(BaseModel):
    """The proposals to compare, by their addresses."""

    model_config = ConfigDict(extra="forbid")

    of: list[str] = Field(default_factory=list, max_length=MOST)
