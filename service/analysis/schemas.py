"""What the addresses of the analysis may carry."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from service.analysis.disparity import DEFAULT_FLOOR, Choices, Smoothing
from service.analysis.pins import DEFAULT_SIGMA_M, Base

Floor = Literal["30", "100", "300", "1000"]
PinMap = Literal["raw", "rate", "silent"]
Sigma = Literal["500", "1000", "2000", "4000"]


class IndexQuery(BaseModel):
    """How the index is made: the residents under which no rank is given, and smoothing."""

    model_config = ConfigDict(extra="forbid")

    floor: Floor = str(DEFAULT_FLOOR)  # type: ignore[assignment]
    smoothing: Smoothing = "eb"

    def choices(self) -> Choices:
        """The same as the engine takes it."""
        return Choices(floor=int(self.floor), smoothing=self.smoothing)


class PinsQuery(BaseModel):
    """Which of the three maps of ideas is shown, per whom, and how wide the heat is spread (metres)."""

    model_config = ConfigDict(extra="forbid")

    map: PinMap = "rate"
    base: Base = "residents"
    sigma: Sigma = str(DEFAULT_SIGMA_M)  # type: ignore[assignment]

    @property
    def sigma_m(self) -> int:
        """Bandwidth in metres."""
        return int(self.sigma)
