"""The doctor names each fault and its cure, and calls a healthy thing healthy."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from operate import databases, doctor, environment, ports
from operate.paths import Places
from operate.up import migration_mark


def facts(places: Places) -> str:
    return "\n".join(f"{one.fact} -> {one.cure}" for one in doctor.findings(places))


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_before_anything_is_made_it_says_so_and_what_to_run(places: Places, folder: Path) -> None:
    bare = Places(folder / "checkout", places.home)
    said = facts(bare)
    assert "There is no Python environment" in said
    assert "There is no database yet. -> Run ./aluekartta up." in said
    assert "The web service does not run" in said
    assert "The worker does not run" in said


def test_a_missing_server_or_postgis_is_named(places: Places, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = folder / "usr" / "lib" / "postgresql"
    monkeypatch.setenv("ALUEKARTTA_POSTGRES_ROOT", str(root))
    assert "PostgreSQL is not installed. -> Run ./aluekartta up as root or with sudo." in facts(places)
    (root / "15" / "bin").mkdir(parents=True)
    (root / "15" / "bin" / "postgres").touch()
    said = facts(places)
    assert "PostGIS is not installed." in said
    assert "apt-get install postgresql-15-postgis-3" in said


def test_a_stopped_cluster_and_an_older_schema_are_named(running: Places) -> None:
    assert "not at the newest schema" in facts(running)
    running.set_stamp("migrated", migration_mark(running))
    assert "schema" not in facts(running)
    running.cluster.stop()
    assert "The database does not run." in facts(running)


@pytest.mark.parametrize("setting", doctor.DURABILITY)
def test_durability_that_is_off_is_named(running: Places, setting: str) -> None:
    url = running.cluster.url()
    assert "acknowledged writes can be lost" not in facts(running)
    # The private cluster's own file comes last, so this is how an operator could turn it off.
    databases.query(
        url, 'ALTER SYSTEM SET :"name" = off; SELECT pg_reload_conf(); SELECT pg_sleep(0.3);', name=setting
    )
    assert f"The database has {setting} off: acknowledged writes can be lost." in facts(running)


def test_a_port_that_another_program_holds_is_named_with_the_program(places: Places, taken_port: int) -> None:
    places.set_stamp("port", str(taken_port))
    said = facts(places)
    assert f"Port {taken_port} is taken by" in said
    assert f"(process {os.getpid()})" in said
    assert f"--port {taken_port + 1}" in said
    assert not ports.is_port_free("127.0.0.1", taken_port)


def test_a_full_disk_is_named(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "LEAST_FREE_SHARE", 1.01)
    assert "of the disk of" in facts(places)
    monkeypatch.setattr(doctor, "LEAST_FREE_SHARE", 0.0)
    assert "of the disk of" not in facts(places)


def test_a_stale_environment_is_named(folder: Path) -> None:
    checkout = Places(folder, folder / "home")
    checkout.home.mkdir()
    for lock in (environment.RUNTIME, environment.DEVELOPMENT):
        (folder / lock).write_text("one==1\n")
    checkout.python.parent.mkdir(parents=True)
    checkout.python.touch()
    assert "does not hold what requirements.lock asks for" in facts(checkout)
    with pytest.raises(environment.EnvironmentMissing, match="does not hold what"):
        environment.ensure(checkout, allowed=False)


def test_an_unreachable_server_of_the_operator_is_named(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgresql://nobody@/nothing?host={places.home}")
    assert "The database of DATABASE_URL does not answer" in facts(places)
