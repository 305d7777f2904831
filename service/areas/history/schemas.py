"""What comes in about the history of an area."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class Pair(_Strict):
    """Two versions to compare, by their numbers; the two newest when absent."""

    from_: int | None = Field(None, alias="from", ge=1, le=10**6)
    to: int | None = Field(None, ge=1, le=10**6)


class Restore(_Strict):
    """Making an earlier boundary the boundary again: why, and the mark of the area as it was seen."""

    reason: str = Field(min_length=3, max_length=500)
    version: str = Field(max_length=80)
