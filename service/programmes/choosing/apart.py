"""Candidates that overlap: at most one of a pair is taken, and the other is told of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from geo.columns import Flags, Floats


@dataclass(frozen=True)
class DrawnOutcome:
    """What a rule did with drawn areas, by code.

    chosen, tied
        Those taken, and those that tie for the last place.
    left_out
        Candidates of either kind that the rule would have taken, each with the chosen one that it overlaps.
    aside
        Why the rule takes no drawn area at all: ``districts``, ``joined`` or ``unsure``; empty when it may.
    need, cost, met
        By code, None where unknown; and the need that the chosen ones hold together.
    """

    chosen: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    aside: str = ""
    need: dict[str, float | None] = field(default_factory=dict)
    cost: dict[str, float | None] = field(default_factory=dict)
    met: float = 0.0


def positions(codes: Sequence[str], overlaps: Sequence[tuple[str, str]]) -> list[tuple[int, int]]:
    """Overlapping pairs by position; those of unknown codes are left out."""
    at = {code: position for position, code in enumerate(codes)}
    return [(at[one], at[other]) for one, other in overlaps if one in at and other in at]


def neediest_apart(values: Floats, pairs: Sequence[tuple[int, int]]) -> Floats:
    """The values with NaN for whoever overlaps a candidate with a greater one that is kept itself.

    Equal ones are kept by their order: statistical units come before drawn areas.
    """
    overlapping = _by_position(pairs)
    kept: set[int] = set()
    for at in sorted(np.flatnonzero(~np.isnan(values)).tolist(), key=lambda one: (-values[one], one)):
        if not overlapping.get(at, set()) & kept:
            kept.add(at)
    found = np.full(len(values), np.nan)
    found[list(kept)] = values[list(kept)]
    return found


def left_out(chosen: Flags, wanted: Flags, pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Wanted candidates that were not taken, each with a chosen one that it overlaps."""
    found = []
    overlapping = _by_position(pairs)
    for at in np.flatnonzero(wanted & ~chosen).tolist():
        before = sorted(other for other in overlapping.get(at, set()) if chosen[other])
        if before:
            found.append((at, before[0]))
    return found


def _by_position(pairs: Sequence[tuple[int, int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return found
