"""Running the real service for a test: real granian, real worker count, on a free loopback port."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from service.config import Settings

ROOT = Path(__file__).resolve().parent.parent


@dataclass
class RunningService:
    """A service process and its address."""

    url: str
    process: subprocess.Popen[bytes]


def environment_of(settings: Settings, port: int, **more: str) -> dict[str, str]:
    """The environment that a service process with these settings needs."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "DATABASE_URL": settings.database_url,
        "SERVICE_DATABASE_URL": settings.service_url,
        "PUBLIC_DATABASE_URL": settings.public_read_url,
        "ALUEKARTTA_SECRET_KEY": settings.secret_key,
        "ALUEKARTTA_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "ALUEKARTTA_DEMO_SIGN_IN": "1",
        "ALUEKARTTA_LOG_LEVEL": "ERROR",
        "ALUEKARTTA_PINS_PER_HOUR": "1000",
        **more,
    }


@contextmanager
def running_service(
    settings: Settings,
    *,
    workers: int = 1,
    more: Mapping[str, str] | None = None,
    log: Path | None = None,
    application: str = "tests.unsafe_wsgi:application",
) -> Iterator[RunningService]:
    """Run the service on `settings`' databases until the block ends.

    `application` is the one that lets a test cluster's lacking durability pass; `service.wsgi:application` is
    the service as it is.
    """
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--workers", str(workers), "--blocking-threads", "4", "--http", "1", "--no-ws"]
    command += ["--respawn-failed-workers", "--workers-kill-timeout", "5", "--log-level", "warning", application]
    output = log.open("wb") if log else subprocess.DEVNULL
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment_of(settings, port, **(more or {})), stdout=output, stderr=output
    )
    try:
        wait_until_healthy(f"http://127.0.0.1:{port}", process)
        yield RunningService(f"http://127.0.0.1:{port}", process)
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(15)
        process.kill()
        process.wait()
        if log:
            output.close()  # type: ignore[union-attr]


def wait_until_healthy(url: str, process: subprocess.Popen[bytes], seconds: float = 180) -> None:
    """Wait for `/health`; raises RuntimeError when the process ends or the time is over."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the service ended with {process.returncode}")
        with (
            suppress(urllib.error.URLError, ConnectionError, TimeoutError),
            urllib.request.urlopen(f"{url}/health", timeout=2) as answer,  # noqa: S310
        ):
            if answer.status == 200:
                return
        time.sleep(0.2)
    raise RuntimeError("the service did not become healthy")


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
