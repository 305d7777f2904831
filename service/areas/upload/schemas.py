"""What comes in with a file."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from boundaries.reading.model import DRAWING

#: As much text as a form may carry from one step to the next where there are no scripts.
MOST_KEPT = 1_500_000


class FileWish(BaseModel):
    """What the sender says of the file; empty where the file itself decides."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)

    upload_layer: str = Field("", max_length=200)
    upload_crs: int | None = Field(None, ge=1, le=999_999)
    upload_swapped: bool = False

    @field_validator("upload_crs", mode="before")
    @classmethod
    def _none(cls, value: Any) -> Any:
        return None if value == "" else value


class UploadForm(FileWish):
    """The drawing page's form when it sends a file, or picks areas of one, without scripts."""

    upload_action: Literal["read", "join"] = "read"
    upload_kept: str = Field("", max_length=MOST_KEPT)
    upload_pick: list[int] = Field(default_factory=list, max_length=DRAWING.features)


class JoinRequest(BaseModel):
    """Outlines that become one."""

    model_config = ConfigDict(extra="forbid")

    geometries: list[dict[str, Any]] = Field(min_length=1, max_length=DRAWING.features)
