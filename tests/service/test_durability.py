"""What was acknowledged survives the web worker's and the database's sudden death, and the proof can fail.

Real granian, the real service, a durable cluster of the test's own; a ledger of every acknowledged write. The
negative control is a database that is allowed to lose: there the ledger must find losses, or it proves nothing.
"""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from geoalchemy2.shape import from_shape
from shapely.geometry import LineString

from geo.crs import METRIC
from operate import databases
from operate.cluster import Cluster
from service.config import Settings
from service.db import Database, UnsafeDatabase
from service.migrate import upgrade
from service.participation.walks.along.walkers import join_walk
from service.participation.walks.models import Walk
from tests.conftest import settings_for
from tests.factories.world import lonlat_in, make_world
from tests.faults import KINDS, Ledger, Writers, kill_database, kill_workers, start_again
from tests.servers import environment_of, running_service

REAL = "service.wsgi:application"
WALK = "kavely"
#: Each writer has an address of its own; the limits by person are not what is tested here.
MORE = {"ALUEKARTTA_PINS_PER_HOUR": "1000000", "ALUEKARTTA_TRUSTED_PROXIES": "1"}
#: What a service must manage after the database answers again.
RECOVERY_S = 10.0
#: A worker that was killed too must load the whole service first, on a machine that does other things as well.
WORKER_START_S = 20.0


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """A cluster on the disk that keeps what it has promised."""
    home = Path(tempfile.mkdtemp(prefix="aluekartta-durable-", dir=tempfile.gettempdir()))
    home.chmod(0o711)
    own = Cluster(home, durable=True, shared_buffers="64MB")
    own.initialise()
    own.start()
    databases.ensure_roles(own.url("postgres"))
    yield own
    own.stop()
    if own.run_directory.parent != own.home:
        shutil.rmtree(own.run_directory, ignore_errors=True)
    shutil.rmtree(home)


@pytest.fixture
def tokens() -> list[str]:
    """The secrets of those who walk along, filled when the town is made."""
    return []


@pytest.fixture
def settings(cluster: Cluster, tokens: list[str]) -> Settings:
    """Settings of a service on a database with the made-up town in that cluster, where a walk is being walked."""
    databases.create(cluster.url("postgres"), "town")
    upgrade(cluster.url("town"))
    database = Database(settings_for(*[cluster.url("town")] * 3))
    with database.session() as db:
        home = make_world(db)
        route = LineString([METRIC.from_lonlat(*lonlat_in("05", *at)) for at in ((5, 5), (995, 995))])
        walk = Walk(
            municipality_id=home.id, slug=WALK, title="Kävely", walked_at=dt.datetime.now(dt.UTC), light="light",
            participant_count=0, state="open", route=from_shape(route, METRIC.epsg),
        )  # fmt: skip
        db.add(walk)
        db.flush()
        tokens[:] = [join_walk(db, walk, ["resident"])[1] for _ in range(4)]
    database.close()
    roles = (cluster.url("town", role) for role in ("aluekartta", "aluekartta_service", "aluekartta_public"))
    return settings_for(*roles)


#: The server takes a worker that dies within 5.5 s of its start for a crash loop and ends, so that whoever
#: watches over it (systemd) starts it anew. Two deaths in a row here are meant as two faults.
CRASH_LOOP_S = 6.0


def test_what_was_acknowledged_survives_the_workers_death(
    cluster: Cluster, settings: Settings, tokens: list[str]
) -> None:
    ledger = Ledger()
    with (
        running_service(settings, workers=2, more=MORE, application=REAL) as service,
        Writers(service.url, ledger, WALK, tokens) as writers,
    ):
        # One of two, the other one, and both at once.
        for acknowledged, victims in ((40, 1), (80, 1), (120, 2)):
            writers.until(acknowledged)
            assert kill_workers(service.process.pid, victims) == victims
            time.sleep(CRASH_LOOP_S)
        writers.until(160)
    verdict = ledger.compare(settings.database_url)
    assert verdict.acknowledged >= 160
    assert verdict.is_clean, verdict
    assert any(entry.tries > 1 for entry in ledger.entries), "no write was cut: the fault did not happen"
    assert all(ledger.acknowledged_of(kind) for kind in KINDS), "a kind of write was never tried"


