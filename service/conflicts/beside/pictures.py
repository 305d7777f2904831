"""Small maps as drawings inside a page: they need no script, print, and lie over each other to the pixel."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection

from layers.plans.designations import designation
from layers.plans.queries import letters_covering

#: The drawing's size in units of its own, and the least width of ground that it shows, in metres.
WIDTH, HEIGHT, LEAST_M = 480.0, 360.0, 240.0
#: So much of the shape's size is shown around it on each side.
AROUND = 0.2
STEP = 0.8


@dataclass(frozen=True)
class Ground:
    """A piece of the plan: an SVG path and its colours."""

    path: str
    fill: str
    outline: str


@dataclass(frozen=True)
class Picture:
    """A proposal over the zoning. `bar` is the width in units of a scale bar of `bar_m` metres.

    `is_line` where what is drawn has no inside.
    """

    ground: Sequence[Ground]
    path: str
    is_line: bool
    bar: float
    bar_m: int
    width: float = WIDTH
    height: float = HEIGHT


Frame = tuple[float, float, float, float]


def frame_around(shapes: Iterable[BaseGeometry]) -> Frame:
    """The box in metres in which all shapes are seen with some ground around, in the drawing's proportions."""
    minx, miny, maxx, maxy = shapely.union_all([shape.envelope for shape in shapes]).bounds
    width = max(LEAST_M, (maxx - minx) * (1 + 2 * AROUND), (maxy - miny) * (1 + 2 * AROUND) * WIDTH / HEIGHT)
    x, y, height = (minx + maxx) / 2, (miny + maxy) / 2, width * HEIGHT / WIDTH
    return (x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def picture(connection: Connection, municipality_id: int, shape: BaseGeometry, frame: Frame) -> Picture:
    """A shape of the metric CRS over the zoning, seen in a frame."""
    ground = []
    for letter in letters_covering(connection, municipality_id, box(*frame)):
        colour = designation(letter.unit.letter).colour
        # Each unit is a path of its own: in one path, what two of them cover would be taken for a hole.
        paths = (_path(shape, frame) for shape in shapely.clip_by_rect(letter.shapes, *frame))
        ground += [Ground(path, colour.fill, colour.outline) for path in paths if path]
    metres = _bar_metres(frame[2] - frame[0])
    return Picture(ground, _path(shape, frame), not shape.area, metres * WIDTH / (frame[2] - frame[0]), metres)


def _bar_metres(width: float) -> int:
    """The largest round length that is at most a quarter of the width."""
    steps = [base * 10**power for power in range(5) for base in (1, 2, 5)]
    return max(step for step in steps if step <= width / 4)


def _path(shape: BaseGeometry, frame: Frame) -> str:
    scale = WIDTH / (frame[2] - frame[0])
    parts = shapely.get_parts(shapely.simplify(shape, STEP / scale))
    return "".join(_part(part, frame, scale) for part in parts if not part.is_empty)


def _part(part: BaseGeometry, frame: Frame, scale: float) -> str:
    if part.geom_type == "Point":
        # A point is a short stroke, which its round ends make a dot.
        return f"{_line([part.coords[0]], frame, scale)}h0.01"
    if part.geom_type == "Polygon":
        rings = [part.exterior, *part.interiors]
        return "".join(f"{_line(ring.coords[:-1], frame, scale)}Z" for ring in rings)
    return _line(part.coords, frame, scale) if part.geom_type == "LineString" else ""


def _line(coords: Iterable[Sequence[float]], frame: Frame, scale: float) -> str:
    places = [f"{(at[0] - frame[0]) * scale:.1f} {(frame[3] - at[1]) * scale:.1f}" for at in coords]
    return "M" + "L".join(places)
