"""Processes are told apart from later ones with the same number, and files stay whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from operate import files
from operate.paths import find_places
from operate.processtable import Process
from operate.steps import StepFailed, step

_DEAF = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True); time.sleep(60)"
)


def test_a_process_is_its_number_and_its_start() -> None:
    this = Process.current()
    assert this.pid == os.getpid()
    assert this.is_alive()
    assert not Process(this.pid, this.started + 1).is_alive()


def test_a_process_that_will_not_end_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", _DEAF], stdout=subprocess.PIPE, start_new_session=True) as child:
        assert child.stdout is not None
        child.stdout.readline()
        found = Process.find(child.pid)
        assert found is not None
        assert found.end(seconds=0.3) is False
        assert not found.is_alive()
        assert child.wait() == -signal.SIGKILL


def test_a_written_file_is_whole_and_keeps_to_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "new" / "key"
    files.write_whole(path, "first", 0o600)
    files.write_whole(path, "second", 0o600)
    assert path.read_text() == "second"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["key"]


def test_a_fingerprint_follows_contents_and_names(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "one").write_text("1")
    before = files.fingerprint([tmp_path / "a", tmp_path / "lacking"], contents=True)
    (tmp_path / "a" / "__pycache__").mkdir()
    (tmp_path / "a" / "__pycache__" / "x.pyc").write_text("compiled")
    assert files.fingerprint([tmp_path / "a"], contents=True) == before
    (tmp_path / "a" / "one").rename(tmp_path / "a" / "two")
    assert files.fingerprint([tmp_path / "a"], contents=True) != before


def test_commands_take_turns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    order = []

    def second() -> None:
        with files.turn(tmp_path / "lock", "waiting"):
            order.append("second")

    with files.turn(tmp_path / "lock", "waiting"):
        other = threading.Thread(target=second)
        other.start()
        while "waiting" not in capsys.readouterr().out:
            time.sleep(0.01)
        order.append("first")
    other.join()
    assert order == ["first", "second"]


def test_a_failed_program_shows_the_end_of_its_output(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = tmp_path / "log" / "one.log"
    with pytest.raises(StepFailed, match="the reason") as failure, step("Doing it") as now:
        now.run([sys.executable, "-c", "print('the reason'); raise SystemExit(3)"], log, cwd=tmp_path)
    assert "code 3" in failure.value.fact
    assert "Doing it: stopped" in capsys.readouterr().out
    assert "the reason" in log.read_text()


def test_a_long_log_is_put_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST_LOG_BYTES", 10)
    log = tmp_path / "web.log"
    log.write_text("x" * 11)
    files.start_log(log)
    assert not log.exists()
    assert (tmp_path / "web.log.1").read_text() == "x" * 11


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another account")
def test_data_of_a_closed_checkout_moves_out_and_is_found_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ALUEKARTTA_DATA", raising=False)
    monkeypatch.setattr("operate.paths.FALLBACK", folder / "var-lib")
    closed = folder / "home-of-mode-700"
    (closed / "checkout").mkdir(parents=True)
    closed.chmod(0o700)
    home = find_places(closed / "checkout").home
    assert home.parent == folder / "var-lib"
    closed.chmod(0o755)
    assert find_places(closed / "checkout").home == home
    (folder / "open").mkdir()
    assert find_places(folder / "open").home == folder / "open" / ".data"
