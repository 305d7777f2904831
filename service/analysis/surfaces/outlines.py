"""Lines around the places where chance would not do it."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.columns import Flags
from geo.crs import METRIC
from geo.density import RelativeRisk, RiskState
from geo.grids import Raster

LONLAT_GRID = 1e-5
#: Corners of cells are rounded off by this part of a cell, so that a line does not look surer than it is.
ROUNDING_CELLS = 1.5
WAYS = ((RiskState.MORE, "more"), (RiskState.LESS, "less"))


def significant(raster: Raster, risk: RelativeRisk | None) -> dict[str, Any]:
    """What is surely more, and surely less, than residents would suggest.

    Returns
    -------
    ``features`` (GeoJSON lines in WGS 84 with `way` more or less), and for each way its ``places`` and ``km2``.
    """
    found: dict[str, Any] = {"features": {"type": "FeatureCollection", "features": []}}
    for state, way in WAYS:
        cells = np.zeros(raster.inside.shape, dtype=np.bool_) if risk is None else risk.state == state
        shape = outline_of(raster, cells)
        parts = [] if shape.is_empty else list(shapely.get_parts(shape))
        found[way] = {"places": len(parts), "km2": round(float(cells.sum()) * raster.cell_m**2 / 1e6, 2)}
        found["features"]["features"].extend(_line(part, way) for part in parts)
    return found


def outline_of(raster: Raster, cells: Flags) -> BaseGeometry:
    """The cells as one shape in metres with its corners rounded off; empty for no cells."""
    rows, starts, ends = _row_runs(cells)
    boxes = shapely.box(
        raster.minx + starts * raster.cell_m,
        raster.miny + rows * raster.cell_m,
        raster.minx + ends * raster.cell_m,
        raster.miny + (rows + 1) * raster.cell_m,
    )
    around = ROUNDING_CELLS * raster.cell_m
    # Out and in again, so that the shape keeps its size and loses its steps.
    shape = shapely.union_all(boxes).buffer(around).buffer(-around)
    return shapely.simplify(shape, raster.cell_m / 4)


def _row_runs(cells: Flags) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Row, first column and the column after the last of each run of cells."""
    edges = np.diff(np.pad(cells.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    rows, starts = np.nonzero(edges == 1)
    _, ends = np.nonzero(edges == -1)
    return rows, starts, ends


def _line(part: BaseGeometry, way: str) -> dict[str, Any]:
    lonlat = shapely.set_precision(METRIC.geometry_to_lonlat(part.boundary), LONLAT_GRID, mode="pointwise")
    return {"type": "Feature", "properties": {"way": way}, "geometry": shapely.geometry.mapping(lonlat)}
