"""Measure: make a large city, run the real service on it, and put each case beside its floor."""

from __future__ import annotations

import argparse
import re
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg
from flask import Flask

from operate import databases
from operate.cluster import Cluster
from service.app import create_app
from service.config import Settings
from service.migrate import upgrade
from tests.benchmarks.cases import Case, Site, all_cases, index_case
from tests.benchmarks.city import City
from tests.benchmarks.client import Refused, answer_of, measure, request
from tests.benchmarks.disparity import disparity_duels, disparity_times
from tests.benchmarks.duel import Fought, duel_table, fight
from tests.benchmarks.duels import duels
from tests.benchmarks.floor import floor_rate
from tests.benchmarks.loading import HOST, add_pins, load_city, load_finland
from tests.benchmarks.membership import membership_row
from tests.benchmarks.surfaces import cluster_duels, surface_times
from tests.benchmarks.table import Row, table
from tests.benchmarks.times import Timed, facts_times, kernel_times, sql_times, times_table
from tests.servers import running_service

CLIENTS = 4
SMALL_SHARE = 10
#: Areas of ten thousand corners that are counted and shared out, each once.
RUNS = 200
#: Seconds without anybody reading all places before they are taken to be in memory.
QUIET_S = 10
#: Seconds with one client alone.
ALONE_S = 1.5
#: The limits by person are not what is measured; each request comes from an address of its own.
MORE = {
    "ALUEKARTTA_TRUSTED_PROXIES": "1",
    "ALUEKARTTA_PINS_PER_HOUR": "1000000",
    "ALUEKARTTA_FACTS_PER_MINUTE": "1000000",
}


