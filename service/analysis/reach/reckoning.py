"""How near services are to an area's people: the nearest one, or what is left of them when all in reach share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import Connection

from boundaries.database import sql
from boundaries.units import Units
from geo.columns import Floats
from geo.grids import raster_over
from service.analysis.surfaces.people import Source, ground_of, people_on

PACKAGE = "service.analysis.reach"
Measure = Literal["nearest", "catchment"]
#: People are laid on cells of this side; no figure can be sharper.
CELL_M = 250.0
PER = 1000
Progress = Callable[[int], None]


class NoServices(LookupError):
    """The layer holds no service at all."""


@dataclass(frozen=True)
class Reach:
    """Figures by unit, in the order of `area_ids`: metres, or services for each 1,000 residents; NaN where nobody
    lives. `people` are those behind each figure.

    source : what tells where people live. services : how many the layer has. lost : residents of units that are too
    small for a cell.
    """

    area_ids: tuple[int, ...]
    values: Floats
    people: Floats
    source: Source
    services: int
    lost: float


def reach_of(
    connection: Connection,
    municipality_id: int,
    layer: str,
    measure: Measure,
    radius_m: float,
    progress: Progress = lambda _: None,
) -> Reach:
    """The reach of a layer's services.

    Parameters
    ----------
    layer : key of a public layer; what is no point counts by a point on it.
    radius_m : how far people go, for ``catchment``; as the crow flies.
    progress : is told how much is done, in per cent.

    Raises
    ------
    NoServices
    LookupError
        when the municipality has no statistics.
    """
    from geo.spatial.reach import mean_distance

    services = services_of(connection, municipality_id, layer)
    if not len(services):
        raise NoServices(layer)
    ground = ground_of(connection, municipality_id)
    raster = raster_over(ground.units.ground, CELL_M)
    progress(20)
    people = people_on(ground, raster, with_homes=False)
    unit = unit_of(people.points, ground.units)
    lived = unit >= 0
    points, heads, unit = people.points[lived], people.weights[lived], unit[lived]
    progress(50)
    each = _by_point(points, heads, services, measure, radius_m)
    progress(90)
    count = len(ground.units)
    behind = np.bincount(unit, heads, minlength=count)
    # The mean over people of whatever each of them has: metres, or a share of services.
    values = mean_distance(each, heads, unit, count)
    return Reach(ground.units.ids, values, behind, people.source, len(services), people.lost)


def services_of(connection: Connection, municipality_id: int, layer: str) -> Floats:
    """Where a public layer's services are: (n, 2) in the metric CRS."""
    rows = connection.execute(sql(PACKAGE, "services"), {"municipality_id": municipality_id, "layer": layer})
    return np.array([(row.x, row.y) for row in rows], dtype=np.float64).reshape(-1, 2)


def unit_of(points: Floats, units: Units) -> NDArray[np.intp]:
    """The position of the unit that each point lies in, -1 for none."""
    found = np.full(len(points), -1, dtype=np.intp)
    tree = shapely.STRtree(shapely.points(points))
    shape, point = tree.query(units.geometry, predicate="contains")
    found[point] = shape
    return found


def _by_point(points: Floats, heads: Floats, services: Floats, measure: Measure, radius_m: float) -> Floats:
    from geo.spatial.reach import nearest_distance, straight_journeys, two_step_floating_catchment

    if measure == "nearest":
        return nearest_distance(points, services)
    journeys = straight_journeys(points, services, radius_m)
    return PER * two_step_floating_catchment(heads, np.ones(len(services)), journeys, radius_m)
