"""Earlier atoms of a municipality, so that they can be kept where they hold."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from layers.grids.frame import Cells, GridFrame
from layers.grids.limits import Limits
from layers.grids.models import Atom, Partition


def earlier_atoms(db: Session, municipality_id: int, frame: GridFrame, year: int, limits: Limits) -> list[Cells]:
    """The inhabited atoms of the current partition on the same grid whose year is nearest, the year itself first.

    Cells are numbered on `frame`. Empty when no partition stands on this grid with these limits.
    """
    known = db.scalars(
        select(Partition).where(
            Partition.municipality_id == municipality_id,
            Partition.is_current,
            Partition.epsg == frame.epsg,
            Partition.cell_m == frame.cell_m,
        )
    )
    fitting = [one for one in known if _fits(one, frame, limits)]
    if not fitting:
        return []
    nearest = min(fitting, key=lambda one: (abs(one.year - year), -one.id))
    old = GridFrame(nearest.epsg, nearest.west, nearest.south, nearest.cell_m, nearest.column_count, nearest.row_count)
    rows = db.scalars(
        select(Atom.cells).where(Atom.partition_id == nearest.id, Atom.is_inhabited).order_by(Atom.number)
    )
    found = (moved(np.array(cells, dtype=np.int64), old, frame) for cells in rows)
    return [cells for cells in found if cells is not None]


def _fits(one: Partition, frame: GridFrame, limits: Limits) -> bool:
    block = frame.cell_m * limits.start
    return one.limits == asdict(limits) and (one.west - frame.west) % block == (one.south - frame.south) % block == 0


def moved(cells: Cells, old: GridFrame, new: GridFrame) -> Cells | None:
    """Cells numbered on another frame of the same grid; None when they lie outside the new one."""
    row, column = np.divmod(cells, old.columns)
    row += round((old.south - new.south) / new.cell_m)
    column += round((old.west - new.west) / new.cell_m)
    if ((row < 0) | (row >= new.rows) | (column < 0) | (column >= new.columns)).any():
        return None
    return np.asarray(row * new.columns + column, dtype=np.int64)
