"""A batch of a file's features in the metric CRS, each checked alone: repaired with a note, or left out with a reason.

All is done on arrays, so that a hundred thousand features take seconds; only what is unsound is looked at by itself.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from boundaries.reading.batches import Batch
from boundaries.reading.findings import Finding
from boundaries.reading.placing import sound_or_repaired, spikes_of
from boundaries.reading.rings import by_nesting
from geo.axes import check_projected
from geo.crs import LONLAT, METRIC, transformer_of
from geo.errors import GeometryProblem, OutsideAreaOfUse

Shapes = NDArray[np.object_]
_COLLECTION = 7
_POLYGONS = (3, 6)


@dataclass(frozen=True, slots=True)
class Placed:
    """A batch in the metric CRS. `shapes` are sound, or None; `is_inside` says whether each meets the ground.

    `findings` holds, by the place in the batch, what was repaired (``repair``), noted, or why it was left out.
    """

    batch: Batch
    shapes: Shapes
    is_inside: NDArray[np.bool_]
    findings: dict[int, list[Finding]]


def place_batch(
    batch: Batch, epsg: int, ground: BaseGeometry, *, is_swapped: bool = False, is_unordered: bool = False
) -> Placed:
    """The features of a batch in the metric CRS.

    Parameters
    ----------
    epsg : the CRS of the batch's numbers.
    ground : the municipality, in the metric CRS; best prepared by the caller.
    is_swapped : whether y stands first.
    is_unordered : whether the format tells holes from shells by their direction alone.

    Raises CrsUnusable for an unknown EPSG number; never for what is wrong with a feature.
    """
    findings = {at: list(found) for at, found in batch.notes.items()}
    findings |= {at: [Finding(code, "left_out")] for at, code in batch.problems.items()}
    metric = _moved(turned(batch.shapes) if is_swapped else batch.shapes, epsg, findings)
    _untangle(metric, findings)
    kinds = shapely.get_type_id(metric)
    is_area = np.isin(kinds, _POLYGONS)
    for at in np.flatnonzero(is_area & ~shapely.is_valid(metric)):
        _mend(metric, int(at), findings, is_unordered)
    is_area &= ~shapely.is_missing(metric)
    nothing = is_area & (shapely.area(metric) <= 0)
    nothing |= np.isin(kinds, (1, 5)) & (shapely.length(metric) <= 0)
    for at in np.flatnonzero(nothing):
        metric[at] = None
        findings[int(at)] = [Finding("zero_area" if is_area[at] else "zero_length", "left_out")]
    inside = shapely.intersects(ground, metric) if not ground.is_empty else ~shapely.is_missing(metric)
    return Placed(batch, metric, inside, findings)


def check_batch(batch: Batch, epsg: int, *, is_swapped: bool = False) -> None:
    """Refuse a file whose numbers are mixed up: most of its features can only be so.

    Raises
    ------
    SwappedAxes, MetresAsDegrees, DegreesAsMetres, LonLatOutOfRange, OutsideAreaOfUse
        what most of the features of the batch are.
    CrsUnusable
        for an unknown EPSG number.
    """
    shapes = turned(batch.shapes) if is_swapped else batch.shapes
    bounds = shapely.bounds(shapes[~shapely.is_missing(shapes)])
    found: Counter[type[GeometryProblem]] = Counter()
    first: dict[type[GeometryProblem], GeometryProblem] = {}
    for west, south, east, north in bounds[:: max(1, len(bounds) // 500)].tolist():
        try:
            check_projected(((west, south), (east, north)), epsg)
        except GeometryProblem as problem:
            if problem.code == "crs_unusable":
                raise
            found[type(problem)] += 1
            first.setdefault(type(problem), problem)
        else:
            found[GeometryProblem] += 1
    # A handful of places abroad among the others is their own fault, not the file's.
    if found and found[GeometryProblem] * 2 < sum(found.values()):
        del found[GeometryProblem]
        kinds = found.most_common()
        kind = next((one for one, _count in kinds if one is not OutsideAreaOfUse), kinds[0][0])
        raise first[kind]


def turned(shapes: Shapes) -> Shapes:
    """Shapes with the two numbers of each place exchanged."""
    return np.asarray(shapely.transform(shapes, lambda points: points[:, ::-1]), dtype=object)


def _moved(shapes: Shapes, epsg: int, findings: dict[int, list[Finding]]) -> Shapes:
    metric = shapes.copy()
    bounds = shapely.bounds(metric)
    here = ~shapely.is_missing(metric)
    to_lonlat = transformer_of(epsg, LONLAT).transform
    west, south, east, north = METRIC.lonlat_bounds
    is_near = np.ones(len(metric), dtype=bool)
    with np.errstate(invalid="ignore"):
        for x, y in ((0, 1), (2, 3)):
            lon, lat = (np.asarray(one) for one in to_lonlat(bounds[:, x], bounds[:, y]))
            is_near &= (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    for at in np.flatnonzero(here & ~is_near):
        metric[at] = None
        findings[int(at)] = [Finding("outside_area_of_use", "left_out")]
    if epsg == METRIC.epsg:
        return metric
    transform = transformer_of(epsg, METRIC.epsg).transform

    def move(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(transform(points[:, 0], points[:, 1]))

    moved: Shapes = np.asarray(shapely.transform(metric, move), dtype=object)
    return moved


def _untangle(metric: Shapes, findings: dict[int, list[Finding]]) -> None:
    """Collections give their parts of the highest dimension; what is dropped is told."""
    for at in np.flatnonzero(shapely.get_type_id(metric) == _COLLECTION):
        parts = _parts(metric[at])
        dimension = max((int(shapely.get_dimensions(part)) for part in parts), default=-1)
        kept = [part for part in parts if int(shapely.get_dimensions(part)) == dimension]
        if not kept:
            metric[at] = None
            findings[int(at)] = [Finding("empty_geometry", "left_out")]
            continue
        build = (shapely.multipoints, shapely.multilinestrings, shapely.multipolygons)[dimension]
        metric[at] = build(kept) if len(kept) > 1 else kept[0]
        if len(kept) < len(parts):
            findings.setdefault(int(at), []).append(
                Finding("parts_dropped", "note", None, {"count": len(parts) - len(kept)})
            )


def _parts(shape: BaseGeometry) -> list[BaseGeometry]:
    return [
        one
        for part in shapely.get_parts(shape)
        for one in (_parts(part) if shapely.get_type_id(part) >= 4 else [part])
        if not one.is_empty
    ]


def _mend(metric: Shapes, at: int, findings: dict[int, list[Finding]], is_unordered: bool) -> None:
    shape: Any = metric[at]
    own = findings.setdefault(at, [])
    try:
        if is_unordered and (ordered := by_nesting(shape)).is_valid:
            metric[at] = ordered
            own.append(Finding("rings_ordered", "note"))
            return
        metric[at], repairs, _change = sound_or_repaired(shape, spikes_of(shape))
        own += repairs
    except (GeometryProblem, shapely.GEOSException) as problem:
        metric[at] = None
        findings[at] = [Finding(getattr(problem, "code", "not_geometry"), "left_out")]
