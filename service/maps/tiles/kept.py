"""Tiles that this process drew before, each with the state of the database that it shows.

The state is the database's own word for which transactions are seen (`pg_current_snapshot`). While it is the same,
no row of any table has come, gone or changed, so that a kept tile is what would be drawn now: what is hidden is gone
at once, in every process, and nothing has to be told that something was written. To ask for the state takes a small
share of what a tile takes.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

from service.maps.tiles.answers import Body

MOST_BYTES = 32 * 1024 * 1024


@dataclass(slots=True)
class Kept:
    """A tile, the state of the database that it shows, and until when (monotonic) nobody asks whether it still is."""

    body: Body
    state: bytes
    until: float

    @property
    def is_fresh(self) -> bool:
        """Whether it may be answered without a question to the database."""
        return time.monotonic() < self.until


class KeptTiles:
    """A small store by address: the oldest out when room is short."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self.most_bytes = most_bytes
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Kept | None:
        """The kept tile, or None when there is none; whether it still shows what is there is the caller's to ask."""
        with self._lock:
            return self._kept.get(key)

    def keep(self, key: Hashable, body: Body, state: bytes, seconds: float) -> None:
        """Keep a tile that shows a state, for so many seconds without asking whether that has changed."""
        with self._lock:
            self._drop(key)
            self._kept[key] = Kept(body, state, time.monotonic() + seconds)
            self._bytes += _size(body)
            while self._bytes > self.most_bytes:
                self._drop(next(iter(self._kept)))

    def _drop(self, key: Hashable) -> None:
        gone = self._kept.pop(key, None)
        if gone is not None:
            self._bytes -= _size(gone.body)


def _size(body: Body) -> int:
    # Twice: its compressed form may come later, and is never larger by more than a few bytes.
    return 2 * len(body.content) + 500