def test_what_was_acknowledged_survives_the_databases_death_and_the_workers_with_it(
    cluster: Cluster, settings: Settings, tokens: list[str]
) -> None:
    ledger = Ledger()
    with (
        running_service(settings, workers=2, more=MORE, application=REAL) as service,
        Writers(service.url, ledger, WALK, tokens) as writers,
    ):
        # The database alone, with one of the workers, alone again, and with both of them.
        for acknowledged, victims in ((40, 0), (80, 1), (120, 0), (160, 2)):
            writers.until(acknowledged)
            assert kill_workers(service.process.pid, victims) == victims
            kill_database(cluster)
            time.sleep(0.5)
            start_again(cluster)
            back_at, before = time.monotonic(), ledger.acknowledged
            writers.until(before + 1)
            allowed = RECOVERY_S + (WORKER_START_S if victims else 0)
            assert ledger.acknowledged_at[before] - back_at <= allowed
            time.sleep(CRASH_LOOP_S if victims else 0)
        writers.until(200)
    verdict = ledger.compare(settings.database_url)
    assert verdict.acknowledged >= 200
    assert verdict.is_clean, verdict
    assert any(entry.tries > 1 for entry in ledger.entries), "no write was cut: the fault did not happen"
    assert all(ledger.acknowledged_of(kind) for kind in KINDS), "a kind of write was never tried"


def test_a_database_that_may_lose_is_refused(cluster: Cluster, settings: Settings) -> None:
    for name in ("synchronous_commit", "full_page_writes", "fsync"):
        _set(cluster, name, "off")
        database = Database(settings)
        with pytest.raises(UnsafeDatabase, match=f"{name}=off"):
            database.check_durability()
        database.close()
        started = subprocess.run(
            [sys.executable, "-c", "import service.wsgi"],
            env=environment_of(settings, 8000),
            capture_output=True,
            text=True,
            check=False,
        )
        assert started.returncode != 0
        assert f"{name}=off" in started.stderr
        _set(cluster, name, "on")
    database = Database(settings)
    database.check_durability()
    database.close()


def test_the_ledger_finds_what_a_careless_database_loses(cluster: Cluster, settings: Settings) -> None:
    """The negative control: commits that are answered before they are written, and then the power goes."""
    _set(cluster, "synchronous_commit", "off")
    _set(cluster, "wal_writer_delay", "10s")
    _set(cluster, "wal_writer_flush_after", "1GB")
    ledger = Ledger()
    with running_service(settings, workers=1, more=MORE) as service, Writers(service.url, ledger) as writers:
        writers.until(60)
        kill_database(cluster)
        cut = ledger.acknowledged
    start_again(cluster)
    verdict = ledger.compare(settings.database_url)
    assert cut >= 60
    assert verdict.lost, "the ledger found nothing lost: it could not find anything"
    assert len(verdict.lost) <= verdict.acknowledged


def _set(cluster: Cluster, name: str, value: str) -> None:
    with psycopg.connect(cluster.url("postgres"), autocommit=True) as connection:
        connection.execute(f"ALTER SYSTEM SET {name} = '{value}'".encode())
        connection.execute("SELECT pg_reload_conf()")
    until = time.monotonic() + 10
    while time.monotonic() < until:
        with psycopg.connect(cluster.url("postgres"), autocommit=True) as connection:
            now = connection.execute("SELECT setting FROM pg_settings WHERE name = %s", (name,)).fetchone()
        if now is not None and (now[0] == value or name.startswith("wal_")):
            return
        time.sleep(0.05)
    raise AssertionError(f"{name} is not {value}")
