"""A municipality's zones and figures, kept in memory while they stay the same.

Reading 65 boundaries and thousands of figures for every stroke of a pen would be most of the work; two small
queries tell instead whether anything changed.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from boundaries.units import Units, units_of
from layers.grids.queries import partitions_of, partitions_stamp
from layers.indicators.queries import statistics_frame, statistics_stamp
from service.areas.facts.catalogue import columns_needed
from service.areas.facts.sources import UNITS, Source, source_of_atoms, source_of_units

KEPT = 16
_lock = threading.Lock()
_kept: dict[tuple[str, int], Zones] = {}


@dataclass(frozen=True, slots=True)
class Zones:
    """The postal-code areas of a municipality, and every source of figures, the finest first.

    `stamp` changes whenever any of it does.
    """

    units: Units
    sources: tuple[Source, ...]
    stamp: tuple[object, ...]

    def published_first(self) -> Zones:
        """The same with postal-code areas before grids: for a shape made of whole ones, which needs no estimate."""
        return replace(self, sources=tuple(sorted(self.sources, key=lambda source: source.method != UNITS)))

    def best(self, columns: Sequence[str]) -> Source | None:
        """The finest source that has all these columns."""
        return next((source for source in self.sources if source.has(columns)), None)


def zones_of(connection: Connection, municipality_id: int) -> Zones:
    """The municipality's zones with their newest figures, from memory when nothing changed."""
    key = (str(connection.engine.url), municipality_id)
    stamp = (*statistics_stamp(connection, municipality_id), partitions_stamp(connection, municipality_id))
    with _lock:
        found = _kept.get(key)
    if found is not None and found.stamp == stamp:
        return found
    units = units_of(connection, municipality_id)
    frame = statistics_frame(connection, municipality_id, columns_needed())
    grids = sorted(partitions_of(connection, municipality_id), key=lambda atoms: (atoms.frame.cell_m, -atoms.year))
    of_units = [source_of_units(units, frame)] if len(units) else []
    zones = Zones(units, (*(source_of_atoms(atoms) for atoms in grids if len(atoms)), *of_units), stamp)
    with _lock:
        while len(_kept) >= KEPT:
            del _kept[next(iter(_kept))]
        _kept[key] = zones
    return zones
