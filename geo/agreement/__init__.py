"""Many people's drawings of the same place into one surface of agreement, with the dissent kept.

`raster` counts drawings over fine cells, `surface` turns counts into nested outlines and a proposed boundary,
`certainty` asks how far other drawers might have moved it, and `dissent` finds those who drew otherwise.
Decision 15 says why cells and not the exact overlay.
"""

from __future__ import annotations

from geo.agreement.certainty import Certainty, certainty_of
from geo.agreement.dissent import Dissent, Group, groups_of, jaccard_with
from geo.agreement.raster import Drawings, drawings_of
from geo.agreement.surface import Proposal, agreeing_shape, drawers_needed, proposal_at

__all__ = [
    "METHOD",
    "Certainty",
    "Dissent",
    "Drawings",
    "Group",
    "Proposal",
    "agreeing_shape",
    "certainty_of",
    "drawers_needed",
    "drawings_of",
    "groups_of",
    "jaccard_with",
    "proposal_at",
]

#: Changes with every change that moves a line or a number.
METHOD = "agreement-1"
