"""What the reader of a surface chose; everything that changes its numbers."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from service.analysis.ideas import IdeaFilters
from service.analysis.pins import Base

SurfaceKind = Literal["raw", "rate", "adjusted", "risk"]
SURFACES: tuple[SurfaceKind, ...] = ("raw", "rate", "adjusted", "risk")
LEAST_SIGMA_M, MOST_SIGMA_M, SIGMA_STEP_M = 100, 4000, 50
#: The rule of thumb is not followed beyond this: over a whole municipality it would blur every neighbourhood away.
WIDEST_BY_ITSELF_M = 1000


@dataclass(frozen=True)
class SurfaceChoices:
    """Per whom, how far an idea is spread (metres), whether heaps on one point are in it, and which ideas."""

    base: Base = "residents"
    sigma_m: int = WIDEST_BY_ITSELF_M
    with_heaps: bool = False
    filters: IdeaFilters = field(default_factory=IdeaFilters)

    def plain(self) -> dict[str, Any]:
        """The same as plain values, for a stamp and for the job that works it out."""
        days = {key: str(day) if day else None for key, day in asdict(self.filters).items()}
        return {"base": self.base, "sigma_m": self.sigma_m, "with_heaps": self.with_heaps, "filters": days}


def choices_from(plain: dict[str, Any]) -> SurfaceChoices:
    """The choices that `SurfaceChoices.plain` gave."""
    given = plain["filters"]
    days = {key: dt.date.fromisoformat(given[key]) if given[key] else None for key in ("since", "until")}
    filters = IdeaFilters(given["theme"], given["campaign"], days["since"], days["until"])
    return SurfaceChoices(plain["base"], int(plain["sigma_m"]), bool(plain["with_heaps"]), filters)


def usual_sigma(scott_m: tuple[float, float]) -> int:
    """The spread to begin with: Scott's rule for the narrower axis, in steps, within what is offered by itself.

    NaN (fewer than two ideas) gives the widest.
    """
    narrow = min(scott_m)
    if not narrow > 0:
        return WIDEST_BY_ITSELF_M
    steps = round(narrow / SIGMA_STEP_M) * SIGMA_STEP_M
    return int(min(max(steps, LEAST_SIGMA_M), WIDEST_BY_ITSELF_M))
