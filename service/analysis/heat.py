"""The heat map of ideas: kernel intensity on a grid, with its bandwidth."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import shapely
from sqlalchemy import Connection

from boundaries.database import sql
from geo.density import intensity_surface, raster_over

#: Cells along the longer side at the most: finer than a screen shows is only weight.
MOST_CELLS = 280
SQUARE_M = 100.0
M2_PER_KM2 = 1e6


def heat_grid(connection: Connection, municipality_id: int, sigma_m: float) -> dict[str, Any]:
    """Ideas per km² on a grid over the municipality, as `static/js/map/heat-grid.js` reads it.

    Parameters
    ----------
    sigma_m : the kernel's standard deviation in metres.

    Returns
    -------
    ``west, south, cell`` in metres of the metric CRS, ``columns, rows``, ``values`` row by row from the
    south-west, ``max``, and ``sigma_m``. Cells outside the municipality hold 0.
    """
    outline = connection.execute(
        sql("boundaries", "municipality_outline"), {"municipality_id": municipality_id}
    ).scalar_one()
    window = shapely.from_wkb(bytes(outline))
    minx, miny, maxx, maxy = window.bounds
    cell = max(SQUARE_M, math.ceil(max(maxx - minx, maxy - miny) / MOST_CELLS))
    raster = raster_over(window, min(cell, 2 * sigma_m))
    found = connection.execute(
        sql("service.analysis", "pin_squares"), {"municipality_id": municipality_id, "side": SQUARE_M}
    ).all()
    points = np.array([(row.x, row.y) for row in found], dtype=np.float64).reshape(-1, 2)
    weights = np.array([row.pins for row in found], dtype=np.float64)
    surface = np.nan_to_num(intensity_surface(raster, points, sigma_m, weights=weights)) * M2_PER_KM2
    rows, columns = raster.inside.shape
    return {
        "west": raster.minx,
        "south": raster.miny,
        "cell": raster.cell_m,
        "columns": columns,
        "rows": rows,
        "values": [float(f"{value:.3g}") if value > 1e-4 else 0 for value in surface.ravel()],
        "max": float(surface.max()),
        "sigma_m": sigma_m,
    }
