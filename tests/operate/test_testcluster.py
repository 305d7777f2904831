"""The tests' throwaway cluster: shared within a run, gone after it, also after a killed one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from operate import databases
from operate.paths import ROOT
from operate.processtable import Process
from operate.testcluster import TestCluster

_JOIN = """
import sys
from operate.testcluster import start_test_cluster
joined = start_test_cluster()
print(joined.cluster.home, joined.cluster.process_id(), flush=True)
sys.stdin.readline()
joined.stop()
"""


def another_process(run: str) -> tuple[subprocess.Popen[str], Path, int]:
    """Start a process that joins the cluster of a run, and return it with the cluster's home and number."""
    env = os.environ | {"PYTEST_XDIST_TESTRUNUID": run}
    process = subprocess.Popen(
        [sys.executable, "-c", _JOIN], cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    home, pid = process.stdout.readline().split()
    return process, Path(home), int(pid)


def test_a_copy_of_a_template_holds_its_rows(cluster: TestCluster) -> None:
    calls = []

    def build(url: str) -> None:
        calls.append(url)
        databases.query(url, "CREATE TABLE t AS SELECT generate_series(1, 3) AS n;")

    for _ in range(2):
        assert cluster.prepare("operate_template", build) == "operate_template"
    assert len(calls) == 1
    url = cluster.create("operate_copy", template="operate_template")
    assert databases.query(url, "SELECT sum(n) FROM t;") == [["6"]]
    databases.query(url, "DELETE FROM t;")
    other = cluster.create("operate_copy_2", template="operate_template")
    assert databases.query(other, "SELECT count(*) FROM t;") == [["3"]]
    for name in ("operate_copy", "operate_copy_2", "operate_template"):
        cluster.drop(name)
    assert not databases.exists(cluster.url(), "operate_copy")


def test_the_processes_of_one_run_share_a_cluster_until_the_last_leaves() -> None:
    first, home, pid = another_process("shared-run")
    second, same_home, same_pid = another_process("shared-run")
    assert (home, pid) == (same_home, same_pid)
    first.communicate("\n", timeout=30)
    assert Process.find(pid) is not None
    second.communicate("\n", timeout=30)
    assert Process.find(pid) is None
    assert not home.exists()


def test_what_a_killed_run_left_is_cleared_by_the_next() -> None:
    killed, home, pid = another_process("killed-run")
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    assert Process.find(pid) is not None
    later, _, _ = another_process("later-run")
    deadline = time.monotonic() + 10
    while Process.find(pid) is not None and time.monotonic() < deadline:
        time.sleep(0.05)
    assert Process.find(pid) is None
    assert not home.exists()
    later.communicate("\n", timeout=30)
