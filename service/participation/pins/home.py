"""What sending a pin needs to know of the municipality, read from its settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

#: How far outside a place may be to be taken in for a moderator, when the municipality does not say.
OUTSIDE_LIMIT_KM = 5.0


@dataclass(frozen=True)
class Home:
    """The municipality as plain values.

    `takes_outside` says that places at most `outside_limit_m` metres outside the border wait for a moderator
    instead of being refused.
    """

    id: int
    name: str
    reference_prefix: str
    takes_outside: bool = False
    outside_limit_m: float = OUTSIDE_LIMIT_KM * 1000


def home_with(municipality_id: int, name: str, reference_prefix: str, settings: Mapping[str, Any]) -> Home:
    """The municipality with what its settings say.

    ``outside``: "refuse" (what happens without it) or "queue".
    ``outside_limit_km``: a positive number. What is not understood counts as not said.
    """
    limit = settings.get("outside_limit_km")
    is_number = isinstance(limit, (int, float)) and not isinstance(limit, bool) and limit > 0
    return Home(
        municipality_id,
        name,
        reference_prefix,
        takes_outside=settings.get("outside") == "queue",
        outside_limit_m=1000.0 * (float(limit) if is_number and limit is not None else OUTSIDE_LIMIT_KM),
    )
