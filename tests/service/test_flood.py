"""A flood from one place: what is stored is the limit, by whichever of several processes it came; others get in.

Real granian with several workers and the limits as they are by default; the limit is counted in the database.
"""

from __future__ import annotations

import http.client
import json
import re
import threading
import time
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlalchemy import text

from service.config import Settings
from tests.conftest import TownDatabase
from tests.factories.world import lonlat_in
from tests.servers import running_service

FLOOD = 1000
FLOOD_S = 60
LIMIT = Settings.pins_per_hour
FLOODER, OTHER = "192.0.2.1", "192.0.2.2"
WORKERS = 3
#: The proxy that names the client; without one every request would come from this machine.
PROXIED = {"ALUEKARTTA_TRUSTED_PROXIES": "1", "ALUEKARTTA_PINS_PER_HOUR": str(LIMIT)}


class Sender:
    """A program at an address, over one connection that stays open. It may name more addresses than its own."""

    def __init__(self, url: str, address: str) -> None:
        self.connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
        self.headers = {"X-Forwarded-For": address}
        answer, page = self.ask("GET", "/about", None, {"Accept": "text/html"})
        cookies = [value.partition(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie"]
        found = re.search(rb'<meta name="csrf-token" content="([^"]+)"', page)
        assert found
        self.headers |= {"Cookie": "; ".join(cookies), "X-CSRF-Token": found[1].decode()}

    def ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> tuple[Any, bytes]:
        """The answer and its body."""
        self.connection.request(method, path, body, {**self.headers, **headers})
        answer = self.connection.getresponse()
        return answer, answer.read()

    def pin(self, number: int) -> tuple[int, str | None, dict[str, Any]]:
        """Send an idea; the status, Retry-After and the JSON of the answer."""
        place = lonlat_in("05", 10 + number % 97 * 10, 10 + number // 97 * 10)
        body = json.dumps({"text": f"Tulva {number}", "theme": "green", "lonlat": list(place)}).encode()
        headers = {"Content-Type": "application/json", "Idempotency-Key": uuid.uuid4().hex}
        answer, said = self.ask("POST", "/api/pins", body, headers)
        return answer.status, answer.getheader("Retry-After"), json.loads(said)


def stored(town: TownDatabase) -> int:
    with town.session() as db:
        return int(db.execute(text("SELECT count(*) FROM service.pin")).scalar_one())


@pytest.mark.parametrize("first", ["", "203.0.113.9, "], ids=["plain", "with a made-up address before its own"])
def test_of_a_thousand_ideas_in_a_minute_the_limit_is_stored(town: TownDatabase, first: str) -> None:
    count = FLOOD if not first else 2 * LIMIT
    with running_service(town.settings, workers=WORKERS, more=PROXIED) as service:
        senders: list[Sender] = []
        local, numbers, started = threading.local(), iter(range(count)), time.monotonic()

        def flood(number: int) -> tuple[int, str | None, dict[str, Any]]:
            if not hasattr(local, "sender"):
                ahead = first.replace("9", str(threading.get_ident() % 200)) if first else ""
                local.sender = Sender(service.url, f"{ahead}{FLOODER}")
                senders.append(local.sender)
            return local.sender.pin(number)  # type: ignore[no-any-return]

        with ThreadPoolExecutor(2 * WORKERS) as pool:
            answers = list(pool.map(flood, numbers))
        for sender in senders:
            sender.connection.close()
        took = time.monotonic() - started
        print(f"{count} ideas in {took:.1f} s")
        assert took < FLOOD_S, "slower than a flood: it proves less"
        assert Counter(status for status, _, _ in answers) == {201: LIMIT, 429: count - LIMIT}
        assert stored(town) == LIMIT
        for status, wait, said in answers:
            if status == 429:
                assert wait is not None and 0 < int(wait) <= 3600
                assert said["detail"].startswith("Olet lähettänyt paljon lyhyessä ajassa.")
        other = Sender(service.url, OTHER)
        assert other.pin(1)[0] == 201, "somebody else is kept out"
        other.connection.close()
        assert stored(town) == LIMIT + 1
