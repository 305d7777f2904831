"""Which share of each source zone lies in each target, as a sparse matrix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import csr_array
from shapely.geometry.base import BaseGeometry

from geo.columns import Flags, Floats, divided
from geo.errors import ZeroArea
from geo.interpolation.common import common_areas

Geometries = Sequence[BaseGeometry] | NDArray[np.object_]

LEAST_SHARE = 1e-10
"""Overlaps below this share of a zone are rounding, and none at all."""

SLIVER_SHARE = 5e-4
"""Overlaps below this share of a zone count as not touching, for the bounds only.

A shape drawn along a zone's edge and rounded to a centimetre touches every neighbour by a hair;
without this the bounds would take all of them in, and none would lie wholly inside. A centimetre
all round a 250 m cell is 1.6e-4 of it.
"""


@dataclass(frozen=True, slots=True)
class Overlap:
    """Source zones over targets; matrices have a row per target and a column per source.

    `area` holds |source and target| in m2, `share` the part of the source's people that is
    given to the target (0-1): the area share, or the share of building weight. `fallback` marks
    sources whose share had to fall back to area. Only positive overlaps are stored.
    """

    area: Any
    share: Any
    source_area: Floats
    target_area: Floats
    fallback: Flags

    @property
    def area_share(self) -> Any:
        """|source and target| / |source|, as a sparse matrix like `area`."""
        by_source = self.area.copy()
        by_source.data = self.area.data / self.source_area[self.area.indices]
        return by_source

    def touched(self) -> Any:
        """1 where a source meets a target by more than a sliver."""
        return _where(self.area_share, lambda shares: shares > SLIVER_SHARE)

    def inside(self) -> Any:
        """1 where a source lies in a target but for a sliver."""
        return _where(self.area_share, lambda shares: shares >= 1 - SLIVER_SHARE)

    def of_zones(self, zones: NDArray[np.intp]) -> Overlap:
        """The same with these sources alone, by number and rising. All that any target meets must be among them."""

        def fewer(matrix: Any) -> Any:
            columns = np.searchsorted(zones, matrix.indices)
            return csr_array((matrix.data, columns, matrix.indptr), shape=(matrix.shape[0], len(zones)))

        return Overlap(
            fewer(self.area), fewer(self.share), self.source_area[zones], self.target_area, self.fallback[zones]
        )

    def zones_met(self) -> NDArray[np.intp]:
        """The numbers of the sources that any target meets, rising."""
        return np.unique(np.concatenate([self.area.indices, self.share.indices])).astype(np.intp)

    def covered_share(self) -> Floats:
        """Part of each target's area that any source covers, 0-1; NaN for a target of no area."""
        return np.minimum(divided(np.asarray(self.area.sum(axis=1)), self.target_area), 1.0)


def overlap(sources: Geometries, targets: Geometries) -> Overlap:
    r"""Area shares of zones in targets: ``f_it = |s_i \cap t| / |s_i|``.

    Parameters
    ----------
    sources : valid polygons in metres that do not overlap one another.
    targets : valid polygons in the same CRS, which may overlap freely.

    Returns
    -------
    Overlap
        A source wholly inside a target gets exactly 1, so that whole districts keep whole
        numbers.

    Raises
    ------
    ZeroArea
        for a source without area, which could not be shared out.

    References
    ----------
    Goodchild, M. F. & Lam, N. S. (1980). Areal interpolation: a variant of the traditional
    spatial problem. Geo-Processing 1, 297-312.
    """
    zones, wanted = np.asarray(sources, dtype=object), np.asarray(targets, dtype=object)
    source_area = np.asarray(shapely.area(zones), dtype=np.float64)
    if not (source_area > 0).all():
        raise ZeroArea(f"sources[{int(np.argmin(source_area > 0))}]")
    rows, columns, areas = _intersections(zones, wanted, source_area)
    shape = (len(wanted), len(zones))
    area = csr_array((areas, (rows, columns)), shape=shape)
    shares = csr_array((np.minimum(areas / source_area[columns], 1.0), (rows, columns)), shape=shape)
    target_area = np.asarray(shapely.area(wanted), dtype=np.float64)
    return Overlap(area, shares, source_area, target_area, np.zeros(len(zones), dtype=np.bool_))


def _intersections(
    zones: NDArray[np.object_], wanted: NDArray[np.object_], source_area: Floats
) -> tuple[NDArray[np.intp], NDArray[np.intp], Floats]:
    tree = shapely.STRtree(zones)
    # Sharing out is dear and telling containment cheap: zones wholly inside are whole to the last bit.
    rows, columns = tree.query(wanted, predicate="intersects")
    shapely.prepare(wanted)
    is_inner = shapely.contains(wanted[rows], zones[columns])
    inner_rows, inner_columns = rows[is_inner], columns[is_inner]
    rows, columns = rows[~is_inner], columns[~is_inner]
    areas = common_areas(wanted, zones, rows, columns)
    # What only touches has no area in common but for rounding.
    kept = areas > LEAST_SHARE * source_area[columns]
    return (
        np.concatenate([inner_rows, rows[kept]]),
        np.concatenate([inner_columns, columns[kept]]),
        np.concatenate([source_area[inner_columns], areas[kept]]),
    )


def _where(matrix: Any, test: Any) -> Any:
    marked = matrix.copy()
    marked.data = test(matrix.data).astype(np.float64)
    marked.eliminate_zeros()
    return marked
