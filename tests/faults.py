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
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from geo.crs import METRIC
from operate.cluster import Cluster
from operate.errors import OperateError
from operate.sockets import works_in
from tests.factories.pictures import jpeg
from tests.factories.world import lonlat_in

#: A place is kept if it is found within this distance: coordinates are sent with seven decimals.
MOVED_M = 0.5
#: A photo with each so manieth idea of a writer: reading one takes a process of its own.
PHOTO_EACH = 4
#: Where each kind of write is found again: what it is known by, and its place if it has one of its own. A support
#: has no text; it stands below an idea that is supported once, and the idea's own count must say the same.
_FIND = {
    "pin": "SELECT reference, ST_X(geom), ST_Y(geom) FROM service.pin WHERE body LIKE '%%' || %(mark)s || '%%'",
    "observation": "SELECT number::text, ST_X(geom), ST_Y(geom) FROM service.observation "
    "WHERE body LIKE '%%' || %(mark)s || '%%'",
    "photo": "SELECT photo.id::text, NULL, NULL FROM service.photo "
    "JOIN service.photo_file AS f ON f.photo_id = photo.id WHERE photo.alt LIKE '%%' || %(mark)s || '%%' "
    "AND length(f.full) > 0",
    "support": "SELECT p.reference, NULL, NULL FROM service.pin AS p JOIN LATERAL (SELECT count(*) AS n "
    "FROM service.support AS s WHERE s.subject_kind = 'pin' AND s.subject_id = p.id::text) AS c ON c.n > 0, "
    "generate_series(1, CASE WHEN p.support_count = c.n THEN c.n ELSE 2 END) WHERE p.reference = %(subject)s",
}
KINDS = tuple(_FIND)


