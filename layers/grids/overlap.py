"""Which share of each atom lies in a shape."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from shapely.geometry.base import BaseGeometry

from geo.crs import METRIC
from geo.interpolation import Overlap, overlap
from geo.interpolation.regular import CellZones, RegularGrid
from layers.grids.queries import Atoms


def overlaps_of(atoms: Atoms) -> Callable[[Sequence[BaseGeometry]], Overlap]:
    """The overlap of atoms with shapes of the metric CRS, with what does not depend on the shapes done once.

    An atom's share is the mean share of its cells, which is its covered area in its own: nothing finer than
    the atom ever enters a figure. The one place that knows how it is found: where the grid stands in the metric
    CRS itself, from the shapes' outlines; in another CRS its squares are a little turned, and its atoms are
    zones like any other.
    """
    frame = atoms.frame
    if frame.epsg != METRIC.epsg:
        return lambda shapes: overlap(atoms.geometry, shapes)
    grid = RegularGrid(frame.west, frame.south, frame.cell_m, frame.columns, frame.rows)
    return CellZones(grid, atoms.cells).overlap
