"""`doctor`: looks at everything that has gone wrong before, and names the cure."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from operate import databases, environment, files, ports, postgres, processes, settings
from operate.environment import OLDEST_PYTHON
from operate.errors import OperateError
from operate.paths import Places
from operate.up import DEFAULT_PORT, migration_mark

LEAST_FREE_SHARE = 0.10
# With one of these off, a write that was acknowledged can be lost when the machine stops.
DURABILITY = ("fsync", "full_page_writes", "synchronous_commit")


@dataclass(frozen=True)
class Finding:
    """Something that is wrong. Params: `fact` and `cure` are sentences."""

    fact: str
    cure: str


def report(places: Places) -> int:
    """Print all findings; return 0 if there are none and 1 otherwise."""
    found = findings(places)
    for one in found:
        print(f"- {one.fact}\n  {one.cure}")
    if not found:
        print("Nothing is wrong.")
    return 1 if found else 0


def findings(places: Places) -> list[Finding]:
    """Return what is wrong, most basic first. Changes nothing; a check that cannot be made says so."""
    checks: list[Callable[[Places], Iterator[Finding]]] = [
        _python,
        _disk,
        _environment,
        _server,
        _database,
        _web,
    ]
    found: list[Finding] = []
    for check in checks:
        try:
            found += check(places)
        except OperateError as error:
            found.append(Finding(error.fact, error.cure or "See ./aluekartta logs."))
    return found


def _python(_places: Places) -> Iterator[Finding]:
    if sys.version_info < OLDEST_PYTHON:
        yield Finding(f"Python {sys.version.split()[0]} is too old.", "Install Python 3.11 or newer.")


def _disk(places: Places) -> Iterator[Finding]:
    usage = shutil.disk_usage(places.home)
    share = usage.free / usage.total
    if share < LEAST_FREE_SHARE:
        yield Finding(
            f"Only {share:.0%} of the disk of {places.home} is free ({usage.free / 1e9:.1f} GB).",
            "Make room: the service reports itself unwell below 10 %, and PostgreSQL stops when it is full.",
        )


def _environment(places: Places) -> Iterator[Finding]:
    if not places.python.exists():
        yield Finding(f"There is no Python environment at {places.venv}.", "Run ./aluekartta up.")
    elif not environment.is_current(places):
        yield Finding(
            f"The Python environment does not hold what {environment.RUNTIME} asks for.",
            "Run ./aluekartta up.",
        )


def _server(places: Places) -> Iterator[Finding]:
    if settings.external_url():
        settings.check_external(places)
        return
    servers = postgres.installed_servers()
    if not servers:
        yield Finding("PostgreSQL is not installed.", "Run ./aluekartta up as root or with sudo.")
    elif not any(postgres.has_postgis(one) for one in servers):
        version = servers[-1].parent.name
        cure = f"Run ./aluekartta up as root or with sudo, or: apt-get install postgresql-{version}-postgis-3"
        yield Finding("PostGIS is not installed.", cure)
    elif (made_by := places.cluster.version) and made_by not in {int(one.parent.name) for one in servers}:
        cure = f"Install postgresql-{made_by} and postgresql-{made_by}-postgis-3, back up, and restore."
        yield Finding(f"The data is of PostgreSQL {made_by}, which is not installed.", cure)


def _database(places: Places) -> Iterator[Finding]:
    if settings.external_url() is None:
        cluster = places.cluster
        if not cluster.is_initialised():
            yield Finding("There is no database yet.", "Run ./aluekartta up.")
            return
        if cluster.process_id() is None:
            said = files.tail(cluster.log, 3)
            yield Finding("The database does not run." + (f" Its log ends: {said}" if said else ""), "./aluekartta up")
            return
    url = settings.database_url(places)
    for name in DURABILITY:
        if databases.query(url, "SELECT current_setting(:'name');", name=name) == [["off"]]:
            yield Finding(
                f"The database has {name} off: acknowledged writes can be lost.",
                f"Set {name} = on in postgresql.conf; the service does not start until it is.",
            )
    if places.stamp("migrated") != migration_mark(places):
        yield Finding("The database is not at the newest schema.", "Run ./aluekartta up, which migrates it.")


def _web(places: Places) -> Iterator[Finding]:
    found = processes.running("web", places)
    if found is None:
        port = int(places.stamp("port") or DEFAULT_PORT)
        if not ports.is_port_free(settings.host(), port):
            yield Finding(
                f"Port {port} is taken by {ports.who_listens(port)}.",
                f"Stop that program, or take another port: ./aluekartta up --port {port + 1}",
            )
        yield Finding("The web service does not run.", "Run ./aluekartta up.")
    else:
        status, answer = ports.health(found.about["host"], int(found.about["port"]))
        if status != 200:
            yield Finding(
                f"The web service is not well (HTTP {status}): {answer.strip()}", "See ./aluekartta logs web."
            )
    if processes.running("worker", places) is None:
        yield Finding("The worker does not run: nothing is sent or computed.", "Run ./aluekartta up.")
