"""Tells a person at the terminal what is going on: one line a step, with its time."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from operate import files
from operate.errors import OperateError

_HEARTBEAT_SECONDS = 15.0
_WIDTH = 100


class StepFailed(OperateError):
    """A program that a step ran ended with an error; the fact holds the end of its output."""


class Step:
    """A step under way. `detail` is what it is at now, `outcome` the word at its end."""

    def __init__(self, doing: str) -> None:
        self.doing = doing
        self.detail = ""
        self.outcome = "done"
        self.began = time.monotonic()

    @property
    def elapsed(self) -> str:
        """The time since the step began, for people."""
        seconds = time.monotonic() - self.began
        return f"{seconds:.1f} s" if seconds < 60 else f"{int(seconds // 60)} min {int(seconds % 60)} s"

    def run(self, command: Sequence[object], log: Path, *, cwd: Path, env: Mapping[str, str] | None = None) -> None:
        """Run a program, keep all that it prints in `log` and show its last line as progress.

        Errors: StepFailed.
        """
        words = [str(part) for part in command]
        with (
            files.start_log(log).open("a") as file,
            subprocess.Popen(
                words,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                cwd=cwd,
                env=None if env is None else dict(env),
            ) as started,
        ):
            file.write(f"\n$ {' '.join(words)}\n")
            assert started.stdout is not None  # noqa: S101 (a pipe was asked for)
            for line in started.stdout:
                file.write(line)
                file.flush()
                self.detail = line.strip() or self.detail
        code = started.returncode
        if code != 0:
            raise StepFailed(
                f"{self.doing}: {Path(words[0]).name} ended with code {code}. "
                f"The log {log} ends with:\n{files.tail(log)}"
            )


@contextmanager
def step(doing: str) -> Iterator[Step]:
    """Announce a step, show its progress while it lasts, and close it with its time.

    On a terminal one line is rewritten; elsewhere a line appears when it starts to take time, then
    one every quarter of a minute, so that logs stay short and still show life.
    """
    now = Step(doing)
    ended = threading.Event()
    ticker = threading.Thread(target=_tick, args=(now, ended), daemon=True)
    ticker.start()
    try:
        yield now
    except BaseException:
        now.outcome = "stopped"
        raise
    finally:
        ended.set()
        ticker.join()
        mark = "-" if now.outcome == "stopped" else "+"
        _print_line(f"{mark} {now.doing}: {now.outcome} ({now.elapsed})")


def _tick(now: Step, ended: threading.Event) -> None:
    if sys.stdout.isatty():
        while not ended.wait(0.2):
            line = f"  {now.doing} ... {now.elapsed}  {now.detail}"
            sys.stdout.write(f"\r\x1b[K{line[:_WIDTH]}")
            sys.stdout.flush()
        return
    if not ended.wait(1.0):
        print(f"  {now.doing} ...", flush=True)
    while not ended.wait(_HEARTBEAT_SECONDS):
        print(f"    {now.elapsed}: {now.detail[:_WIDTH]}", flush=True)


def _print_line(text: str) -> None:
    start = "\r\x1b[K" if sys.stdout.isatty() else ""
    print(f"{start}{text}", flush=True)