def main() -> int:
    """Print the table; 0 when every goal is reached, else 1."""
    options = _options()
    # So that the cluster and the service end with us, however we are ended.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    city = City(options.pins)
    small = max(1, options.pins // SMALL_SHARE)
    with _cluster() as cluster:
        settings = _settings(cluster)
        _say("making the city without its pins")
        load_city(settings.database_url, city)
        app = create_app(settings)
        has_finland = _finland(app, options.paavo)
        _say(f"adding the first {small} pins")
        add_pins(settings.database_url, city, 0, small)
        with _served(settings) as port:
            site = Site(app, city, port, 1)
            quick = {case.name: _median_ms(case, port) for case in _cases(site, small, has_finland, options.only)}
        _say(f"adding the other {options.pins - small} pins")
        add_pins(settings.database_url, city, small, options.pins)
        with _served(settings) as port:
            site = Site(app, city, port, 1)
            rows = []
            for case in _cases(site, options.pins, has_finland, options.only):
                _say(f"measuring: {case.name}")
                rows.append(_row(case, port, options, quick[case.name]))
            timed = _times(site, options, rows)
        if options.only in "disparity:":
            _say("measuring: disparity")
            timed += disparity_times() + surface_times()
    print(table(rows, small, options.pins))
    if timed:
        print(f"\n{times_table(timed)}")
    fought = _duels(city, options)
    if fought:
        print(f"\n{duel_table(fought)}")
    return 0 if all(row.is_good for row in (*rows, *timed, *fought)) else 1


def _times(site: Site, options: argparse.Namespace, rows: list[Row]) -> list[Timed]:
    """Single answers about areas, with the service as it is now: before writes have changed the city."""
    if options.only not in "areas:":
        return []
    _say("measuring: areas, single answers")
    _wait_until_warm(site)
    timed = facts_times(site, _csrf_of(site.port), max(options.seconds, 3))
    timed += kernel_times(site, options.cells, RUNS) + sql_times(site, RUNS // 4)
    _say("measuring: areas, a pin's row")
    rows.append(membership_row(site, options.seconds, options.rounds))
    return timed


def _duels(city: City, options: argparse.Namespace) -> list[Fought]:
    fought = []
    about_areas = duels(replace(city, drawn_areas=options.areas), options.cells)
    for duel in [*about_areas, *disparity_duels(), *cluster_duels(options.cells)]:
        if options.only in duel.name:
            _say(f"measuring: {duel.name}, {duel.peer_name}")
            fought.append(fight(duel, options.duels))
    return fought


def _wait_until_warm(site: Site) -> None:
    """Until the service's processes have read the places of the pins, which no answer waits for."""
    reading = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE query LIKE '%COPY (%' AND state = 'active' AND pid <> pg_backend_pid()"
    )
    quiet = 0
    with psycopg.connect(site.app.config["SETTINGS"].database_url, autocommit=True) as connection:
        while quiet < QUIET_S:
            row = connection.execute(reading).fetchone()
            quiet = quiet + 1 if row is not None and row[0] == 0 else 0
            time.sleep(1)


def _row(case: Case, port: int, options: argparse.Namespace, ms_small: float | None) -> Row:
    row = Row(case.name, case.goal, ms_small=ms_small)
    try:
        row.ms_large = measure(port, case.requests, 1, ALONE_S).median_ms
        for _ in range(options.rounds):
            # In turns, so that what else the machine does meets both.
            if case.floor is not None:
                row.floors.append(floor_rate(case.floor, CLIENTS, options.seconds))
            row.ours.append(measure(port, case.requests, CLIENTS, options.seconds))
    except Refused as refused:
        row.problem = str(refused)
    return row


def _cases(site: Site, pins: int, has_finland: bool, only: str) -> list[Case]:
    xs, ys = site.city.places
    cases = all_cases(site, (xs[:pins], ys[:pins]), _csrf_of(site.port))
    if has_finland:
        cases.append(index_case(site))
    return [case for case in cases if only in case.name]


def _median_ms(case: Case, port: int) -> float | None:
    """The time of one answer with nobody else asking; None when it was refused."""
    try:
        return measure(port, case.requests, 1, ALONE_S).median_ms
    except Refused as refused:
        _say(f"{case.name}: {refused}")
        return None


def _csrf_of(port: int) -> Callable[[], tuple[str, str]]:
    """Gives a fresh cookie and the CSRF token that goes with it."""

    def fetch() -> tuple[str, str]:
        head, body = answer_of(port, request("/about", f"{HOST}:{port}", Accept="text/html"))
        cookie = re.search(rb"(?mi)^set-cookie: (form=[^;\r]+)", head)
        token = re.search(rb'name="csrf-token" content="([^"]+)"', body)
        assert cookie, head
        assert token, body[:500]
        return cookie[1].decode(), token[1].decode()

    return fetch


def _finland(app: Flask, paavo: Path | None) -> bool:
    if paavo is None or not paavo.exists():
        why = "no --paavo was given" if paavo is None else f"{paavo} is not there"
        _say(f"index over Finland's areas: skipped, {why}")
        return False
    _say("importing Finland's postal-code areas")
    count = load_finland(app.extensions["database"], paavo)
    _say(f"{count} areas imported")
    return True


@contextmanager
def _served(settings: Settings) -> Iterator[int]:
    with running_service(
        settings, workers=2, more=MORE, application="tests.benchmarks.service_wsgi:application"
    ) as service:
        yield int(service.url.rsplit(":", 1)[1])


@contextmanager
def _cluster() -> Iterator[Cluster]:
    """A durable cluster of this run alone, on the disk, as a city's would be."""
    with tempfile.TemporaryDirectory(prefix="aluekartta-bench-") as folder:
        home = Path(folder)
        home.chmod(0o711)
        cluster = Cluster(home / "cluster")
        cluster.initialise()
        cluster.start()
        databases.ensure_roles(cluster.url("postgres"))
        try:
            yield cluster
        finally:
            cluster.stop()


def _settings(cluster: Cluster) -> Settings:
    databases.create(cluster.url("postgres"), "bench")
    upgrade(cluster.url("bench"))
    return Settings(
        database_url=cluster.url("bench"),
        service_database_url=cluster.url("bench", "aluekartta_service"),
        public_database_url=cluster.url("bench", "aluekartta_public"),
        secret_key="only-for-measuring-" + "0" * 32,
        log_level="ERROR",
        facts_per_minute=1_000_000,
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="aluekartta bench", description=__doc__)
    parser.add_argument("--pins", type=int, default=1_000_000, help="how many pins (default: a million)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of floor and ours in turn")
    parser.add_argument("--seconds", type=float, default=5, help="seconds of each measurement")
    parser.add_argument("--paavo", type=Path, help="a GeoPackage of all of Finland's postal-code areas (paavo_2019)")
    parser.add_argument("--areas", type=int, default=5000, help="how many drawn areas the libraries are given")
    parser.add_argument("--cells", type=int, default=300_000, help="how many cells the statistical grid has")
    parser.add_argument("--duels", type=int, default=1, help="rounds of a library and ours in turn")
    parser.add_argument("--only", default="", help="only cases whose name holds this")
    return parser.parse_args()


_began = time.monotonic()


def _say(what: str) -> None:
    print(f"[{time.monotonic() - _began:6.1f} s] {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
