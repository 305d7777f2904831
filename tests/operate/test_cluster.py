"""The private cluster against every way in which making and starting one has gone wrong."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from operate import databases, postgres
from operate.cluster import Cluster, ClusterBroken
from operate.paths import ROOT
from operate.sockets import LONGEST_SOCKET_PATH


def started(cluster: Cluster) -> Cluster:
    cluster.initialise()
    cluster.start()
    return cluster


def answer(cluster: Cluster, sql: str) -> list[list[str]]:
    return databases.query(cluster.url("postgres"), sql)


def kill(cluster: Cluster) -> None:
    pid = cluster.process_id()
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    while Path(f"/proc/{pid}").exists():
        time.sleep(0.02)


def test_a_new_cluster_is_durable_private_and_has_postgis(unmade: Cluster) -> None:
    started(unmade)
    names = ("fsync", "full_page_writes", "synchronous_commit", "jit", "listen_addresses", "server_encoding")
    values = {name: answer(unmade, f"SHOW {name};")[0][0] for name in names}
    assert values == {
        "fsync": "on",
        "full_page_writes": "on",
        "synchronous_commit": "on",
        "jit": "off",
        "listen_addresses": "",
        "server_encoding": "UTF8",
    }
    assert databases.postgis_version(unmade.url("postgres")) is not None
    assert stat.S_IMODE(unmade.home.stat().st_mode) == 0o711
    assert stat.S_IMODE(unmade.run_directory.stat().st_mode) == 0o700


def test_the_server_never_runs_as_root(server: Cluster) -> None:
    assert Path(f"/proc/{server.process_id()}").stat().st_uid != 0


def test_rows_outlive_a_stop_and_a_start(server: Cluster) -> None:
    answer(server, "CREATE TABLE kept AS SELECT 7 AS seven;")
    server.stop()
    assert server.process_id() is None
    server.stop()
    server.start()
    server.start()
    assert answer(server, "SELECT seven FROM kept;") == [["7"]]


def test_a_committed_row_outlives_the_killing_of_the_server(server: Cluster) -> None:
    answer(server, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (1);")
    kill(server)
    server.start()
    assert answer(server, "SELECT n FROM kept;") == [["1"]]


def test_an_interrupted_making_is_made_anew(unmade: Cluster) -> None:
    code = "import sys, pathlib, operate.cluster as c; c.Cluster(pathlib.Path(sys.argv[1])).initialise()"
    command = [sys.executable, "-c", code, str(unmade.home)]
    making = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
    deadline = time.monotonic() + 20
    while not list(unmade.home.glob("pg.new-*/base")):
        assert making.poll() is None and time.monotonic() < deadline
        time.sleep(0.01)
    os.killpg(making.pid, signal.SIGKILL)
    making.wait()
    assert not unmade.is_initialised()
    started(unmade)
    assert answer(unmade, "SELECT 1;") == [["1"]]
    assert not list(unmade.home.glob("pg.new-*"))


def test_a_lock_that_names_another_program_is_cleared(server: Cluster) -> None:
    lock = server.data / "postmaster.pid"
    lines = lock.read_text().split("\n")
    kill(server)
    # As after a restart of the machine: the number lives, but it is somebody else.
    lock.write_text("\n".join([str(os.getpid()), *lines[1:]]))
    (server.run_directory / f".s.PGSQL.{lines[3]}.lock").write_text(f"{os.getpid()}\n")
    assert server.process_id() is None
    server.start()
    assert answer(server, "SELECT 1;") == [["1"]]


@pytest.mark.parametrize("name", ["x" * 120, "with, comma", "with \"quotes\" and 'more'", "väli lyönti"])
def test_odd_and_long_paths_work(unmade: Cluster, name: str) -> None:
    odd = replace(unmade, home=unmade.home / name)
    try:
        started(odd)
        assert answer(odd, "SELECT 1;") == [["1"]]
        socket = odd.run_directory / ".s.PGSQL.54329"
        assert len(os.fsencode(socket)) <= LONGEST_SOCKET_PATH
        assert stat.S_IMODE(odd.run_directory.stat().st_mode) == 0o700
    finally:
        odd.stop()
        if odd.run_directory.parent != odd.home and odd.run_directory.exists():
            odd.run_directory.rmdir()


def test_a_server_that_cannot_start_says_why(server: Cluster) -> None:
    server.stop()
    with (server.data / "postgresql.conf").open("a") as file:
        file.write("shared_buffers = 'much'\ninclude = 'nowhere.conf'\n")
    with pytest.raises(ClusterBroken, match=r"nowhere\.conf|shared_buffers"):
        server.start()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another account")
def test_a_folder_that_the_server_cannot_reach_is_named(unmade: Cluster) -> None:
    closed = unmade.home / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(ClusterBroken, match=f"cannot reach {closed}"):
        replace(unmade, home=closed / "home").initialise()


def test_a_missing_server_and_a_missing_postgis_are_told_apart(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = folder / "usr" / "lib" / "postgresql"
    monkeypatch.setenv("ALUEKARTTA_POSTGRES_ROOT", str(root))
    with pytest.raises(postgres.PostgresqlMissing, match=r"^PostgreSQL is not installed"):
        postgres.find_binaries()
    for version in ("9", "15"):
        (root / version / "bin").mkdir(parents=True)
        (root / version / "bin" / "postgres").touch()
    with pytest.raises(postgres.PostgresqlMissing, match="PostGIS for PostgreSQL is not installed"):
        postgres.find_binaries()
    control = folder / "usr" / "share" / "postgresql" / "9" / "extension" / "postgis.control"
    control.parent.mkdir(parents=True)
    control.touch()
    assert postgres.find_binaries() == root / "9" / "bin"
