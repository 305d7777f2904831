"""From features as they stand in a file to shapes in metres with findings; one bad feature stops no other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from boundaries.reading.errors import UploadProblem
from boundaries.reading.findings import Finding, PlacedFeature
from boundaries.reading.model import RawFeature
from boundaries.reading.rings import by_nesting
from boundaries.reading.shapes import polygons_of
from geo.axes import check_projected
from geo.crs import METRIC
from geo.errors import (
    DegreesAsMetres,
    GeometryProblem,
    LonLatOutOfRange,
    MetresAsDegrees,
    OutsideAreaOfUse,
    SwappedAxes,
)
from geo.geometry import oriented
from geo.positions import LIMITS, Position, Shape, shape_from_mapping
from geo.topology import check_sound, repaired

#: So much of an area may lie outside before it is said, and so little must lie inside to be taken at all.
SAID_OUTSIDE = 0.01
LEAST_INSIDE = 0.001
#: Corners between which the outline turns back on itself (the sine of the angle) are a spike.
SPIKE_SINE = 1e-6
_MIXED_UP = (SwappedAxes, MetresAsDegrees, DegreesAsMetres, LonLatOutOfRange)


def place_features(
    features: Iterable[RawFeature], epsg: int, ground: BaseGeometry, *, is_swapped: bool = False
) -> list[PlacedFeature]:
    """All features in the metric CRS.

    Parameters
    ----------
    epsg : the CRS of their numbers.
    ground : the municipality, in the metric CRS; prepared here.
    is_swapped : whether y stands first in the file, as somebody said who knows it.

    Raises
    ------
    SwappedAxes, MetresAsDegrees, DegreesAsMetres, LonLatOutOfRange
        when that is what most of the places are: then the whole file is, and nothing of it is used.
    CrsUnusable
        for an unknown EPSG number.
    """
    listed = list(features)
    _check_file(listed, epsg, is_swapped)
    shapely.prepare(ground)
    return [place_feature(one, epsg, ground, is_swapped=is_swapped) for one in listed]


def place_feature(raw: RawFeature, epsg: int, ground: BaseGeometry, *, is_swapped: bool = False) -> PlacedFeature:
    """One feature in the metric CRS, with what was found; never raises for what is wrong with it."""
    notes: list[Finding] = []
    try:
        shape = _shape(raw, is_swapped)
        check_projected(_corners(shape), epsg)
        notes += _tidied(raw.geometry, shape)
        metric = METRIC.geometry_from_epsg(_built(shape), epsg)
        spikes = spikes_of(metric)
        if raw.is_unordered and not metric.is_valid and (ordered := by_nesting(metric)).is_valid:
            metric = ordered
            notes.append(Finding("rings_ordered", "note"))
        geometry, repairs, change = sound_or_repaired(metric, spikes)
    except GeometryProblem as problem:
        return PlacedFeature(raw.number, raw.values, None, (*notes, _refusal(problem)))
    notes += repairs
    outside = _outside_share(geometry, ground)
    if outside > 1 - LEAST_INSIDE:
        where = a_place_of(geometry)
        return PlacedFeature(
            raw.number, raw.values, None, (*notes, Finding("outside_municipality", "left_out", where))
        )
    if outside > SAID_OUTSIDE:
        where = a_place_of(geometry.difference(ground))
        notes.append(Finding("partly_outside", "note", where, {"share": round(outside, 4)}))
    return PlacedFeature(raw.number, raw.values, geometry, tuple(notes), bool(repairs), change)


def positions_of(features: Iterable[RawFeature], most: int = 2000) -> list[Position]:
    """Some positions of a file, for guessing its CRS; features that cannot be used give none."""
    found: list[Position] = []
    for feature in features:
        try:
            found += _corners(_shape(feature, is_swapped=False))
        except GeometryProblem:
            continue
        if len(found) > most:
            break
    return found


def count_corners(features: Iterable[RawFeature], most: int) -> None:
    """Refuses a file with more corners than `most` in all. Raises UploadProblem too_many_corners."""
    total = 0
    for feature in features:
        total += _count(feature.geometry.get("coordinates") if feature.geometry else None, 0)
        if total > most:
            raise UploadProblem("too_many_corners", count=most)


class _NotAnArea(GeometryProblem):
    code = "not_an_area"


class _TooLarge(GeometryProblem):
    code = "too_large_to_take"


def _shape(raw: RawFeature, is_swapped: bool) -> Shape:
    if raw.is_cut:
        raise _TooLarge
    geometry = polygons_of(raw.geometry)
    kind = geometry.get("type") if geometry else None
    if raw.geometry is not None and kind not in ("Polygon", "MultiPolygon"):
        raise _NotAnArea(None, str(kind)[:40])
    shape = shape_from_mapping({"type": kind, "coordinates": geometry.get("coordinates") if geometry else []}, LIMITS)
    if not is_swapped:
        return shape
    return Shape(shape.kind, [[[(y, x) for x, y in ring] for ring in rings] for rings in shape.parts])


def _built(shape: Shape) -> BaseGeometry:
    polygons = [shapely.Polygon(rings[0], rings[1:]) for rings in shape.parts]
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)


def _corners(shape: Shape) -> list[Position]:
    points = np.array(shape.positions())
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    return [(float(west), float(south)), (float(east), float(north))]


def _check_file(features: Sequence[RawFeature], epsg: int, is_swapped: bool) -> None:
    found: Counter[type[GeometryProblem]] = Counter()
    first: dict[type[GeometryProblem], GeometryProblem] = {}
    tried = 0
    for feature in features:
        try:
            corners = _corners(_shape(feature, is_swapped))
        except GeometryProblem:
            continue
        tried += 1
        try:
            check_projected(corners, epsg)
        except OutsideAreaOfUse:
            continue
        except _MIXED_UP as problem:
            found[type(problem)] += 1
            first.setdefault(type(problem), problem)
    if found:
        kind, count = found.most_common(1)[0]
        if 2 * count > tried:
            raise first[kind]


def _tidied(geometry: dict[str, Any] | None, shape: Shape) -> list[Finding]:
    """What reading put right without a doubt: rings closed, corners that stood twice."""
    notes = []
    closed = sum(ring[0] != ring[-1] for ring in _plain_rings(polygons_of(geometry)))
    if closed:
        notes.append(Finding("ring_closed", "note", None, {"count": closed}))
    doubled = sum(a == b for rings in shape.parts for ring in rings for a, b in pairwise(ring))
    if doubled:
        notes.append(Finding("points_dropped", "note", None, {"count": doubled}))
    return notes


def _plain_rings(geometry: dict[str, Any] | None) -> Iterable[list[Any]]:
    coordinates = geometry["coordinates"] if geometry else []
    parts = coordinates if geometry and geometry["type"] == "MultiPolygon" else [coordinates]
    return ([list(point[:2]) for point in (ring[0], ring[-1])] for part in parts for ring in part)


def sound_or_repaired(metric: BaseGeometry, spikes: list[Position]) -> tuple[BaseGeometry, list[Finding], float]:
    """A polygon in metres made sound, with what was repaired and where, and what that changes in m2.

    Raises ZeroArea when nothing would be left.
    """
    tidy = oriented(shapely.remove_repeated_points(metric, 0.0))
    try:
        check_sound(tidy)
    except GeometryProblem as problem:
        repair = repaired(tidy)  # raises ZeroArea when nothing would be left
        where = problem.where if isinstance(problem.where, tuple) else None
        code = problem.code
        if spikes and repair.changes[:1] == ("untangled",) and abs(repair.area_change_m2) < 1.0:
            code, where = "spike", METRIC.to_lonlat(*spikes[0])
        change = float(repair.area_change_m2)
        values = {"changes": list(repair.changes), "area_change_m2": round(change, 1)}
        return oriented(repair.geometry), [Finding(code, "repair", where, values)], change
    return tidy, [], 0.0


def spikes_of(metric: BaseGeometry) -> list[Position]:
    """Corners at which an outline turns back the way it came."""
    found: list[Position] = []
    for polygon in shapely.get_parts(metric):
        for ring in (polygon.exterior, *polygon.interiors):
            points = shapely.get_coordinates(ring)[:-1]
            before, after = np.roll(points, 1, axis=0) - points, np.roll(points, -1, axis=0) - points
            lengths = np.linalg.norm(before, axis=1) * np.linalg.norm(after, axis=1)
            cross = np.abs(before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0])
            dot = (before * after).sum(axis=1)
            is_spike = (lengths > 0) & (cross <= SPIKE_SINE * lengths) & (dot > 0)
            found += [(float(x), float(y)) for x, y in points[is_spike]]
    return found


def _outside_share(geometry: BaseGeometry, ground: BaseGeometry) -> float:
    if ground.is_empty or ground.covers(geometry):
        return 0.0
    if not ground.intersects(geometry):
        return 1.0
    return float(1 - geometry.intersection(ground).area / geometry.area)


def a_place_of(geometry: BaseGeometry) -> tuple[float, float] | None:
    """A place inside the largest part of an area, in WGS 84; None for what has no area."""
    parts = [part for part in shapely.get_parts(geometry) if part.area > 0]
    if not parts:
        return None
    point = max(parts, key=lambda part: part.area).representative_point()
    return METRIC.to_lonlat(point.x, point.y)


def _refusal(problem: GeometryProblem) -> Finding:
    where = problem.where if isinstance(problem.where, tuple) else None
    path = problem.where if isinstance(problem.where, str) else ""
    return Finding(problem.code, "left_out", where, {"path": path} if path else {})


def _count(coordinates: Any, depth: int) -> int:
    if not isinstance(coordinates, list) or not coordinates or depth > 4:
        return 0
    if not isinstance(coordinates[0], list):
        return 1
    if coordinates[0] and not isinstance(coordinates[0][0], list):
        return len(coordinates)
    return sum(_count(one, depth + 1) for one in coordinates)
