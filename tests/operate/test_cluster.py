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


def test_a_new_cluster_is_durable_private_and_has_postgis(own_cluster: Cluster) -> None:
    started(own_cluster)
    names = ("fsync", "full_page_writes", "synchronous_commit", "jit", "listen_addresses", "server_encoding")
    values = {name: answer(own_cluster, f"SHOW {name};")[0][0] for name in names}
    assert values == {
        "fsync": "on",
        "full_page_writes": "on",
        "synchronous_commit": "on",
        "jit": "off",
        "listen_addresses": "",
        "server_encoding": "UTF8",
    }
    assert databases.postgis_version(own_cluster.url("postgres")) is not None
    assert stat.S_IMODE(own_cluster.home.stat().st_mode) == 0o711
    assert stat.S_IMODE(own_cluster.run_directory.stat().st_mode) == 0o700


def test_the_server_never_runs_as_root(own_cluster: Cluster) -> None:
    started(own_cluster)
    assert Path(f"/proc/{own_cluster.process_id()}").stat().st_uid != 0


def test_rows_outlive_a_stop_and_a_start(own_cluster: Cluster) -> None:
    started(own_cluster)
    answer(own_cluster, "CREATE TABLE kept AS SELECT 7 AS seven;")
    own_cluster.stop()
    assert own_cluster.process_id() is None
    own_cluster.stop()
    own_cluster.start()
    own_cluster.start()
    assert answer(own_cluster, "SELECT seven FROM kept;") == [["7"]]


def test_a_committed_row_outlives_the_killing_of_the_server(own_cluster: Cluster) -> None:
    started(own_cluster)
    answer(own_cluster, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (1);")
    kill(own_cluster)
    own_cluster.start()
    assert answer(own_cluster, "SELECT n FROM kept;") == [["1"]]


def test_an_interrupted_making_is_made_anew(own_cluster: Cluster) -> None:
    code = "import sys, pathlib, operate.cluster as c; c.Cluster(pathlib.Path(sys.argv[1])).initialise()"
    command = [sys.executable, "-c", code, str(own_cluster.home)]
    making = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
    deadline = time.monotonic() + 20
    while not list(own_cluster.home.glob("pg.new-*/base")):
        assert making.poll() is None and time.monotonic() < deadline
        time.sleep(0.01)
    os.killpg(making.pid, signal.SIGKILL)
    making.wait()
    assert not own_cluster.is_initialised()
    started(own_cluster)
    assert answer(own_cluster, "SELECT 1;") == [["1"]]
    assert not list(own_cluster.home.glob("pg.new-*"))


def test_a_lock_that_names_another_program_is_cleared(own_cluster: Cluster) -> None:
    started(own_cluster)
    lock = own_cluster.data / "postmaster.pid"
    lines = lock.read_text().split("\n")
    kill(own_cluster)
    # As after a restart of the machine: the number lives, but it is somebody else.
    lock.write_text("\n".join([str(os.getpid()), *lines[1:]]))
    (own_cluster.run_directory / f".s.PGSQL.{lines[3]}.lock").write_text(f"{os.getpid()}\n")
    assert own_cluster.process_id() is None
    own_cluster.start()
    assert answer(own_cluster, "SELECT 1;") == [["1"]]


@pytest.mark.parametrize("name", ["x" * 120, "with, comma", "with \"quotes\" and 'more'", "väli lyönti"])
def test_odd_and_long_paths_work(own_cluster: Cluster, name: str) -> None:
    odd = replace(own_cluster, home=own_cluster.home / name)
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


def test_a_server_that_cannot_start_says_why(own_cluster: Cluster) -> None:
    own_cluster.initialise()
    with (own_cluster.data / "postgresql.conf").open("a") as file:
        file.write("shared_buffers = 'much'\ninclude = 'nowhere.conf'\n")
    with pytest.raises(ClusterBroken, match=r"nowhere\.conf|shared_buffers"):
        own_cluster.start()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another account")
def test_a_folder_that_the_server_cannot_reach_is_named(own_cluster: Cluster) -> None:
    closed = own_cluster.home / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(ClusterBroken, match=f"cannot reach {closed}"):
        replace(own_cluster, home=closed / "home").initialise()


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
