"""Processes told apart from later ones that get the same number."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Process:
    """A process: its number and its start, in clock ticks since the machine's start."""

    pid: int
    started: int

    @classmethod
    def current(cls) -> Process:
        """Return the process that calls."""
        found = cls.find(os.getpid())
        assert found is not None  # noqa: S101 (the caller lives)
        return found

    @classmethod
    def find(cls, pid: int) -> Process | None:
        """Return the living process with this number, or None; a zombie counts as dead."""
        try:
            # The second field is the program's name in brackets, which may hold spaces and brackets.
            fields = (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            return None
        return None if fields[0] in ("Z", "X") else cls(pid, int(fields[19]))

    def is_alive(self) -> bool:
        """Tell whether this very process still runs."""
        return Process.find(self.pid) == self

    def end(self, seconds: float = 15.0) -> bool:
        """Ask the process to end, and end its whole group after `seconds`.

        Returns True if it ended when asked, False if it had to be killed. Does nothing to a dead one.
        """
        if not self.is_alive():
            return True
        os.kill(self.pid, signal.SIGTERM)
        if self.wait(seconds):
            return True
        try:
            os.killpg(os.getpgid(self.pid), signal.SIGKILL)
        except ProcessLookupError:
            return True
        self.wait(5)
        return False

    def wait(self, seconds: float) -> bool:
        """Wait for the process's end; return whether it came within `seconds`."""
        deadline = time.monotonic() + seconds
        while self.is_alive():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.05)
        return True
