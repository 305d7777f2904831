"""Two boundaries drawn as SVG on the server, for pages that must show them without scripts."""

from __future__ import annotations

from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from service.areas.history.difference import PARTS, Change

WIDTH = 320.0
MARGIN = 8.0
LOWEST, HIGHEST = 120.0, 320.0


@dataclass(frozen=True, slots=True)
class ChangeDrawing:
    """SVG paths of the parts of a change (`PARTS`) in a box of `width` by `height` units, north up."""

    width: float
    height: float
    paths: tuple[tuple[str, str], ...]


def change_drawing(change: Change) -> ChangeDrawing:
    """A change (metric CRS) as paths, thinned to what can be seen."""
    shapes = {part: shape for part in PARTS if (shape := getattr(change, part)) is not None}
    west, south, east, north = shapely.total_bounds(list(shapes.values()))
    inner = WIDTH - 2 * MARGIN
    scale = min(inner / max(east - west, 1.0), (HIGHEST - 2 * MARGIN) / max(north - south, 1.0))
    height = max(LOWEST, (north - south) * scale + 2 * MARGIN)
    left = (WIDTH - (east - west) * scale) / 2
    top = (height - (north - south) * scale) / 2

    def path(shape: BaseGeometry) -> str:
        thin = shapely.simplify(shape, 0.5 / scale)
        rings = [ring for part in shapely.get_parts(thin) for ring in (part.exterior, *part.interiors)]
        return "".join(
            "M"
            + "L".join(f"{left + (x - west) * scale:.1f} {top + (north - y) * scale:.1f}" for x, y in ring.coords)
            + "Z"
            for ring in rings
        )

    order = ("kept", "gained", "lost")
    return ChangeDrawing(
        WIDTH, round(height, 1), tuple((part, path(shapes[part])) for part in order if part in shapes)
    )
