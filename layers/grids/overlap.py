"""Which share of each atom lies in a shape."""

from __future__ import annotations

from collections.abc import Sequence

from shapely.geometry.base import BaseGeometry

from geo.interpolation import Overlap, overlap
from layers.grids.queries import Atoms


def atoms_overlap(atoms: Atoms, shapes: Sequence[BaseGeometry]) -> Overlap:
    """The overlap of atoms with shapes of the metric CRS.

    An atom's share is the mean share of its cells, which is its covered area in its own: nothing finer than
    the atom ever enters a figure. The one place that knows how it is found.
    """
    return overlap(atoms.geometry, shapes)
