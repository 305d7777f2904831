"""Facts of a shape, as plain values."""

from __future__ import annotations

from dataclasses import dataclass

#: What can be said: a number from all units, from some of them, none because it is hidden, none because the
#: base is too small to tell, or none because no unit lies there.
STATES = ("complete", "partial", "suppressed", "few", "outside")
GRADES = ("exact", "good", "fair", "coarse", "none")


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure of a shape with its warrant.

    Counts are in their own unit, shares are 0-1. `estimate` is rounded to `step`, because more digits would
    claim more than is known; None unless `state` is complete or partial. `lower` and `upper` are what no
    placement of people inside the units can go beyond; `upper` None means that a hidden figure sets no limit.
    `standard_error` is for people placed at random within their unit, household by household. `municipality`
    is the same figure of all units that show it.
    """

    key: str
    kind: str  # "count" or "share"
    label: str
    base_label: str
    estimate: float | None
    step: float
    lower: float | None
    upper: float | None
    standard_error: float | None
    state: str
    grade: str
    suppressed_share: float
    municipality: float | None
    source: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Member:
    """A statistical unit that the shape reaches into: `share_of_shape` of the shape lies in it (0-1), and
    `share_of_unit` of the unit lies in the shape."""

    slug: str
    names: dict[str, str]
    share_of_shape: float
    share_of_unit: float


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything known of a shape.

    `covered_share` is the part of it that the statistical units cover, `outside_share` the part outside the
    municipality and its units (both 0-1). `pins` counts the public pins inside by state.
    """

    area_m2: float
    members: tuple[Member, ...]
    covered_share: float
    outside_share: float
    facts: tuple[Fact, ...]
    pins: dict[str, int]

    @property
    def pin_count(self) -> int:
        """How many public pins lie inside."""
        return sum(self.pins.values())

    @property
    def is_exact(self) -> bool:
        """Whether the shape is made of whole statistical units."""
        return bool(self.facts) and all(fact.grade in ("exact", "none") for fact in self.facts)

    def fact(self, key: str) -> Fact | None:
        """The figure of a key, or None when the municipality has no such statistics."""
        return next((fact for fact in self.facts if fact.key == key), None)
