"""Which ring is a hole in which, where a file does not say it rightly: by how they lie in each other."""

from __future__ import annotations

import shapely
from shapely.geometry.base import BaseGeometry


def by_nesting(geometry: BaseGeometry) -> BaseGeometry:
    """The same rings, put together so that a ring within an odd number of others is a hole.

    Shapefiles tell holes from shells by the direction of the ring alone, and not every program minds it.
    Rings that cross each other stay as unsound as they were.
    """
    rings = [
        shapely.Polygon(ring) for part in shapely.get_parts(geometry) for ring in (part.exterior, *part.interiors)
    ]
    rings.sort(key=lambda ring: -ring.area)
    inside = [
        [larger for larger in range(at) if rings[larger].contains(ring.representative_point())]
        if ring.is_valid and ring.area > 0
        else []
        for at, ring in enumerate(rings)
    ]
    shells: dict[int, list[BaseGeometry]] = {at: [] for at, around in enumerate(inside) if len(around) % 2 == 0}
    for at, around in enumerate(inside):
        if at not in shells:
            shells[around[-1] if around[-1] in shells else max(set(around) & set(shells))].append(rings[at].exterior)
    polygons = [shapely.Polygon(rings[at].exterior, holes) for at, holes in shells.items()]
    return shapely.MultiPolygon(polygons) if len(polygons) > 1 else polygons[0]
