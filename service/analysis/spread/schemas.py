"""What the addresses of the pages of disparity may carry."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from service.analysis.spread.compute import SpreadChoices

Floor = Literal["30", "100", "300", "1000"]


class SpreadQuery(BaseModel):
    """Which measure, by which zoning; from how many residents on areas are compared with their neighbours; between
    and within which regions. An empty choice is the usual one."""

    model_config = ConfigDict(extra="forbid")

    measure: str = Field(default="unemployment", max_length=120)
    zoning: str = Field(default="postal", max_length=120)
    floor: Floor = "100"
    regions: str = Field(default="", max_length=120)

    def choices(self) -> SpreadChoices:
        """The same as the engine takes it."""
        return SpreadChoices(self.measure, self.zoning, int(self.floor), self.regions)
