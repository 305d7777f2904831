"""Areas that share out ground among them: no place in two of them, none between them in none.

`findings` says where that does not hold, `repaired_partition` mends it, and `split`, `joined` and `shifted`
change areas so that it goes on holding. Everything is in metres, on shapes of the metric CRS.
"""

from geo.partition.edits import joined, shifted, split
from geo.partition.errors import (
    AreasApart,
    AreaVanishes,
    LeavesGap,
    LineDoesNotDivide,
    OverlapsNeighbour,
    PartitionProblem,
)
from geo.partition.findings import EXACT_M, Finding, findings
from geo.partition.repair import PartitionRepair, repaired_partition

__all__ = [
    "EXACT_M",
    "AreaVanishes",
    "AreasApart",
    "Finding",
    "LeavesGap",
    "LineDoesNotDivide",
    "OverlapsNeighbour",
    "PartitionProblem",
    "PartitionRepair",
    "findings",
    "joined",
    "repaired_partition",
    "shifted",
    "split",
]
