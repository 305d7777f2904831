"""What an editor of outlines does: join, cut, keep inside, grow, simplify, split. Shapes in metres in and out.

Every function takes sound polygons and gives sound polygons, oriented, without crumbs smaller than
`SMALLEST_AREA_M2`; one that would leave nothing raises instead.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import shapely
from shapely.geometry import LineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from geo.errors import NothingLeft, NotSplit
from geo.geometry import oriented
from geo.topology import SMALLEST_AREA_M2

#: Boundaries that were drawn apart, or rounded to a centimetre on their way through a browser, leave hair-thin gaps
#: and slivers when they are laid over each other; half of what is closed and shaved off.
GAP_M = 0.03
#: What is moved apart when rounding to a browser's degrees would make parts that touch cross each other.
CLEARANCE_M = 0.02
#: Coordinates are put on this grid before shapes are laid over each other, so that shared sides meet.
GRID_M = 0.001
#: Eight corners to a quarter circle keep a ring of a buffer within 0.5 % of its radius.
QUARTER_CORNERS = 8
#: Lines are drawn on to a little beyond what they split.
BEYOND = 1.5


def joined(shapes: Sequence[BaseGeometry]) -> BaseGeometry:
    """All shapes as one. A single one comes back as it is, so that whole units stay exact.

    Raises NothingLeft when there are none.
    """
    if len(shapes) == 1:
        return oriented(shapes[0])
    together = shapely.union_all(list(shapes), grid_size=GRID_M)
    return _kept(_there_and_back(together, GAP_M))


def cut_away(shape: BaseGeometry, knife: BaseGeometry) -> BaseGeometry:
    """The shape without what the knife covers.

    Raises NothingLeft when the knife covers it all.
    """
    return _kept(_there_and_back(shapely.difference(shape, knife, grid_size=GRID_M), -GAP_M))


def kept_inside(shape: BaseGeometry, frame: BaseGeometry) -> BaseGeometry:
    """The part of the shape that lies in the frame.

    Raises NothingLeft when none does.
    """
    if frame.covers(shape):
        return oriented(shape)
    return _kept(_there_and_back(shapely.intersection(shape, frame, grid_size=GRID_M), -GAP_M))


def grown(shape: BaseGeometry, distance_m: float) -> BaseGeometry:
    """The shape with everything within `distance_m` of it; a negative distance takes a margin away.

    Raises NothingLeft when the margin is all there is.
    """
    return _kept(shape.buffer(distance_m, quad_segs=QUARTER_CORNERS))


def around(point: tuple[float, float], distance_m: float) -> Polygon:
    """A round area about an easting and northing; `distance_m` is its radius."""
    ring: Polygon = oriented(shapely.Point(*point).buffer(distance_m, quad_segs=2 * QUARTER_CORNERS))
    return ring


def simplified(shape: BaseGeometry, tolerance_m: float) -> BaseGeometry:
    """The shape with fewer corners, none of its line moved by more than `tolerance_m` (Douglas and Peucker).

    Parts and holes that a tolerance swallows are dropped; the outcome never crosses itself.

    Raises NothingLeft when it is smaller than the tolerance.
    """
    thin = shape.simplify(tolerance_m, preserve_topology=True)
    return _kept(thin if thin.is_valid else shapely.make_valid(thin, method="structure"))


def sides_of(shape: BaseGeometry, line: LineString) -> tuple[BaseGeometry, BaseGeometry]:
    """The shape on the left and on the right of a line, as seen from its first point.

    The line is drawn straight on beyond both its ends, so that it need not reach over the border.

    Raises NotSplit when everything lies on one side.
    """
    long = _drawn_on(line, shape)
    lines = shapely.union_all([shape.boundary, long])
    pieces = [
        piece
        for piece in shapely.get_parts(shapely.polygonize([lines]))
        if piece.area > 0 and shape.covers(piece.representative_point())
    ]
    left = [piece for piece in pieces if _is_left(long, piece)]
    right = [piece for piece in pieces if not _is_left(long, piece)]
    if not left or not right:
        raise NotSplit
    return _kept(shapely.union_all(left)), _kept(shapely.union_all(right))


def straight_cut(shape: BaseGeometry, bearing: str, through: tuple[float, float] | None = None) -> LineString:
    """A line across the shape with its `bearing` side on the left.

    Parameters
    ----------
    bearing : "north", "south", "east" or "west", of the grid.
    through : easting and northing of a point on it; the shape's middle (centroid) when absent.
    """
    x, y = through if through is not None else (shape.centroid.x, shape.centroid.y)
    dx, dy = {"north": (1, 0), "south": (-1, 0), "east": (0, -1), "west": (0, 1)}[bearing]
    return LineString([(x - dx, y - dy), (x + dx, y + dy)])


def moved_apart(shape: BaseGeometry) -> BaseGeometry:
    """The shape a finger's breadth smaller all round, so that parts that touched at a point no longer do.

    Raises NothingLeft when it is no wider than that.
    """
    return _kept(shape.buffer(-GAP_M - CLEARANCE_M, join_style="mitre").buffer(GAP_M, join_style="mitre"))


def across_m(shape: BaseGeometry) -> tuple[float, float]:
    """Length and width in metres of the narrowest box that holds the shape, whichever way it lies."""
    box = shapely.minimum_rotated_rectangle(shape)
    if box.geom_type != "Polygon":
        return float(box.length), 0.0
    corners = shapely.get_coordinates(box)
    first, second = (math.dist(corners[i], corners[i + 1]) for i in (0, 1))
    return max(first, second), min(first, second)


def corner_count(shape: BaseGeometry) -> int:
    """How many corners a person sees; the closing one of each ring is not one."""
    rings = sum(1 + len(part.interiors) for part in shapely.get_parts(shape))
    return int(shapely.get_num_coordinates(shape)) - rings


def _there_and_back(shape: BaseGeometry, distance_m: float) -> BaseGeometry:
    """Closes what is narrower than twice the distance; a negative distance shaves off what is."""
    closed = shape.buffer(distance_m, join_style="mitre").buffer(-distance_m, join_style="mitre")
    return closed if closed.is_valid else shape


def _kept(shape: BaseGeometry) -> BaseGeometry:
    """Its polygons that are large enough to be meant."""
    parts = [_without_pinholes(part) for part in _polygons(shape) if part.area >= SMALLEST_AREA_M2]
    if not parts:
        raise NothingLeft
    return oriented(parts[0] if len(parts) == 1 else MultiPolygon(parts))


def _without_pinholes(part: Polygon) -> Polygon:
    holes = [hole for hole in part.interiors if Polygon(hole).area >= SMALLEST_AREA_M2]
    return part if len(holes) == len(part.interiors) else Polygon(part.exterior, holes)


def _polygons(shape: BaseGeometry) -> list[Polygon]:
    found: list[Polygon] = []
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon" and not part.is_empty:
            found.append(part)
        elif part.geom_type == "MultiPolygon":
            found += list(shapely.get_parts(part))
    return found


def _drawn_on(line: LineString, shape: BaseGeometry) -> LineString:
    west, south, east, north = shapely.union_all([shape.envelope, line.envelope]).bounds
    reach = BEYOND * math.hypot(east - west, north - south)
    points = [tuple(point) for point in shapely.get_coordinates(shapely.remove_repeated_points(line))]
    return LineString([_beyond(points[1], points[0], reach), *points[1:-1], _beyond(points[-2], points[-1], reach)])


def _beyond(start: tuple[float, ...], end: tuple[float, ...], reach: float) -> tuple[float, float]:
    length = math.dist(start, end)
    return (end[0] + (end[0] - start[0]) / length * reach, end[1] + (end[1] - start[1]) / length * reach)


def _is_left(line: LineString, piece: BaseGeometry) -> bool:
    point = piece.representative_point()
    foot = line.project(point)
    # A little before and after the nearest place, so that a bend of the line decides by both its sides.
    before, after = line.interpolate(max(0.0, foot - 0.5)), line.interpolate(min(line.length, foot + 0.5))
    turn = (after.x - before.x) * (point.y - before.y) - (after.y - before.y) * (point.x - before.x)
    return bool(turn > 0)
