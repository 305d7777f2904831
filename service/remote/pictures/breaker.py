"""Leaving a service in peace that does not answer, so that waiting for it costs nobody anything."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

PATIENCE = 2
FIRST_PAUSE_S = 15.0
LONGEST_PAUSE_S = 300.0


@dataclass(slots=True)
class _State:
    failures: int = 0
    until: float = 0.0


class Breaker:
    """By host: after PATIENCE failures in a row nothing is asked for a while, then one question tries again."""

    def __init__(self) -> None:
        self._states: dict[object, _State] = {}
        self._lock = threading.Lock()

    def may_ask(self, host: object) -> bool:
        """Whether the host may be asked now; when a pause is over, the first who asks is the one that tries."""
        with self._lock:
            state = self._states.get(host)
            if state is None or state.failures < PATIENCE:
                return True
            if time.monotonic() < state.until:
                return False
            state.until = time.monotonic() + FIRST_PAUSE_S
            return True

    def answered(self, host: object) -> None:
        """The host is well."""
        with self._lock:
            self._states.pop(host, None)

    def failed(self, host: object) -> None:
        """The host did not answer; each further time the pause is twice as long."""
        with self._lock:
            state = self._states.setdefault(host, _State())
            state.failures += 1
            pause = FIRST_PAUSE_S * 2.0 ** min(10, max(0, state.failures - PATIENCE))
            state.until = time.monotonic() + min(pause, LONGEST_PAUSE_S)
