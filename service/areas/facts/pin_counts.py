"""Counting pins in drawn shapes without asking for the pins: their places are kept in this process.

Each count first asks the database what changed since the places were read (one small query), so that it never
shows less than a list read at the same moment would: a pin that was hidden is gone from the next count. Where
the places are not in memory yet, or cannot be brought up to date, the caller counts in SQL, and a thread of
this process reads them meanwhile.
"""

from __future__ import annotations

import logging
import threading
import time

from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection, Engine, text

from service.areas.facts.pin_places import MANY_CHANGES, Category, PinPlaces, PlacesDiffer, indexed, worked_in
from service.db import Database
from service.participation.pins.shown_places import changes_since, places_now

#: Places kept by one process, over all municipalities: 30 bytes each and at most 16 MB of positions.
MOST_PLACES = 4_000_000
#: Seconds before places that could not be read are tried again.
PATIENCE_S = 30.0

_log = logging.getLogger(__name__)
_started: dict[str, PinCounts] = {}


def start(database: Database) -> PinCounts:
    """Keep places of this database's pins in this process from now on, and begin to read them."""
    engine = database.public_engine
    counts = _started.setdefault(str(engine.url), PinCounts(engine))
    counts.want_all()
    return counts


def stop(database: Database) -> None:
    """Keep them no longer."""
    found = _started.pop(str(database.public_engine.url), None)
    if found is not None:
        found.close()


def counts_for(connection: Connection) -> PinCounts | None:
    """The counts of a connection's database; None where this process keeps none."""
    return _started.get(str(connection.engine.url))


class PinCounts:
    """Places by municipality, and the thread that reads them and works changes in."""

    def __init__(self, engine: Engine, most: int = MOST_PLACES) -> None:
        self._engine = engine
        self._most = most
        self._held: dict[int, PinPlaces] = {}
        self._tried: dict[int, float] = {}
        self._wanted: dict[int | None, None] = {}
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._closed = False

    def count(self, connection: Connection, municipality_id: int, shape: BaseGeometry) -> dict[Category, int] | None:
        """How many shown pins lie in a valid polygon of the metric CRS at this moment, by category.

        Parameters
        ----------
        connection : of the public role, which writes nothing and holds no snapshot of its own.

        Returns None when the places are not in memory or too far behind.
        """
        held = self._held.get(municipality_id)
        if held is None:
            self._want(municipality_id)
            return None
        news = changes_since(connection, municipality_id, held.snapshot)
        if news is None:
            with self._changed:
                if self._held.get(municipality_id) is held:
                    del self._held[municipality_id]
            self._want(municipality_id)
            return None
        now = held.later(*news)
        with self._changed:
            # Another thread may have got further: then what it knows stays, and this answer is still right.
            if self._held.get(municipality_id) is held:
                self._held[municipality_id] = now
        if len(now.changes) > MANY_CHANGES:
            self._want(municipality_id)
        return now.count(shape)

    def is_warm(self, municipality_id: int) -> bool:
        """Whether the places are in memory."""
        return municipality_id in self._held

    def want_all(self) -> None:
        """Read the places of every municipality in the background."""
        self._want(None)

    def read(self, municipality_id: int) -> bool:
        """Read all places now; returns whether they are kept."""
        room = self._most - sum(len(held.index) for key, held in self._held.items() if key != municipality_id)
        found = places_now(self._engine, municipality_id, max(0, room))
        if found is None:
            return False
        held = indexed(*found)
        with self._changed:
            self._held[municipality_id] = held
        return True

    def work_in(self, municipality_id: int) -> None:
        """Work what changed into the index; what comes meanwhile stays a change."""
        before = self._held.get(municipality_id)
        if before is None:
            return
        try:
            made = worked_in(before)
        except PlacesDiffer:
            with self._changed:
                self._held.pop(municipality_id, None)
            raise
        with self._changed:
            now = self._held.get(municipality_id)
            if now is not None and now.index is before.index:
                self._held[municipality_id] = made.later(now.snapshot, now.changes[len(before.changes) :])

    def close(self) -> None:
        """End the thread once it is done with what it does now."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        if self._thread is not None:
            self._thread.join()

    def _want(self, municipality_id: int | None) -> None:
        with self._changed:
            tried = self._tried.get(municipality_id) if municipality_id is not None else None
            if self._closed or (tried is not None and time.monotonic() - tried < PATIENCE_S):
                return
            self._wanted[municipality_id] = None
            # After a fork the thread is the parent's.
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, name="pin-places", daemon=True)
                self._thread.start()
            self._changed.notify()

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._wanted or self._closed)
                if self._closed:
                    return
                municipality_id = next(iter(self._wanted))
                del self._wanted[municipality_id]
            try:
                self._do(municipality_id)
            except Exception:
                # The count in SQL goes on; what went wrong is told once in PATIENCE_S.
                _log.warning("places of pins could not be kept in memory", exc_info=True)

    def _do(self, municipality_id: int | None) -> None:
        if municipality_id is None:
            with self._engine.connect() as connection:
                for (one,) in connection.execute(text("SELECT id FROM municipality ORDER BY id")).all():
                    self._want(one)
        elif municipality_id in self._held:
            self.work_in(municipality_id)
        else:
            with self._changed:
                self._tried[municipality_id] = time.monotonic()
            self.read(municipality_id)
