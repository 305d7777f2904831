"""A municipality's statistical units and figures, kept in memory while they stay the same.

Reading 65 boundaries and thousands of figures for every stroke of a pen would be most of the work; one small
query tells instead whether anything changed.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from boundaries.units import Units, units_of
from geo.interpolation import Figures, figures
from layers.indicators.queries import StatisticsFrame, statistics_frame, statistics_stamp
from service.areas.facts.catalogue import columns_needed

KEPT = 16
_lock = threading.Lock()
_kept: dict[tuple[str, int], tuple[tuple[object, ...], Zones]] = {}


@dataclass(frozen=True, slots=True)
class Zones:
    """Units and the figures in them, in the same order."""

    units: Units
    frame: StatisticsFrame

    def has(self, columns: tuple[str, ...]) -> bool:
        """Whether the municipality has figures of all these columns."""
        return all(column in self.frame.values for column in columns)

    def values(self, columns: tuple[str, ...]) -> NDArray[np.float64]:
        """The sum of columns by unit; NaN where any of them is hidden or missing."""
        return np.sum([self.frame.values[column] for column in columns], axis=0)

    def figures(self, columns: tuple[str, ...]) -> Figures:
        """The sum of columns by unit; hidden where any of them is hidden or missing."""
        return figures(self.values(columns))

    def source(self, column: str) -> str:
        """Where a column comes from."""
        return self.frame.variables[column].source

    def year(self, column: str) -> int | None:
        """The year that a column is of."""
        return self.frame.variables[column].year


def zones_of(connection: Connection, municipality_id: int) -> Zones:
    """The municipality's units with their newest figures, from memory when nothing changed."""
    key = (str(connection.engine.url), municipality_id)
    stamp = statistics_stamp(connection, municipality_id)
    with _lock:
        found = _kept.get(key)
    if found is not None and found[0] == stamp:
        return found[1]
    zones = Zones(
        units_of(connection, municipality_id),
        statistics_frame(connection, municipality_id, columns_needed()),
    )
    with _lock:
        while len(_kept) >= KEPT:
            del _kept[next(iter(_kept))]
        _kept[key] = (stamp, zones)
    return zones
