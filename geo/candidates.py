"""Which coordinate system a file without one may be in: those in use here, ranked by where its places fall.

A guess is never taken by itself; it is offered to the one who knows the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.crs import LONLAT, METRIC, OLDER_IN_USE, ZONES_IN_USE, MetricCrs
from geo.errors import GeometryProblem
from geo.systems import are_alike, epsg_of

Position = tuple[float, float]
MOST_TRIED = 400


@dataclass(frozen=True, slots=True)
class Candidate:
    """A system and how well it fits: the shares (0-1) of the places that fall in the municipality.

    `swapped_share` is the share with the two numbers of each place exchanged.
    """

    epsg: int
    share: float
    swapped_share: float


def systems_near(lonlat: Position, crs: MetricCrs = METRIC) -> tuple[int, ...]:
    """EPSG numbers of the systems that a file of a municipality may be in, the likeliest first.

    WGS 84, the country's own, the one-degree zone at `lonlat` and its neighbours, and the old system's zones.
    """
    zones = ZONES_IN_USE.get(crs.epsg, {})
    middle = round(lonlat[0])
    near = sorted((degree for degree in zones if abs(degree - middle) <= 2), key=lambda degree: abs(degree - middle))
    return (LONLAT, crs.epsg, *(zones[degree] for degree in near), *OLDER_IN_USE.get(crs.epsg, ()))


def identified(stated: str, crs: MetricCrs = METRIC) -> int | None:
    """The EPSG number of a CRS as a file states it: by the register, else by one in use here that projects alike."""
    found = epsg_of(stated)
    if found is not None or not stated.strip():
        return found
    zones = ZONES_IN_USE.get(crs.epsg, {}).values()
    return next((epsg for epsg in (crs.epsg, *zones) if are_alike(stated, epsg)), None)


def ranked(
    positions: Sequence[Position], systems: Sequence[int], ground: BaseGeometry, crs: MetricCrs = METRIC
) -> list[Candidate]:
    """Systems by the share of positions that fall on `ground` (in metres), the best first.

    Ties keep the order of `systems`. Positions without a value in a system count as outside.
    """
    step = max(1, len(positions) // MOST_TRIED)
    points = np.array(positions[::step][:MOST_TRIED], dtype=float).reshape(-1, 2)
    shapely.prepare(ground)
    found = [
        Candidate(epsg, _share(points, epsg, ground, crs), _share(points[:, ::-1], epsg, ground, crs))
        for epsg in systems
    ]
    return sorted(found, key=lambda one: -max(one.share, one.swapped_share))


def _share(points: np.ndarray, epsg: int, ground: BaseGeometry, crs: MetricCrs) -> float:
    inside = 0
    for x, y in points:
        try:
            place = crs.geometry_from_epsg(shapely.Point(x, y), epsg)
        except GeometryProblem:
            continue
        inside += bool(ground.covers(place))
    return inside / len(points) if len(points) else 0.0
