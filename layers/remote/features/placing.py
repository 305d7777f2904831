"""Bringing a shape of another system to the metric CRS, sound or with a reason."""

from __future__ import annotations

import shapely
from shapely.geometry.base import BaseGeometry

from geo.axes import check_projected
from geo.crs import METRIC
from geo.errors import GeometryProblem, OutsideAreaOfUse
from geo.topology import repaired
from layers.remote.features.model import LIMITS, Harvest


def placed(shape: BaseGeometry, epsg: int, harvest: Harvest) -> BaseGeometry | None:
    """A shape (easting or longitude first) in the metric CRS; None when it cannot be used, which is counted.

    Heights are dropped. An unsound polygon is repaired, which is counted too.
    """
    try:
        flat = shapely.force_2d(shape)
        if flat.is_empty:
            raise OutsideAreaOfUse(None)
        corners = shapely.get_coordinates(flat)
        if len(corners) > LIMITS.vertices_each:
            harvest.left_out["too_many_vertices"] += 1
            return None
        # One corner tells of mixed-up axes; all are looked at by the transformation itself.
        check_projected([tuple(corners[0].tolist())], epsg)
        moved = METRIC.geometry_from_epsg(flat, epsg) if epsg != METRIC.epsg else flat
        if not moved.is_valid and shapely.get_dimensions(moved) == 2:
            mended = repaired(moved)
            for change in mended.changes:
                harvest.repaired[change] += 1
            moved = mended.geometry
    except GeometryProblem as problem:
        harvest.left_out[problem.code] += 1
        return None
    except (ValueError, shapely.errors.GEOSException):
        harvest.left_out["not_geometry"] += 1
        return None
    return moved


def turned(shape: BaseGeometry) -> BaseGeometry:
    """A shape with its two numbers exchanged."""
    return shapely.transform(shape, lambda points: points[:, ::-1])
