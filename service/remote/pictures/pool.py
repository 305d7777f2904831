"""Threads that go to other services, so that the service's own threads need not wait for them.

A thing is fetched once at a time, however many ask for it. Only a few requests wait, and not for long: the rest, and
those whose patience ends, are answered without it, while it is fetched for whoever asks next.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

import structlog

log = structlog.get_logger("aluekartta.remote")
#: Threads of a process that fetch.
WORKERS = 4
#: Things that may wait to be fetched; more would be stale before their turn.
MOST_WAITING = 64
#: Requests of a process that may wait at the same time. It has four threads; two stay free for everything else.
MOST_PATIENT = 2
PATIENCE_S = 2.5
#: So long a failure is remembered, so that it is not asked for again at once.
FAILED_S = 20.0
_MOST_REMEMBERED = 2000


@dataclass(slots=True)
class Errand:
    """Something on its way. `result` is what its work gave, None for a failure."""

    work: Callable[[], Any]
    done: threading.Event = field(default_factory=threading.Event)
    result: Any = None


class Pool:
    """Errands of one process."""

    def __init__(self) -> None:
        self._queue: queue.Queue[tuple[Hashable, Errand]] = queue.Queue(MOST_WAITING)
        self._running: dict[Hashable, Errand] = {}
        self._failed: dict[Hashable, float] = {}
        self._lock = threading.Lock()
        self._patient = threading.BoundedSemaphore(MOST_PATIENT)
        self._workers: list[threading.Thread] = []

    def fetch(self, key: Hashable, work: Callable[[], Any], seconds: float) -> tuple[Any, bool]:
        """What `work` brings, or None when it brings nothing in time; and whether it may still come.

        It does not come any more when it failed, now or a moment ago.
        """
        if self._has_failed(key):
            return None, False
        errand = self._send(key, work)
        if errand is None:
            return None, True
        if not errand.done.is_set():
            if not self._patient.acquire(blocking=False):
                return None, True
            try:
                errand.done.wait(seconds)
            finally:
                self._patient.release()
        return errand.result, not errand.done.is_set()

    def _has_failed(self, key: Hashable) -> bool:
        with self._lock:
            return self._failed.get(key, 0.0) > time.monotonic()

    def _send(self, key: Hashable, work: Callable[[], Any]) -> Errand | None:
        """Send for a thing, or join those who wait for it. None when too much waits."""
        with self._lock:
            if key in self._running:
                return self._running[key]
            errand = Errand(work)
            try:
                self._queue.put_nowait((key, errand))
            except queue.Full:
                return None
            self._running[key] = errand
            # Started late: a server forks its workers after the application is made.
            if len(self._workers) < WORKERS:
                thread = threading.Thread(target=self._work, daemon=True, name="remote")
                self._workers.append(thread)
                thread.start()
            return errand

    def _work(self) -> None:
        while True:
            key, errand = self._queue.get()
            try:
                errand.result = errand.work()
            except Exception:
                # What a service may do wrong is said by the work itself; anything else is ours, and ends no thread.
                log.exception("remote_errand_failed")
                errand.result = None
            with self._lock:
                self._running.pop(key, None)
                if errand.result is None:
                    if len(self._failed) > _MOST_REMEMBERED:
                        self._failed.clear()
                    self._failed[key] = time.monotonic() + FAILED_S
                else:
                    self._failed.pop(key, None)
            errand.done.set()
