"""Facts of a shape, as plain values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

#: What can be said: a number from all zones, from some of them, none because it is hidden, none because the
#: base is too small to tell, or none because no zone lies there.
STATES = ("complete", "partial", "suppressed", "few", "outside")
GRADES = ("exact", "good", "fair", "coarse", "none")
#: A share beside the municipality's own; empty where there is nothing to compare.
COMPARISONS = ("more", "less", "same", "")


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure of a shape with its warrant.

    Counts are in their own unit, shares are 0-1. `label` and `of` (whom a share is of) are message ids or names
    by language. `estimate` is rounded to `step`, because more digits would claim more than is known; None unless
    `state` is complete or partial. `lower` and `upper` are what no placement of people inside the zones can
    go beyond; `upper` None means that a hidden figure sets no limit. `standard_error` is for people placed at
    random within their zone, household by household. `base` is how many people a share is of, as estimated.
    `municipality` is the same figure of all zones that show it, and `comparison` how the area stands to it.
    `method` is ``atoms`` (of a grid of `cell_m` metres) or ``units`` (postal-code areas).
    """

    key: str
    kind: str  # "count" or "share"
    label: str | dict[str, str]
    of: str | dict[str, str]
    estimate: float | None
    step: float
    lower: float | None
    upper: float | None
    standard_error: float | None
    state: str
    grade: str
    suppressed_share: float
    base: float | None
    municipality: float | None
    comparison: str
    source: str
    year: int | None
    method: str
    cell_m: float | None

    @property
    def is_reliable(self) -> bool:
        """Whether the figure may be used without seeing its bounds."""
        return self.estimate is not None and self.grade in ("exact", "good")


@dataclass(frozen=True, slots=True)
class Member:
    """A statistical unit that the shape reaches into: `share_of_shape` of the shape lies in it (0-1), and
    `share_of_unit` of the unit lies in the shape."""

    slug: str
    names: dict[str, str]
    share_of_shape: float
    share_of_unit: float


@dataclass(frozen=True, slots=True)
class Said:
    """What people said inside, one entry for each kind of it: public pins by `state` and `kind`, or
    observations of walks by `state` (how serious). `theme` names it by language, None without."""

    state: str
    kind: str
    theme: dict[str, str] | None
    count: int


@dataclass(frozen=True, slots=True)
class Inside:
    """Public pins and observations of walks inside a shape."""

    pins: tuple[Said, ...] = ()
    observations: tuple[Said, ...] = ()

    @property
    def pins_by_state(self) -> dict[str, int]:
        """How many public pins, by state."""
        return dict(tally((one.state, one.count) for one in self.pins))


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything known of a shape.

    `covered_share` is the part of it that the coarsest source covers, `outside_share` the part outside the
    municipality and its units (both 0-1).
    """

    area_m2: float
    members: tuple[Member, ...]
    covered_share: float
    outside_share: float
    facts: tuple[Fact, ...]
    inside: Inside = field(default_factory=Inside)

    @property
    def pins(self) -> dict[str, int]:
        """How many public pins lie inside, by state."""
        return self.inside.pins_by_state

    @property
    def pin_count(self) -> int:
        """How many public pins lie inside."""
        return sum(one.count for one in self.inside.pins)

    @property
    def is_exact(self) -> bool:
        """Whether the shape is made of whole zones of every source."""
        return bool(self.facts) and all(fact.grade in ("exact", "none") for fact in self.facts)

    @property
    def method(self) -> str:
        """The method of the residents, or of the first figure; empty without figures."""
        first = self.fact("residents") or next(iter(self.facts), None)
        return first.method if first is not None else ""

    def fact(self, key: str) -> Fact | None:
        """The figure of a key, or None when the municipality has no such statistics."""
        return next((fact for fact in self.facts if fact.key == key), None)


def tally(counted: Iterable[tuple[Any, int]]) -> list[tuple[Any, int]]:
    """Counts summed by what they are of, the greatest first."""
    total: Counter[Any] = Counter()
    for what, count in counted:
        total[what] += count
    return total.most_common()
