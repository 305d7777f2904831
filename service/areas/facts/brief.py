"""Residents and holiday homes of many areas at once, for lists; kept while nothing changes."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import shapely
from sqlalchemy import Connection

from boundaries.database import sql
from service.areas.facts.catalogue import HOLIDAY_HOMES_COUNT, RESIDENTS_COUNT
from service.areas.facts.compute import Overlaps, count_of
from service.areas.facts.model import Fact
from service.areas.facts.zones import zones_of

Brief = tuple[Fact, ...]
KEPT = 16
_lock = threading.Lock()
_kept: dict[tuple[str, int], tuple[tuple[object, ...], dict[int, Brief]]] = {}


def briefs_of(connection: Connection, municipality_id: int, version_ids: Sequence[int]) -> dict[int, Brief]:
    """Residents, and beside them holiday homes, by boundary version; empty where there are no statistics."""
    zones = zones_of(connection, municipality_id)
    key = (str(connection.engine.url), municipality_id)
    with _lock:
        stamp, known = _kept.get(key, ((), {}))
    found = dict(known) if stamp == zones.stamp else {}
    lacking = [one for one in version_ids if one not in found]
    if lacking:
        values = {"municipality_id": municipality_id, "version_ids": lacking}
        for row in connection.execute(sql("service.areas", "outlines_of"), values):
            overlaps = Overlaps(zones, shapely.from_wkb(bytes(row.wkb)))
            ordered = zones.published_first() if overlaps.is_of_whole_units else zones
            made = (count_of(ordered, overlaps, spec) for spec in (RESIDENTS_COUNT, HOLIDAY_HOMES_COUNT))
            found[row.version_id] = tuple(fact for fact in made if fact is not None)
        with _lock:
            while len(_kept) >= KEPT and key not in _kept:
                del _kept[next(iter(_kept))]
            _kept[key] = (zones.stamp, found)
    return {one: found[one] for one in version_ids if one in found}
