"""A service that hangs, behind the real server: nobody who wants something else waits for it."""

from __future__ import annotations

import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from geo.crs import METRIC
from layers.models import Layer
from layers.remote.models import RemoteSource
from service.permissions import Actor
from service.remote.hosts import allow_host
from tests.conftest import TownDatabase
from tests.hostile import Hostile, hostile_service
from tests.servers import RunningService, running_service

KEY = "haaveet"
#: What a page may take on a machine that does other work too; a hanging service would take eight seconds.
SOON_S = 3.0


@pytest.fixture(scope="module")
def hostile() -> Iterator[Hostile]:
    with hostile_service() as running:
        yield running


@pytest.fixture
def service(town: TownDatabase, hostile: Hostile) -> Iterator[RunningService]:
    with town.session() as db:
        home = db.query(Layer.municipality_id).limit(1).scalar() or 1
        allow_host(db, Actor(home), host="127.0.0.1", port=hostile.port)
        layer = Layer(
            municipality_id=home, key=KEY, kind="remote", names={"fi": "Taso"}, source="x", licence="", attribution=""
        )
        db.add(layer)
        db.flush()
        db.add(
            RemoteSource(
                layer_id=layer.id, municipality_id=home, kind="wms", version="1.3.0", address=hostile.at("hang"),
                name="x", format="image/png", epsg=METRIC.epsg,
            )
        )  # fmt: skip
        db.commit()
    inside = {"ALUEKARTTA_REMOTE_INSIDE_HOSTS": f"127.0.0.1:{hostile.port}"}
    with running_service(town.settings, more=inside) as running:
        yield running


def timed(url: str) -> float:
    started = time.monotonic()
    with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310
        answer.read()
    return time.monotonic() - started


def test_a_hanging_service_holds_up_nobody_else(service: RunningService) -> None:
    tiles = [f"{service.url}/remote/{KEY}/10/{500 + n}/400.png" for n in range(24)]
    timed(f"{service.url}/about")
    with ThreadPoolExecutor(len(tiles)) as threads:
        waiting = [threads.submit(timed, one) for one in tiles]
        time.sleep(0.2)
        pages = [timed(f"{service.url}/about") for _ in range(5)]
        taken = [one.result() for one in waiting]
    assert max(pages) < SOON_S, pages
    assert max(taken) < 2 * SOON_S, taken
    assert sorted(taken)[len(taken) // 2] < SOON_S, "most are answered at once, without their picture"
