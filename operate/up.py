"""`up`: from a fresh checkout to a healthy service, skipping every step that is already done."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from operate import databases, environment, files, packages, ports, processes, settings
from operate.cluster import OWNER
from operate.errors import OperateError
from operate.paths import Places
from operate.steps import step

CITIES = ("kuopio", "mikkeli", "lahti", "none")
DEFAULT_PORT = 8000


class PortTaken(OperateError):
    """Another program listens on the wanted port."""


@dataclass(frozen=True)
class Wishes:
    """What the operator asked for. None means: as before, or the usual if there is no before."""

    port: int | None = None
    city: str | None = None
    may_install: bool = True


def up(places: Places, wishes: Wishes, *, attached: bool = False) -> int:
    """Bring everything up and wait until it is healthy; return the port of the web service.

    Each finished step leaves a mark, written whole, so that the next run begins where this one stopped
    and a run with nothing to do asks little more than "does it still live?".
    Params: `attached` lets the processes print on this terminal.
    Errors: OperateError with a sentence for whatever stands in the way.
    """
    packages.install(places, _missing_packages(), allowed=wishes.may_install)
    environment.ensure(places, allowed=wishes.may_install)
    prepare_database(places)
    _stop_outdated(places, wishes.port)
    migrate(places)
    _load_demo(places, wishes.city)
    return _start_processes(places, wishes.port, attached=attached)


def prepare_database(places: Places) -> None:
    """Make and start the private cluster and its database, or check the server of DATABASE_URL."""
    if settings.external_url():
        with step("Asking the server of DATABASE_URL") as now:
            settings.check_external(places)
            now.outcome = "it answers and has PostGIS"
        return
    cluster = places.cluster
    with step("Starting the database") as now:
        if cluster.process_id():
            now.outcome = "runs already"
        if not cluster.is_initialised():
            now.detail = "making it"
        cluster.initialise()
        cluster.start()
        if places.stamp("database") != cluster.identifier:
            ensure_database(places)
            places.set_stamp("database", cluster.identifier)


def ensure_database(places: Places) -> None:
    """Create the roles and the database with PostGIS in the private cluster, where they lack."""
    cluster = places.cluster
    maintenance = cluster.url("postgres")
    databases.ensure_roles(maintenance)
    databases.ensure(maintenance, OWNER)


def migrate(places: Places) -> None:
    """Bring the database to the newest schema, unless it was brought there from these very files."""
    mark = migration_mark(places)
    with step("Migrating the database") as now:
        if places.stamp("migrated") == mark:
            now.outcome = "up to date"
            return
        command = [places.python, "-m", "service.cli", "migrate"]
        env = settings.service_environment(places)
        now.run(command, places.logs / "migrate.log", cwd=places.root, env=env)
        places.set_stamp("migrated", mark)


def migration_mark(places: Places) -> str:
    """Return the mark of this database with these migrations."""
    known = files.fingerprint([places.root / "service" / "migrations"], contents=True)
    return f"{settings.database_identity(places)} {known}"


def _missing_packages() -> list[str]:
    return packages.missing_for_service(own_server=settings.external_url() is None)


def _load_demo(places: Places, wanted: str | None) -> None:
    city = wanted or places.stamp("city") or CITIES[0]
    if city == "none":
        if places.stamp("city") is None:
            places.set_stamp("city", "none")
        return
    shipped = files.fingerprint([places.root / "demo"], contents=False)
    mark = f"{settings.database_identity(places)} {city} {shipped}"
    with step(f"Loading the demo municipality {city.capitalize()}") as now:
        if places.stamp("demo") == mark:
            now.outcome = "loaded already"
            return
        env = settings.service_environment(places)
        demo = [places.python, "-m", "service.cli", "demo"]
        now.run([*demo, "load", "--city", city], places.logs / "demo.log", cwd=places.root, env=env)
        places.set_stamp("city", city)
        sign_ins = places.logs / "sign-ins.txt"
        sign_ins.unlink(missing_ok=True)
        now.run([*demo, "sign-ins"], sign_ins, cwd=places.root, env=env)
        said = [line for line in sign_ins.read_text().splitlines() if line and not line.startswith("$ ")]
        places.set_stamp("sign-ins", "\n".join(said))
        places.set_stamp("demo", mark)


def _about(places: Places, port: int) -> dict[str, str]:
    env = settings.service_environment(places, port)
    chosen = {name: env[name] for name in env if name.startswith("ALUEKARTTA_") or name.endswith("DATABASE_URL")}
    marked = hashlib.sha256(json.dumps(chosen, sort_keys=True).encode()).hexdigest()
    code = processes.code_fingerprint(places)
    return {"host": settings.host(), "port": str(port), "code": code, "settings": marked}


def _port(places: Places, wanted: int | None) -> int:
    before = places.stamp("port")
    return wanted or (int(before) if before else DEFAULT_PORT)


def _stop_outdated(places: Places, wanted: int | None) -> None:
    """Stop processes of other code, settings or port, before the database changes below them."""
    about = _about(places, _port(places, wanted))
    for name in processes.NAMES:
        found = processes.running(name, places)
        if found and found.about != about:
            with step(f"Stopping the {name} process of before"):
                processes.stop(name, places)


def _start_processes(places: Places, wanted: int | None, *, attached: bool) -> int:
    port = _port(places, wanted)
    places.uploads.mkdir(exist_ok=True)
    about = _about(places, port)
    host = about["host"]
    with step("Starting the web service and the worker") as now:
        lacking = [name for name in processes.NAMES if not processes.running(name, places)]
        if attached:
            for name in processes.NAMES:
                processes.stop(name, places)
            lacking = list(processes.NAMES)
        if "web" in lacking and not ports.is_port_free(host, port):
            raise PortTaken(
                f"Port {port} is taken by {ports.who_listens(port)}.",
                f"Stop that program, or take another port: ./aluekartta up --port {port + 1}",
            )
        env = settings.service_environment(places, port)
        for name in lacking:
            processes.start(name, places, env, about, attached=attached)
        processes.wait_until_healthy(places, host, port)
        places.set_stamp("port", str(port))
        now.outcome = "healthy" if lacking else "running and healthy"
    return port
