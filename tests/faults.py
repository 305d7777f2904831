"""A fault ledger: clients write down every write that was acknowledged, and after a fault the ledger and the
database are compared. Lost, double and moved must be nothing.
"""

from __future__ import annotations

import http.client
import http.cookiejar
import itertools
import json
import os
import re
import signal
import threading
import time
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from geo.crs import METRIC
from operate.cluster import Cluster
from operate.errors import OperateError
from operate.sockets import works_in
from tests.factories.world import lonlat_in

#: A place is kept if it is found within this distance: coordinates are sent with seven decimals.
MOVED_M = 0.5
_FIND = """
SELECT reference, ST_X(geom), ST_Y(geom) FROM service.pin WHERE body LIKE '%%' || %(mark)s || '%%'
"""


@dataclass
class Entry:
    """One write: what was sent, and the reference when it was acknowledged."""

    mark: str
    lonlat: tuple[float, float]
    tries: int = 0
    replayed: bool = False
    reference: str | None = None


@dataclass
class Verdict:
    """What the comparison found; each list holds marks."""

    acknowledged: int
    lost: list[str] = field(default_factory=list)
    double: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether the database holds every acknowledged write once and where it was put."""
        return not (self.lost or self.double or self.moved)


class Ledger:
    """Every write that was tried; safe for several threads."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.acknowledged_at: list[float] = []
        self._lock = threading.Lock()
        self._numbers = itertools.count()

    def begin(self) -> Entry:
        """A new write with a text that nothing else has, at a place of its own."""
        with self._lock:
            number = next(self._numbers)
            entry = Entry(
                f"mark-{uuid.uuid4().hex}", lonlat_in("05", 10 + number % 97 * 10, 10 + number // 97 % 97 * 10)
            )
            self.entries.append(entry)
        return entry

    def acknowledge(self, entry: Entry, reference: str) -> None:
        """Note that the service has answered for a write."""
        with self._lock:
            entry.reference = reference
            self.acknowledged_at.append(time.monotonic())

    @property
    def acknowledged(self) -> int:
        """How many writes were acknowledged so far."""
        return len(self.acknowledged_at)

    def compare(self, url: str) -> Verdict:
        """Compare with the database at `url`, which must be its owner's address."""
        verdict = Verdict(self.acknowledged)
        with psycopg.connect(url) as connection:
            for entry in self.entries:
                rows = connection.execute(_FIND, {"mark": entry.mark}).fetchall()
                if len(rows) > 1:
                    verdict.double.append(entry.mark)
                if entry.reference is None:
                    continue
                mine = [row for row in rows if row[0] == entry.reference]
                if not mine:
                    verdict.lost.append(entry.mark)
                elif _distance_m(entry.lonlat, mine[0][1:]) > MOVED_M:
                    verdict.moved.append(entry.mark)
        return verdict


class Writers:
    """Clients that send pins one after another, and the same one again with its key until it is answered."""

    def __init__(self, base: str, ledger: Ledger, count: int = 4) -> None:
        self.base = base
        self.ledger = ledger
        self._ended = threading.Event()
        self._threads = [threading.Thread(target=self._write, args=(n,), daemon=True) for n in range(count)]

    def __enter__(self) -> Writers:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join(60)

    def until(self, acknowledged: int, seconds: float = 300) -> None:
        """Wait until so many writes were acknowledged; raises TimeoutError."""
        until = time.monotonic() + seconds
        while self.ledger.acknowledged < acknowledged:
            if time.monotonic() > until:
                raise TimeoutError(f"{self.ledger.acknowledged} of {acknowledged} writes were acknowledged")
            time.sleep(0.02)

    def _write(self, number: int) -> None:
        client = _Client(self.base, f"192.0.2.{number + 1}")
        while not self._ended.is_set():
            entry = self.ledger.begin()
            key = uuid.uuid4().hex
            while not self._ended.is_set():
                reference = client.send(entry, key)
                if reference is not None:
                    self.ledger.acknowledge(entry, reference)
                    break
                time.sleep(0.1)


class _Client:
    """A browser's worth of client: a cookie, a CSRF token, an address of its own."""

    def __init__(self, base: str, address: str) -> None:
        self.base = base
        self.address = address
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self.token = ""

    def send(self, entry: Entry, key: str) -> str | None:
        """Send a write; its reference when it was acknowledged, None when the answer is not known."""
        entry.tries += 1
        body = {"text": f"Penkki tähän {entry.mark}", "theme": "green", "lonlat": list(entry.lonlat)}
        try:
            self.token = self.token or self._fetched_token()
            request = urllib.request.Request(  # noqa: S310
                f"{self.base}/api/pins",
                json.dumps(body).encode(),
                {
                    "Content-Type": "application/json",
                    "X-CSRF-Token": self.token,
                    "Idempotency-Key": key,
                    "X-Forwarded-For": self.address,
                },
            )
            with self.opener.open(request, timeout=20) as answer:
                entry.replayed = answer.headers.get("Idempotent-Replay") == "true"
                reference: str = json.load(answer)["reference"]
                return reference
        except urllib.error.HTTPError as error:
            if error.code not in (502, 503, 500):
                raise AssertionError(f"{error.code}: {error.read()[:500]!r}") from error
            return None
        except (OSError, http.client.HTTPException, ValueError):
            return None

    def _fetched_token(self) -> str:
        with self.opener.open(f"{self.base}/about", timeout=20) as page:
            found = re.search(r'<meta name="csrf-token" content="([^"]+)"', page.read().decode())
        if found is None:
            raise ValueError("the page carries no CSRF token")
        return found[1]


def kill_workers(parent: int, most: int) -> int:
    """Kill up to `most` worker processes below a server with SIGKILL; returns how many were killed."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()[:most]
    for child in children:
        os.kill(int(child), signal.SIGKILL)
    return len(children)


def kill_database(cluster: Cluster) -> None:
    """End every process of a cluster at once, as a power cut would: nobody gets to write anything out."""
    postmaster = cluster.process_id()
    assert postmaster is not None
    os.kill(postmaster, signal.SIGSTOP)  # it must not start anything in place of what dies
    others = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    for pid in (*[one for one in others if one != postmaster and works_in(one, cluster.data)], postmaster):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    _wait_for_end(cluster)


def start_again(cluster: Cluster, seconds: float = 60) -> None:
    """Start a killed cluster; the kernel may take a moment to clear its memory away."""
    until = time.monotonic() + seconds
    while True:
        try:
            cluster.start()
        except OperateError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return


def _wait_for_end(cluster: Cluster) -> None:
    while any(works_in(int(entry.name), cluster.data) for entry in Path("/proc").iterdir() if entry.name.isdigit()):
        time.sleep(0.05)


def _distance_m(lonlat: tuple[float, float], stored: Any) -> float:
    x, y = METRIC.from_lonlat(*lonlat)
    return float(((x - stored[0]) ** 2 + (y - stored[1]) ** 2) ** 0.5)
