"""Asking as pgbench does: by `wrk`, a compiled client that takes little of the processors from what is measured."""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
from itertools import takewhile
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.client import Measured, Refused, Requests, answer_of

#: Each thread of wrk goes its own way through the requests, from another one on.
_SCRIPT = """
local messages = {
%s
}
local at = math.random(#messages)
function request()
  at = at %% #messages + 1
  return messages[at]
end
function done(summary, latency)
  local bad = summary.errors
  io.write(string.format("found %%d %%d %%d %%d %%d\\n", summary.requests, summary.duration, latency:percentile(50),
    bad.connect + bad.read + bad.write + bad.timeout, bad.status))
end
"""
_FOUND = re.compile(r"^found (\d+) (\d+) (\d+) (\d+) (\d+)$", re.MULTILINE)


class WrkMissing(Exception):
    """wrk is not installed."""


def measure_by_wrk(port: int, requests: Requests, clients: int, seconds: float) -> Measured:
    """Ask with so many connections at once, over two threads as pgbench does.

    Each request is asked once before, by ourselves, for its size and to see that it succeeds.

    Parameters
    ----------
    requests : goes round the same few messages for ever.
    seconds : rounded to whole ones, at least one.

    Raises WrkMissing, and Refused when an answer is no success.
    """
    program = shutil.which("wrk")
    if program is None:
        raise WrkMissing("wrk is not installed (Debian: wrk)")
    messages = _once(requests)
    sizes = [_size(port, message) for message in messages]
    with TemporaryDirectory() as folder:
        script = Path(folder) / "requests.lua"
        script.write_text(_SCRIPT % "\n".join(f"{_lua(message)}," for message in messages), encoding="ascii")
        command = [program, "-t2", f"-c{clients}", f"-d{max(1, round(seconds))}s", "-s", str(script)]
        done = subprocess.run(
            [*command, f"http://127.0.0.1:{port}/"], cwd=folder, capture_output=True, text=True, check=False
        )
    found = _FOUND.search(done.stdout)
    if found is None:
        raise RuntimeError(done.stderr[-2000:] or done.stdout)
    count, took_us, median_us, broken, refused = map(int, found.groups())
    if broken or refused:
        raise Refused(f"{refused} answers were no success, {broken} connections broke")
    return Measured(count * 1e6 / took_us, median_us / 1000, statistics.mean(sizes))


def _once(requests: Requests) -> list[bytes]:
    messages = requests(0)
    first = next(messages)
    return [first, *takewhile(lambda one: one != first, messages)]


def _size(port: int, message: bytes) -> int:
    head, body = answer_of(port, message)
    if not head.startswith((b"HTTP/1.1 2", b"HTTP/1.1 304")):
        raise Refused(head.decode("latin-1").split("\r\n")[0] + " " + body[:300].decode("utf-8", "replace"))
    return len(body)


def _lua(message: bytes) -> str:
    """The message as a string of Lua, every byte by its number."""
    return '"' + "".join(f"\\{byte:03d}" for byte in message) + '"'
