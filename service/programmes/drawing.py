"""The map of a decision as plain SVG paths, for paper and for readers without scripts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from service.analysis.shapes import UnitShape
from service.programmes.queries import DecisionView, rows_of

WIDTH = 600
#: Stands in place of a class for a drawn area, of which the outline alone is shown.
OUTLINE = 6


@dataclass(frozen=True)
class DrawnArea:
    """An area as an SVG path; `class_number` 0 stands for an unranked one, `OUTLINE` for a drawn one. An uncertain
    rank is hatched."""

    code: str
    path: str
    class_number: int
    is_chosen: bool
    is_uncertain: bool = False


@dataclass(frozen=True)
class Drawing:
    """A map with north up, in units of a picture `width` wide and `height` high."""

    width: int
    height: int
    areas: list[DrawnArea]


def drawing(view: DecisionView, shapes: Mapping[str, UnitShape]) -> Drawing:
    """The frozen map; chosen areas come last, so that their outline lies on top."""
    if not shapes:
        return Drawing(WIDTH, 0, [])
    minx, miny, maxx, maxy = shapely.total_bounds([one.geometry for one in shapes.values()])
    scale = WIDTH / (maxx - minx)
    chosen = {one["code"] for one in view.chosen}
    areas = [
        DrawnArea(
            row["code"],
            svg_path(shapes[row["code"]].geometry, minx, maxy, scale),
            OUTLINE if row.get("is_drawn") else row["class"] or 0,
            row["code"] in chosen or bool(row.get("is_chosen")),
            bool(row.get("is_uncertain")),
        )
        for row in rows_of(view)
        if row["code"] in shapes
    ]
    return Drawing(WIDTH, round((maxy - miny) * scale), sorted(areas, key=lambda one: one.is_chosen))


def svg_path(shape: BaseGeometry, west: float, north: float, scale: float) -> str:
    """Rings of a (multi)polygon as path data, y downwards."""
    return "".join(_ring((shapely.get_coordinates(ring) - [west, north]) * [scale, -scale]) for ring in _rings(shape))


def _rings(shape: BaseGeometry) -> Iterable[BaseGeometry]:
    return list(shapely.get_rings(shapely.get_parts(shape)))


def _ring(points: np.ndarray) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points[:-1]) + "Z"
