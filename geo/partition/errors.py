"""What stands in the way of a partition; `where` is a place in WGS 84."""

from __future__ import annotations

from geo.errors import GeometryProblem


class PartitionProblem(GeometryProblem):
    """A change after which areas would no longer share out the ground among them."""

    code = "partition_problem"


class LeavesGap(PartitionProblem):
    """Ground between the areas would belong to none of them; `where` lies in it."""

    code = "leaves_gap"


class OverlapsNeighbour(PartitionProblem):
    """Ground would belong to two areas; `where` lies in it."""

    code = "overlaps_neighbour"


class LineDoesNotDivide(PartitionProblem):
    """A line that does not run through the area from edge to edge; `where` is one of its ends."""

    code = "line_does_not_divide"


class AreasApart(PartitionProblem):
    """Two areas that have no border in common cannot become one; `where` lies in the second."""

    code = "areas_apart"


class AreaVanishes(PartitionProblem):
    """Nothing would be left of an area; `where` lies where it is now."""

    code = "area_vanishes"
