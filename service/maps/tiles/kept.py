"""Tiles that this process drew a moment ago, for layers in which nothing is ever hidden."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Hashable

from service.maps.tiles.answers import Body

MOST_BYTES = 32 * 1024 * 1024


class KeptTiles:
    """A small store by address: each tile until its time is up, the oldest out when room is short."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self.most_bytes = most_bytes
        self._kept: OrderedDict[Hashable, tuple[float, Body]] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Body | None:
        """The kept tile, or None when there is none or its time is up."""
        with self._lock:
            found = self._kept.get(key)
        return found[1] if found and time.monotonic() < found[0] else None

    def keep(self, key: Hashable, body: Body, seconds: float) -> None:
        """Keep a tile for so many seconds."""
        with self._lock:
            self._drop(key)
            self._kept[key] = (time.monotonic() + seconds, body)
            self._bytes += _size(body)
            while self._bytes > self.most_bytes:
                self._drop(next(iter(self._kept)))

    def _drop(self, key: Hashable) -> None:
        gone = self._kept.pop(key, None)
        if gone is not None:
            self._bytes -= _size(gone[1])


def _size(body: Body) -> int:
    # Twice: its compressed form may come later, and is never larger by more than a few bytes.
    return 2 * len(body.content) + 500
