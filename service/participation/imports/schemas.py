"""What comes in about an import."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from service.participation.imports.mapping import PARTS
from service.participation.pins.schemas import TEXT_MAX
from service.web.plain_text import PlainLine, PlainText

State = Literal["received", "accepted", "partly", "declined", "in_progress", "done", "closed_not_done"]
Column = Annotated[str, Field(max_length=120)]


class ReportForm(BaseModel):
    """Which column is what, and how the rows are taken."""

    model_config = ConfigDict(extra="ignore")

    mark: str = Field("", max_length=64)
    column_title: Column = ""
    column_text: Column = ""
    column_theme: Column = ""
    column_east: Column = ""
    column_north: Column = ""
    column_day: Column = ""
    column_number: Column = ""
    column_number_more: Column = ""
    column_state: Column = ""
    source: Annotated[PlainLine, Field(max_length=120)] = ""
    day: dt.date | None = None
    theme: Annotated[PlainLine, Field(max_length=60)] = ""
    campaign: Annotated[PlainLine, Field(max_length=80)] = ""
    language: Annotated[str, Field(pattern="^[a-z]{2}$")] = "fi"
    epsg: Annotated[int, Field(ge=1024, le=32767)] | None = None
    is_swapped: bool = False
    outside: Literal["leave_out", "wait", "whole"] = "leave_out"
    heaps: Literal["keep", "whole"] = "whole"
    state: State = "received"
    public_text: Annotated[PlainText, Field(max_length=TEXT_MAX)] = ""

    @field_validator("day", "epsg", mode="before")
    @classmethod
    def _unset(cls, value: Any) -> Any:
        return None if value == "" else value

    def mapping(self, heading: list[str]) -> dict[str, str]:
        """The chosen columns by part; what the table does not have is left out."""
        chosen = {part: getattr(self, f"column_{part}") for part in PARTS}
        return {part: name for part, name in chosen.items() if name in heading}

    def wish(self) -> dict[str, Any]:
        """How the rows are taken, as plain values."""
        names = ("source", "theme", "campaign", "language", "epsg", "is_swapped", "outside", "heaps", "state")
        return {
            **{name: getattr(self, name) for name in names},
            "public_text": self.public_text if self.state != "received" else "",
            "day": self.day.isoformat() if self.day else "",
        }
