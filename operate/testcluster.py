"""A throwaway PostgreSQL cluster for tests: fast, private, and cleared away even after a killed run.

Use from a conftest, once a session:

    cluster = start_test_cluster()
    cluster.prepare("template_app", migrate)      # built once, also under pytest-xdist
    cluster.create("app_1", template="template_app")
    engine = create_engine(cluster.url("app_1"))
    ...
    cluster.stop()

The processes of one pytest-xdist run share one cluster; the last one that stops takes it down.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from operate import databases, files
from operate.cluster import OWNER, Cluster
from operate.processtable import Process

PREFIX = "aluekartta-test-"
# A template with PostGIS takes about 12 MB, a few workers' copies a multiple of it.
LEAST_RAM_DISK_BYTES = 2_000_000_000


@dataclass
class TestCluster:
    """A running throwaway cluster. Its durability is off: never keep anything in it."""

    __test__ = False  # pytest would take it for a class of tests

    cluster: Cluster
    _stopped: bool = field(default=False, init=False)

    def url(self, database: str = "postgres", user: str = OWNER) -> str:
        """Return the libpq address of a database, as its owner or as one of the service's roles."""
        return self.cluster.url(database, user)

    def create(self, database: str, template: str | None = None) -> str:
        """Create a database, empty or as a copy of a template that nobody is connected to; return its URL."""
        databases.create(self.url(), database, template)
        return self.url(database)

    def drop(self, database: str) -> None:
        """Drop a database with whoever is connected; does nothing if there is none."""
        databases.drop(self.url(), database)

    def prepare(self, template: str, build: Callable[[str], None]) -> str:
        """Build a template database once for all processes of a run; return its name.

        Params: `build` gets the URL of an empty database and fills it; it must leave no connection open.
        """
        with _lock(self.cluster.home):
            if not databases.exists(self.url(), template):
                unfinished = f"{template}_unfinished"
                self.drop(unfinished)
                build(self.create(unfinished))
                databases.rename(self.url(), unfinished, template)
        return template

    def stop(self) -> None:
        """Leave the cluster; the last process of the run stops it and removes its files."""
        if self._stopped:
            return
        self._stopped = True
        home = self.cluster.home
        with _lock(home):
            _owner_file(home, Process.current()).unlink(missing_ok=True)
            if not _is_owned(home):
                _remove(home)


def start_test_cluster() -> TestCluster:
    """Start this run's throwaway cluster, or join the one that another of its processes started.

    It lies on the RAM disk where there is one with room. What dead runs left is removed first.
    Errors: PostgresqlMissing, ClusterBroken.
    """
    base = quick_folder()
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or f"{os.getpid()}"
    home = base / f"{PREFIX}{os.geteuid()}-{run}"
    _remove_leftovers(base, but=home)
    with _lock(home):
        if home.exists() and not _is_owned(home):
            _remove(home)
        (home / "owners").mkdir(parents=True, exist_ok=True)
        _owner_file(home, Process.current()).touch()
        cluster = Cluster(home, durable=False, shared_buffers="128MB")
        cluster.initialise()
        cluster.start()
        databases.ensure_roles(cluster.url("postgres"))
    started = TestCluster(cluster)
    atexit.register(started.stop)
    return started


@contextmanager
def test_cluster() -> Iterator[TestCluster]:
    """Give a running throwaway cluster to a `with` block and leave it at the block's end."""
    started = start_test_cluster()
    try:
        yield started
    finally:
        started.stop()


test_cluster.__test__ = False  # type: ignore[attr-defined]


def quick_folder() -> Path:
    """Return the RAM disk if there is one with room, else the folder for temporary files."""
    ram_disk = Path("/dev/shm")  # noqa: S108 (the folder below it is private)
    try:
        if ram_disk.is_mount() and shutil.disk_usage(ram_disk).free > LEAST_RAM_DISK_BYTES:
            return ram_disk
    except OSError:
        pass
    return Path(tempfile.gettempdir())


def _lock(home: Path) -> AbstractContextManager[None]:
    """Let one process of a run at a time start, prepare or stop; the lock ends with its holder."""
    return files.lock(home.with_suffix(".lock"))


def _owner_file(home: Path, process: Process) -> Path:
    return home / "owners" / f"{process.pid}-{process.started}"


def _is_owned(home: Path) -> bool:
    """Tell whether a process that joined this cluster still lives; numbers alone come round again."""
    for name in home.glob("owners/*"):
        pid, started = (int(part) for part in name.name.split("-"))
        if Process(pid, started).is_alive():
            return True
    return False


def _remove(home: Path) -> None:
    Cluster(home, durable=False).stop()
    shutil.rmtree(home, ignore_errors=True)


def _remove_leftovers(base: Path, but: Path) -> None:
    for lock in base.glob(f"{PREFIX}{os.geteuid()}-*.lock"):
        home = lock.with_suffix("")
        if home == but:
            continue
        try:
            with files.lock(lock, wait=False):
                if not _is_owned(home):
                    if home.exists():
                        _remove(home)
                    lock.unlink(missing_ok=True)
        except BlockingIOError:
            continue
