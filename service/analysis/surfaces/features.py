"""Surfaces as the map and machines take them."""

from __future__ import annotations

from typing import Any

import numpy as np

from service.analysis.surfaces.choices import SurfaceKind
from service.analysis.surfaces.classes import encoded, steps_of, values_of
from service.analysis.surfaces.reckoning import Surfaces

UNITS = {
    "raw": "ideas per km2",
    "rate": "ideas per 1000 people",
    "adjusted": "weighted ideas per 1000 people",
    "risk": "times what residents would suggest",
}
#: A place with less than this counts as empty: the far tail of a kernel.
NEXT_TO_NOTHING = 1e-4


def grid_of(kind: SurfaceKind, surfaces: Surfaces) -> dict[str, Any]:
    """A surface's frame and its classes as runs, as `static/js/map/heat.js` reads them.

    Returns
    -------
    ``west, south, cell`` in metres of the metric CRS, ``columns, rows``, ``steps`` (classes, the least first) and
    ``runs``: class and length in turn, row by row from the south-west; class 0 is no class.
    """
    raster, steps = surfaces.raster, steps_of(kind, surfaces)
    rows, columns = raster.inside.shape
    return {
        "west": raster.minx,
        "south": raster.miny,
        "cell": raster.cell_m,
        "columns": columns,
        "rows": rows,
        "unit": UNITS[kind],
        "steps": [step.plain() for step in steps],
        "runs": encoded(values_of(kind, surfaces), steps),
    }


def values_for_machines(kind: SurfaceKind, surfaces: Surfaces) -> dict[str, Any]:
    """The numbers of all cells, row by row from the south-west: None where there is none, and the greatest.

    On the raw surface cells outside the municipality hold 0, so that their sum times the cell's size is the number of
    ideas.
    """
    values = values_of(kind, surfaces)
    if kind == "raw":
        values = np.nan_to_num(values)
        values = np.where(values > NEXT_TO_NOTHING, values, 0.0)
    greatest = float(np.nanmax(values)) if np.isfinite(values).any() else None
    plain = [None if value != value else float(f"{value:.3g}") for value in values.ravel().tolist()]
    return {"values": plain, "max": greatest}
