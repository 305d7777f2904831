"""The script itself, as a person types it."""

from __future__ import annotations

import os
import re
import resource
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator

import pytest

from operate import environment, processes
from operate.paths import ROOT, Places
from tests.operate.conftest import reachable_folder


class Script:
    """Runs `./aluekartta` with a data folder of its own."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.env = {name: value for name, value in os.environ.items() if not name.startswith("ALUEKARTTA_")}
        self.env |= {"ALUEKARTTA_DATA": str(places.home)}
        self.env.pop("DATABASE_URL", None)

    def start(self, *words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [ROOT / "aluekartta", *words],
            cwd="/",
            env=self.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def __call__(self, *words: str) -> tuple[int, str]:
        with self.start(*words) as process:
            said, _ = process.communicate(timeout=120)
        return process.returncode, said


@pytest.fixture
def script(places: Places) -> Iterator[Script]:
    runner = Script(places)
    yield runner
    runner("down")


def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_help_names_every_command(script: Script) -> None:
    code, said = script("--help")
    assert code == 0
    running = ["up", "down", "status", "logs", "doctor"]
    keeping = ["reset", "backup", "restore", "import", "user"]
    for name in [*running, *keeping, "test", "bench", "check", "shell"]:
        assert re.search(rf"^    {name}\b", said, re.MULTILINE), name


@pytest.mark.parametrize(
    ("words", "code", "part"),
    [
        ([], 2, "COMMAND"),
        (["upp"], 2, "invalid choice"),
        (["up", "--prot", "1"], 2, "does not know --prot"),
        (["up", "--port", "70000"], 2, "between 1 and 65535"),
        (["up", "--demo", "turku"], 2, "kuopio"),
        (["logs"], 1, "There is no log yet."),
        (["status"], 1, "does not run"),
        (["doctor"], 1, "There is no database yet."),
        (["reset"], 1, "say --yes"),
        (["restore", "/nowhere.tar"], 1, "/nowhere.tar does not exist."),
    ],
)
def test_misuse_gets_a_sentence_and_no_traceback(script: Script, words: list[str], code: int, part: str) -> None:
    found, said = script(*words)
    assert (found, "Traceback" in said) == (code, False)
    assert part in said


needs_environment = pytest.mark.skipif(
    not environment.is_current(Places(ROOT, ROOT / ".data")), reason="the environment was not made by ./aluekartta"
)


@pytest.fixture(scope="module")
def set_up() -> Iterator[Script]:
    """A script whose `up` has made and migrated a database, and whose `down` has stopped it."""
    with reachable_folder() as path:
        (path / "home").mkdir(mode=0o711)
        runner = Script(Places(ROOT, path / "home"))
        code, said = runner("up", "--port", str(unused_port()), "--demo", "none", "--no-install")
        assert code == 0, said
        assert runner("down")[0] == 0
        yield runner
        runner("down")


@needs_environment
def test_up_is_healthy_then_quick_and_down_leaves_nothing(set_up: Script) -> None:
    port = unused_port()
    code, said = set_up("up", "--port", str(port), "--no-install")
    assert code == 0, said
    assert f"http://127.0.0.1:{port}" in said
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
        assert answer.status == 200
    assert set_up("up", "--no-install")[0] == 0
    assert set_up("status")[0] == 0
    assert set_up("doctor") == (0, "Nothing is wrong.\n")
    found = processes.running("worker", set_up.places)
    assert found is not None
    os.kill(found.process.pid, signal.SIGKILL)
    assert "The worker does not run" in set_up("doctor")[1]
    assert set_up("up", "--no-install")[0] == 0
    assert set_up("status")[0] == 0
    assert set_up("down")[0] == 0
    assert set_up("status")[0] == 1
    assert set_up.places.cluster.process_id() is None


@needs_environment
def test_a_second_up_does_nothing_and_asks_little(set_up: Script) -> None:
    assert set_up("up", "--no-install")[0] == 0
    began = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert set_up("up", "--no-install")[0] == 0
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    # Not the clock, which other programs slow down: what it computes must fit into 3 s many times over.
    assert ended.ru_utime + ended.ru_stime - began.ru_utime - began.ru_stime < 1.5


@needs_environment
def test_a_taken_port_is_named(set_up: Script) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        code, said = set_up("up", "--port", str(port), "--no-install")
    assert code == 1
    assert f"Port {port} is taken by" in said


@needs_environment
def test_foreground_stays_until_asked_to_end_and_stops_all(set_up: Script) -> None:
    with set_up.start("up", "--port", str(unused_port()), "--no-install", "--foreground") as process:
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            said += line
            if "is ready" in line:
                break
        assert set_up("status")[0] == 0, said
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
    assert process.returncode == 0
    assert set_up.places.cluster.process_id() is None
    assert processes.running("web", set_up.places) is None


@needs_environment
def test_up_goes_on_after_being_killed_at_any_moment(script: Script) -> None:
    up = ("up", "--port", str(unused_port()), "--demo", "none", "--no-install")
    for seconds in (0.5, 1.0, 1.6, 2.5):
        with script.start(*up) as process:
            time.sleep(seconds)
            process.kill()
            # A child may hold the pipe still; what it prints does not matter.
            process.stdout.close()
    code, said = script(*up)
    assert code == 0, said
    assert script("status")[0] == 0
