"""What can be wrong with an area besides its shape."""

from __future__ import annotations

from geo.errors import GeometryProblem


class OutsideMunicipality(GeometryProblem):
    """A place or shape that does not lie in the municipality; `where` is the farthest such place."""

    code = "outside_municipality"


class AreaProblem(Exception):
    """Base of what can go wrong with an area; `code` is stable and never translated."""

    code = "area_problem"


class AreaNotFound(AreaProblem):
    """There is no such area."""

    code = "area_not_found"


class AreaChanged(AreaProblem):
    """Somebody else changed the area first: `found` is its version now, not the `expected` one."""

    code = "area_changed"

    def __init__(self, expected: int, found: int) -> None:
        super().__init__(f"version {expected} was expected, {found} is there")
        self.expected = expected
        self.found = found


class AreaInPartition(AreaProblem):
    """The area belongs to a partition, which would not be whole without it."""

    code = "area_in_partition"


class CycleOfAreas(AreaProblem):
    """An area would lie above itself in the hierarchy."""

    code = "cycle_of_areas"


class NotOfOneSet(AreaProblem):
    """Areas that do not belong to the same set, or to none, cannot be changed together."""

    code = "not_of_one_set"


class StatisticalUnit(AreaProblem):
    """The boundary of a statistical unit is its publisher's, and is not changed here."""

    code = "statistical_unit"
