"""What the address of the page of change may carry."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

MOST_COMPARED = 3


class ChangeQuery(BaseModel):
    """Which share, of which areas: a kind of unit, one area or all, and areas to hold it against."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    indicator: str = Field(default="", max_length=80)
    kind: str = Field(default="", max_length=20)
    area: str = Field(default="", max_length=80)
    compare: list[str] = Field(default=[], max_length=MOST_COMPARED)

    def compared(self) -> list[str]:
        """The areas to compare with, each once, the area itself not among them."""
        return [code for code in dict.fromkeys(self.compare) if code and code != self.area]
