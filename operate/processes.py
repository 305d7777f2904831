"""The service's two processes, web and worker: started, watched and stopped."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from operate import files, ports
from operate.errors import OperateError
from operate.paths import Places
from operate.processtable import Process

NAMES = ("web", "worker")
# The shell writes its own number and start before it becomes the program: whatever interrupts us
# after that, the next command knows the process.
_LAUNCH = (
    'printf "%s %s\\n%s\\n" "$$" "$(cut -d" " -f22 /proc/$$/stat)" "$2" > "$1.new" && '
    'mv "$1.new" "$1" && shift 2 && exec "$@"'
)
# A shell around it leaves at once, so that nobody has to wait for the process as its parent.
_DETACH = 'setsid /bin/sh -c "$@" </dev/null &'

_CODE_FOLDERS = ("geo", "boundaries", "layers", "service", "static")


class NotHealthy(OperateError):
    """A process ended, or did not become healthy in time."""


@dataclass(frozen=True)
class Running:
    """A process of ours that lives. Params: `process`, and `about`: how it was started."""

    process: Process
    about: dict[str, str]


def command(name: str, places: Places, host: str, port: int) -> list[str]:
    """Return the command line of `web` or `worker`."""
    if name == "worker":
        # Long computations must not slow the answers down.
        return ["nice", "-n", "5", str(places.python), "-m", "service.cli", "worker"]
    options = f"--interface wsgi --host {host} --port {port} --workers 2 --blocking-threads 4"
    # HTTP/1 only: what stands in front speaks it, and there are no web sockets to keep open.
    more = "--http 1 --no-ws --respawn-failed-workers --workers-kill-timeout 5 --log-level warning"
    return [str(places.python), "-m", "granian", *options.split(), *more.split(), "service.wsgi:application"]


def code_fingerprint(places: Places) -> str:
    """Return a mark of the code on disk; processes started from another one are started anew."""
    return files.fingerprint([places.root / name for name in _CODE_FOLDERS], contents=False)


def running(name: str, places: Places) -> Running | None:
    """Return the living process of this name, or None."""
    try:
        first, about, *_ = _pid_file(name, places).read_text().split("\n")
        pid, started = (int(part) for part in first.split())
    except (FileNotFoundError, ValueError):
        return None
    process = Process(pid, started)
    return Running(process, json.loads(about)) if process.is_alive() else None


def start(
    name: str,
    places: Places,
    environment: Mapping[str, str],
    about: dict[str, str],
    *,
    attached: bool = False,
) -> None:
    """Start a process in a session of its own, its output in its log, or on the terminal if `attached`."""
    pid_file = _pid_file(name, places)
    pid_file.parent.mkdir(exist_ok=True)
    # What is there afterwards was written by the new process.
    pid_file.unlink(missing_ok=True)
    program = command(name, places, about["host"], int(about["port"]))
    launcher = ["/bin/sh", "-c", _DETACH, "sh", _LAUNCH, "sh", str(pid_file), json.dumps(about), *program]
    with files.start_log(places.logs / f"{name}.log").open("ab") as log:
        output = None if attached else log
        subprocess.run(launcher, cwd=places.root, env=dict(environment), stdout=output, stderr=output, check=True)


def stop(name: str, places: Places) -> bool:
    """Stop a process and wait for its end; return whether there was one."""
    found = running(name, places)
    if found:
        found.process.end()
    _pid_file(name, places).unlink(missing_ok=True)
    return found is not None


def wait_until_healthy(places: Places, host: str, port: int, seconds: float = 180.0) -> None:
    """Wait until the web service says it is well and the worker still lives.

    Errors: NotHealthy with the health answer or the end of the log.
    """
    deadline = time.monotonic() + seconds
    status, answer = 0, ""
    while time.monotonic() < deadline:
        for name in NAMES:
            if running(name, places) is None and _pid_file(name, places).exists():
                raise NotHealthy(_last_words(name, places))
        status, answer = ports.health(host, port)
        if status == 200 and running("worker", places):
            return
        time.sleep(0.1)
    raise NotHealthy(
        f"The service was not healthy after {seconds:.0f} s (HTTP {status}): {answer}",
        "See ./aluekartta logs and ./aluekartta doctor.",
    )


def wait_for_an_end(places: Places) -> str:
    """Wait until one of the processes ends and return its name."""
    while True:
        for name in NAMES:
            if running(name, places) is None:
                return name
        time.sleep(0.5)


def _pid_file(name: str, places: Places) -> Path:
    return places.home / "processes" / name


def _last_words(name: str, places: Places) -> str:
    log = places.logs / f"{name}.log"
    return f"The {name} process ended. Its log {log} ends with:\n{files.tail(log, 25)}"