@dataclass
class Entry:
    """One write: what was sent, and the reference when it was acknowledged. `subject` is what it stands below."""

    mark: str
    lonlat: tuple[float, float]
    tries: int = 0
    replayed: bool = False
    reference: str | None = None
    kind: str = "pin"
    subject: str = ""


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

    def begin(self, kind: str = "pin", subject: str = "") -> Entry:
        """A new write with a text that nothing else has, at a place of its own."""
        with self._lock:
            number = next(self._numbers)
            entry = Entry(
                f"mark-{uuid.uuid4().hex}",
                lonlat_in("05", 10 + number % 97 * 10, 10 + number // 97 % 97 * 10),
                kind=kind,
                subject=subject,
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

    def acknowledged_of(self, kind: str) -> int:
        """How many writes of a kind were acknowledged so far."""
        return sum(entry.kind == kind and entry.reference is not None for entry in self.entries)

    def compare(self, url: str) -> Verdict:
        """Compare with the database at `url`, which must be its owner's address."""
        verdict = Verdict(self.acknowledged)
        with psycopg.connect(url) as connection:
            for entry in self.entries:
                query = _FIND[entry.kind].encode()
                rows = connection.execute(query, {"mark": entry.mark, "subject": entry.subject}).fetchall()
                if len(rows) > 1:
                    verdict.double.append(entry.mark)
                if entry.reference is None:
                    continue
                mine = [row for row in rows if row[0] == entry.reference]
                if not mine:
                    verdict.lost.append(entry.mark)
                elif mine[0][1] is not None and _distance_m(entry.lonlat, mine[0][1:]) > MOVED_M:
                    verdict.moved.append(entry.mark)
        return verdict


class Writers:
    """Clients that send one thing after another, and the same one again with its key until it is answered: an idea,
    their support for it, and if they walk along, what they note; at times a photo."""

    def __init__(self, base: str, ledger: Ledger, walk: str = "", walkers: Sequence[str] = ("",) * 4) -> None:
        self.base, self.ledger, self.walk = base, ledger, walk
        self._ended = threading.Event()
        self._threads = [
            threading.Thread(target=self._write, args=(n, walker), daemon=True) for n, walker in enumerate(walkers)
        ]

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

    def _write(self, number: int, walker: str) -> None:
        client = _Client(self.base, f"192.0.2.{number + 1}", self.walk, walker)
        for turn in itertools.count():
            reference = self._sent(client, "pin")
            if reference is not None:
                self._sent(client, "support", reference)
                if turn % PHOTO_EACH == 0:
                    self._sent(client, "photo", reference)
            if walker:
                self._sent(client, "observation")
            if self._ended.is_set():
                return

    def _sent(self, client: _Client, kind: str, subject: str = "") -> str | None:
        """Send one thing until it is answered; None when the writers were told to end before that."""
        if self._ended.is_set():
            return None
        entry = self.ledger.begin(kind, subject)
        key = str(uuid.uuid4())
        while not self._ended.is_set():
            reference = client.send(entry, key)
            if reference is not None:
                self.ledger.acknowledge(entry, reference)
                return reference
            time.sleep(0.1)
        return None


class _Client:
    """A browser's worth of client: a cookie, a CSRF token, an address of its own, a walker's secret perhaps."""

    def __init__(self, base: str, address: str, walk: str = "", walker: str = "") -> None:
        self.base, self.address, self.walk, self.walker = base, address, walk, walker
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self.token = ""
        self.secrets: dict[str, str] = {}

    def send(self, entry: Entry, key: str) -> str | None:
        """Send a write; its reference when it was acknowledged, None when the answer is not known."""
        entry.tries += 1
        path, body, headers = self._written(entry, key)
        try:
            self.token = self.token or self._fetched_token()
            headers |= {"X-CSRF-Token": self.token, "Idempotency-Key": key, "X-Forwarded-For": self.address}
            request = urllib.request.Request(f"{self.base}{path}", body, headers)  # noqa: S310
            with self.opener.open(request, timeout=20) as answer:
                entry.replayed = answer.headers.get("Idempotent-Replay") == "true"
                return self._reference(entry, json.load(answer))
        except urllib.error.HTTPError as error:
            if error.code not in (502, 503, 500):
                raise AssertionError(f"{entry.kind}: {error.code}: {error.read()[:500]!r}") from error
            return None
        except (OSError, http.client.HTTPException, ValueError):
            return None

    def _written(self, entry: Entry, key: str) -> tuple[str, bytes, dict[str, str]]:
        """Where a write goes, its body and the headers that it needs."""
        lon, lat = entry.lonlat
        text = f"Penkki tähän {entry.mark}"
        if entry.kind == "photo":
            body, content_type = _multipart({"alt": text}, "photo", jpeg())
            headers = {"Content-Type": content_type, "X-Edit-Token": self.secrets[entry.subject]}
            return f"/api/pins/{entry.subject}/photos", body, headers
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if entry.kind == "support":
            return f"/discussion/pin/{entry.subject}/support", b'{"wanted": "yes"}', headers
        if entry.kind == "observation":
            noted = {"id": key, "text": text, "severity": "minor", "at": "pin", "lat": lat, "lon": lon}
            path = f"/api/walks/{self.walk}/observations"
            return path, json.dumps(noted).encode(), {**headers, "Walker-Token": self.walker}
        pin = {"text": text, "theme": "green", "lonlat": [lon, lat]}
        return "/api/pins", json.dumps(pin).encode(), headers

    def _reference(self, entry: Entry, answer: dict[str, Any]) -> str:
        """What the service calls what was written."""
        if entry.kind == "pin":
            self.secrets[answer["reference"]] = str(answer["own_url"]).rpartition("key=")[2]
        known_by = {"pin": "reference", "observation": "number", "photo": "id"}
        return entry.subject if entry.kind == "support" else str(answer[known_by[entry.kind]])

    def _fetched_token(self) -> str:
        with self.opener.open(f"{self.base}/about", timeout=20) as page:
            found = re.search(r'<meta name="csrf-token" content="([^"]+)"', page.read().decode())
        if found is None:
            raise ValueError("the page carries no CSRF token")
        return found[1]


def _multipart(fields: dict[str, str], name: str, file: bytes) -> tuple[bytes, str]:
    """A form with a file, and its content type."""
    edge = uuid.uuid4().hex
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode()
        for field, value in fields.items()
    ]
    head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="a.jpg"\r\n'
    parts.append(f"{head}Content-Type: image/jpeg\r\n\r\n".encode() + file + f"\r\n--{edge}--\r\n".encode())
    return b"".join(parts), f"multipart/form-data; boundary={edge}"


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
