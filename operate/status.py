"""Says in a few lines what runs, and after `up` where to find it."""

from __future__ import annotations

from operate import ports, processes, settings
from operate.paths import Places


def print_ready(places: Places, port: int) -> None:
    """Print the address and, for a demo municipality, its sign-ins."""
    print(f"\nAluekartta is ready: http://{_shown_host()}:{port}")
    if settings.is_demo(places) and (sign_ins := places.stamp("sign-ins")):
        print(sign_ins)
    if not settings.is_demo(places):
        print("Without a demo it starts empty. Bring your municipality in: ./aluekartta import municipality --help")
        print("Then areas, statistics and people: docs/operations.md. A demo instead: ./aluekartta up --demo kuopio")
    print("Stop it: ./aluekartta down    Logs: ./aluekartta logs -f    Trouble: ./aluekartta doctor")


def print_status(places: Places) -> bool:
    """Print a line each for database, web and worker; return whether all of them are well."""
    return all([_database(places), _web(places), _worker(places)])


def _database(places: Places) -> bool:
    if settings.external_url():
        print("database   the server of DATABASE_URL")
        return True
    cluster = places.cluster
    pid = cluster.process_id() if cluster.is_initialised() else None
    print(f"database   runs (process {pid}), data in {cluster.data}" if pid else "database   does not run")
    return pid is not None


def _web(places: Places) -> bool:
    found = processes.running("web", places)
    if found is None:
        print("web        does not run")
        return False
    host, port = found.about["host"], int(found.about["port"])
    code, answer = ports.health(host, port)
    state = "healthy" if code == 200 else f"not healthy (HTTP {code}): {answer.strip()}"
    print(f"web        runs (process {found.process.pid}) at http://{host}:{port}, {state}")
    return code == 200


def _worker(places: Places) -> bool:
    found = processes.running("worker", places)
    print(f"worker     runs (process {found.process.pid})" if found else "worker     does not run")
    return found is not None


def _shown_host() -> str:
    host = settings.host()
    return "127.0.0.1" if host in ("0.0.0.0", "::", "localhost") else host  # noqa: S104 (compared, not bound)
