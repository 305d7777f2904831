"""The script itself, as a person types it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest

from operate import environment, processes
from operate.paths import ROOT, Places


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
def script(places: Places):
    runner = Script(places)
    yield runner
    runner("down")


@pytest.fixture
def free_port() -> int:
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


@needs_environment
def test_up_is_healthy_then_quick_and_down_leaves_nothing(script: Script, free_port: int) -> None:
    up = ("up", "--port", str(free_port), "--demo", "none", "--no-install")
    code, said = script(*up)
    assert code == 0, said
    assert f"http://127.0.0.1:{free_port}" in said
    with urllib.request.urlopen(f"http://127.0.0.1:{free_port}/health", timeout=5) as answer:
        assert answer.status == 200
    began = time.monotonic()
    assert script("up", "--no-install")[0] == 0
    assert time.monotonic() - began < 3
    assert script("status")[0] == 0
    assert script("doctor") == (0, "Nothing is wrong.\n")
    found = processes.running("worker", script.places)
    assert found is not None
    os.kill(found.process.pid, signal.SIGKILL)
    assert "The worker does not run" in script("doctor")[1]
    assert script("up", "--no-install")[0] == 0
    assert script("status")[0] == 0
    assert script("down")[0] == 0
    assert script("status")[0] == 1
    assert script.places.cluster.process_id() is None


@needs_environment
def test_a_taken_port_is_named(script: Script) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        code, said = script("up", "--port", str(port), "--demo", "none", "--no-install")
    assert code == 1
    assert f"Port {port} is taken by" in said


@needs_environment
def test_up_goes_on_after_being_killed_at_any_moment(script: Script, free_port: int) -> None:
    up = ("up", "--port", str(free_port), "--demo", "none", "--no-install")
    for seconds in (0.4, 0.8, 1.2, 2.0, 3.0):
        with script.start(*up) as process:
            time.sleep(seconds)
            process.kill()
            # A child may hold the pipe still; what it prints does not matter.
            process.stdout.close()
    code, said = script(*up)
    assert code == 0, said
    assert script("status")[0] == 0


@needs_environment
def test_foreground_stays_until_asked_to_end_and_stops_all(script: Script, free_port: int, tmp_path: Path) -> None:
    with script.start("up", "--port", str(free_port), "--demo", "none", "--no-install", "--foreground") as process:
        assert process.stdout is not None
        for line in process.stdout:
            if "is ready" in line:
                break
        assert script("status")[0] == 0
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
    assert process.returncode == 0
    assert script.places.cluster.process_id() is None
    assert processes.running("web", script.places) is None
