"""What must be asked of a file of cells before its figures are believed."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.columns import Flags, Floats

#: People on a square kilometre above which a cell is a placeholder and not a place: twice the density of the
#: fullest city blocks of the world.
MOST_PER_KM2 = 200_000.0


def impossible_density(people: ArrayLike, cell_m: float, most_per_km2: float = MOST_PER_KM2) -> Flags:
    """Cells with more people than can live there: publishers keep those without a known home in one cell."""
    counts = np.asarray(people, dtype=np.float64)
    return np.asarray(counts > most_per_km2 * (cell_m / 1000) ** 2, dtype=np.bool_)


def repeated_cells(cells: ArrayLike) -> Flags:
    """True for every cell index that stood in the file before; adding it again would count people twice."""
    given = np.asarray(cells)
    _values, first = np.unique(given, return_index=True)
    repeated = np.ones(given.shape, dtype=np.bool_)
    repeated[first] = False
    return repeated


def hidden_by_code(columns: NDArray[np.float64], codes: ArrayLike) -> tuple[Floats, Flags]:
    """Read a group of columns that its publisher hides together.

    A row is hidden when all its columns hold one and the same code: nine ages of 99 people each are a code, a
    single 99 among others is people. Codes below 0 can never be counts, so one alone hides its row.

    Parameters
    ----------
    columns : (rows, columns); NaN where a cell is empty.
    codes : numbers that stand for a hidden figure.

    Returns
    -------
    Figures with NaN where there is no number, and which rows are hidden. A row with any other negative
    number or an empty cell is NaN there without being hidden: it is missing.
    """
    values = np.array(columns, dtype=np.float64, ndmin=2)
    hidden = np.zeros(len(values), dtype=np.bool_)
    for code in np.atleast_1d(np.asarray(codes, dtype=np.float64)):
        same = values == code
        hidden |= same.any(axis=1) if code < 0 else same.all(axis=1)
    values[hidden] = np.nan
    values[values < 0] = np.nan
    return values, hidden
