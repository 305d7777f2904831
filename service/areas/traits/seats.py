"""How many seats a board has by the population of its area, as the municipality has decided it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from service.areas.facts.model import Fact

SETTING = "board_seats"


@dataclass(frozen=True, slots=True)
class SeatTable:
    """Steps of population, rising: up to `limits[i]` residents there are `seats[i]`; above the last, `seats[-1]`."""

    limits: tuple[int, ...]
    seats: tuple[int, ...]

    def seats_for(self, residents: float) -> int:
        """The seats of a population; one exactly at a limit belongs below it."""
        index = next((i for i, limit in enumerate(self.limits) if residents <= limit), len(self.limits))
        return self.seats[index]

    def limits_between(self, lower: float, upper: float) -> tuple[int, ...]:
        """The limits that a population between two bounds may lie on either side of."""
        return tuple(limit for limit in self.limits if lower <= limit < upper)

    def as_setting(self) -> dict[str, Any]:
        """The table as the municipality's settings hold it."""
        return {"up_to": list(self.limits), "seats": list(self.seats)}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The number of seats that the table gives; None when the bounds of the population straddle a limit.

    `lowest` and `highest` are the numbers that the bounds allow, `highest` None when a hidden figure sets no
    upper bound; `limits` are those in question.
    """

    seats: int | None
    lowest: int
    highest: int | None
    limits: tuple[int, ...]


def seat_table(settings: Mapping[str, Any]) -> SeatTable | None:
    """The municipality's table; None when it has none, or one that makes no sense."""
    found = settings.get(SETTING)
    if not isinstance(found, Mapping):
        return None
    limits, seats = found.get("up_to"), found.get("seats")
    return made_table(limits, seats) if isinstance(limits, Sequence) and isinstance(seats, Sequence) else None


def made_table(limits: Sequence[Any], seats: Sequence[Any]) -> SeatTable | None:
    """A table of rising limits with one number of seats more than limits; None for anything else."""
    whole = all(isinstance(one, int) and not isinstance(one, bool) and one > 0 for one in (*limits, *seats))
    if not whole or len(seats) != len(limits) + 1 or list(limits) != sorted(set(limits)):
        return None
    return SeatTable(tuple(limits), tuple(seats))


def suggestion(table: SeatTable, residents: Fact) -> Suggestion:
    """The seats of an area by its residents, with their bounds: what no placement of people can go beyond.

    A published figure has no width, so it gives a number; an estimate gives one only when its bounds agree.
    """
    lower = residents.lower or 0.0
    upper = residents.upper if residents.upper is not None else math.inf
    lowest = table.seats_for(lower)
    highest = table.seats_for(upper)
    is_sure = lowest == highest
    limits = () if is_sure else table.limits_between(lower, upper)
    return Suggestion(lowest if is_sure else None, lowest, highest if math.isfinite(upper) else None, limits)
