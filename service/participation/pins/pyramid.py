"""The pin pyramid: how many public pins each cell of the low zooms holds and where their mean lies.

A pin that comes or goes leaves a delta (a trigger's work, in the same transaction); a periodic roll-up
folds the deltas into the cells of every zoom. A tile adds the two, so it is right at every moment, and what
is hidden is gone at once.
"""

from __future__ import annotations

from sqlalchemy import Connection, Engine

from boundaries.database import sql
from geo.crs import METRIC

#: Finest zoom of the metric matrix that is drawn from the pyramid; beyond it pins are drawn themselves.
TOP_ZOOM = 11
#: Cells along a tile's side, so that a cell is 64 pixels wide.
CELLS_PER_TILE = 4
#: Deltas folded in one transaction: each touches up to twelve cells.
BATCH = 20_000


def fold_pin_changes(engine: Engine, batch: int = BATCH) -> int:
    """Fold all waiting deltas into the pyramid, `batch` at a time, each batch in its own transaction.

    Returns how many deltas were folded. A second roll-up that runs at the same time folds nothing.
    """
    folded = 0
    while True:
        with engine.begin() as connection:
            now = fold_batch(connection, batch)
        folded += now
        if now < batch:
            return folded


def fold_batch(connection: Connection, batch: int = BATCH) -> int:
    """Fold up to `batch` deltas inside the caller's transaction; returns how many were folded."""
    matrix = METRIC.matrix
    row = connection.execute(
        sql("service.participation.pins", "fold_pin_changes"),
        {
            "batch": batch,
            "top_zoom": TOP_ZOOM,
            "origin_x": matrix.minx,
            "origin_y": matrix.maxy,
            "side": (matrix.maxx - matrix.minx) / CELLS_PER_TILE,
        },
    ).one()
    connection.execute(sql("service.participation.pins", "remove_empty_cells"))
    return int(row.folded)
