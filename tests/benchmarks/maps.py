"""Tiles and features beside the bare database, tipg and pygeoapi: same tables, same run, same number of clients.

Run alone with `python -m tests.benchmarks.maps`. With `--home FOLDER` the city and the other servers stay there for
the next run. It takes nothing from the network but the other servers' packages, the first time.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from operate import databases
from operate.cluster import Cluster
from service.app import create_app
from service.config import Settings
from service.migrate import upgrade
from tests.benchmarks.cases import Site
from tests.benchmarks.city import City
from tests.benchmarks.loading import add_pins, load_city
from tests.benchmarks.map_cases import MapCase, cold_cases, feature_cases, kept_cases, largest_tiles
from tests.benchmarks.map_table import Measurement, map_table
from tests.benchmarks.peers.running import PYGEOAPI, TIPG, install, running_pygeoapi, running_tipg
from tests.servers import running_service

#: 317 x 317 units are 100,489.
UNITS_ACROSS = 317
PINS = 1_000_000
CLIENTS = 4
COLD, KEPT = "tests.benchmarks.service_wsgi:application", "service.wsgi:application"


def main() -> int:
    """Print the table; 0 when every goal is reached."""
    options = _options()
    city = City(options.pins, units_across=UNITS_ACROSS)
    with ExitStack() as stack:
        folder = options.home or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="aluekartta-maps-")))
        folder.mkdir(exist_ok=True)
        folder.chmod(0o711)
        binaries = install(folder / "peers")
        cluster = stack.enter_context(_cluster(folder, city))
        settings = _settings(cluster)
        app = create_app(settings)
        rows: list[Measurement] = []
        with _served(settings, COLD) as port:
            site = Site(app, city, port, 1)
            tipg = stack.enter_context(running_tipg(binaries[TIPG], cluster, "bench"))
            pygeoapi = stack.enter_context(running_pygeoapi(binaries[PYGEOAPI], cluster, "bench", folder))
            ports = {"ours": port, TIPG: tipg, PYGEOAPI: pygeoapi}
            rows += _measured([*cold_cases(site), *feature_cases(site)], ports, options)
            sizes = largest_tiles(site) if not options.only else []
        with _served(settings, KEPT) as port:
            rows += _measured(kept_cases(Site(app, city, port, 1)), {"ours": port}, options)
    print(map_table(rows))
    print("\n".join(line for line, _ in sizes))
    return 0 if all(row.is_good for row in rows) and all(good for _, good in sizes) else 1


def _measured(cases: list[MapCase], ports: dict[str, int], options: argparse.Namespace) -> list[Measurement]:
    rows = []
    for case in cases:
        if options.only not in case.name:
            continue
        row = Measurement(case)
        for _ in range(options.rounds):
            row.measure(ports, CLIENTS, options.seconds)
        print(f"measured: {case.name}", flush=True)
        rows.append(row)
    return rows


@contextmanager
def _served(settings: Settings, application: str) -> Iterator[int]:
    with running_service(settings, workers=2, application=application) as service:
        yield int(service.url.rsplit(":", 1)[1])


@contextmanager
def _cluster(folder: Path, city: City) -> Iterator[Cluster]:
    """A durable cluster with the city in it, made where it is not there yet."""
    cluster = Cluster(folder / "cluster")
    is_new = not cluster.is_initialised()
    if is_new:
        cluster.initialise()
    cluster.start()
    try:
        if is_new:
            databases.ensure_roles(cluster.url("postgres"))
            databases.create(cluster.url("postgres"), "bench")
        # A city that was kept may be of an earlier version.
        upgrade(cluster.url("bench"))
        if is_new:
            load_city(cluster.url("bench"), city)
            add_pins(cluster.url("bench"), city, 0, city.pins)
        yield cluster
    finally:
        cluster.stop()


def _settings(cluster: Cluster) -> Settings:
    return Settings(
        database_url=cluster.url("bench"),
        service_database_url=cluster.url("bench", "aluekartta_service"),
        public_database_url=cluster.url("bench", "aluekartta_public"),
        secret_key="only-for-measuring-" + "0" * 32,
        log_level="ERROR",
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pins", type=int, default=PINS, help="how many pins (default: a million)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds in which all take turns")
    parser.add_argument("--seconds", type=float, default=2, help="seconds of each turn")
    parser.add_argument("--home", type=Path, help="where the city and the other servers are kept")
    parser.add_argument("--only", default="", help="only cases whose name holds this")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
