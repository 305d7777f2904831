"""What the addresses of the analysis may carry."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from service.analysis.disparity import DEFAULT_FLOOR, Choices, Smoothing
from service.analysis.ideas import IdeaFilters
from service.analysis.pins import Base
from service.analysis.surfaces.choices import LEAST_SIGMA_M, MOST_SIGMA_M, SIGMA_STEP_M
from service.participation.pins.schemas import Query
from service.web.plain_text import PlainLine

Floor = Literal["30", "100", "300", "1000"]
PinMap = Literal["raw", "rate", "adjusted", "risk", "silent"]


class IndexQuery(BaseModel):
    """How the index is made: the residents under which no rank is given, and smoothing."""

    model_config = ConfigDict(extra="forbid")

    floor: Floor = str(DEFAULT_FLOOR)  # type: ignore[assignment]
    smoothing: Smoothing = "eb"

    def choices(self) -> Choices:
        """The same as the engine takes it."""
        return Choices(floor=int(self.floor), smoothing=self.smoothing)


class PinsQuery(Query):
    """Which map of ideas is shown, per whom, of which ideas, and how wide the heat is spread (metres).

    `sigma` None leaves the spread to the rule of thumb; `heaps` says whether very many ideas on one exact point count.
    """

    map: PinMap = "rate"
    base: Base = "residents"
    sigma: int | None = Field(default=None, ge=LEAST_SIGMA_M, le=MOST_SIGMA_M, multiple_of=SIGMA_STEP_M)
    heaps: Literal["out", "in"] = "out"
    theme: Annotated[PlainLine, Field(max_length=60)] | None = None
    campaign: Annotated[PlainLine, Field(max_length=80)] | None = None
    since: dt.date | None = None
    until: dt.date | None = None

    @property
    def filters(self) -> IdeaFilters:
        """Which ideas are looked at."""
        return IdeaFilters(self.theme, self.campaign, self.since, self.until)

    @property
    def with_heaps(self) -> bool:
        """Whether heaps count."""
        return self.heaps == "in"

    def carried(self, **changed: Any) -> dict[str, str]:
        """What the address must carry to keep these choices, with some changed; usual ones are left out."""
        values = {**self.model_dump(), **changed}
        usual = {name: one.default for name, one in type(self).model_fields.items()}
        return {name: str(value) for name, value in values.items() if value is not None and value != usual[name]}
