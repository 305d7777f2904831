"""Thousands of made-up requests to the real service, from its own descriptions: none fails, breaks off or is slow.

Schemathesis makes them: for each operation, values at and over every limit, and random ones. A fixed seed makes them
the same each time. Writing is tried too, by a token; what gets in is thrown away with the database.

They are more than 10,000. None may take longer than 20 seconds beside the other tests; with `QUIET=1`, for a machine
that does nothing else, longer than three.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from service.machines.operations import make_key
from service.permissions import Actor
from tests.conftest import TownDatabase
from tests.servers import ROOT, running_service
from tests.service.api.open311_document import DOCUMENT
from tests.service.maps.conftest import put_pins  # noqa: F401  (a fixture)

SEED = "20261126"
#: Nothing takes longer than this; beside other work a request may wait for its turn.
MOST_S = 3 if os.environ.get("QUIET") == "1" else 20
LEAST = 10_000
PHASES = "examples,coverage,fuzzing,stateful"
CHECKS = "not_a_server_error,no_traceback"


@pytest.fixture
def served(town: TownDatabase, put_pins: object) -> Iterator[tuple[str, str]]:  # noqa: F811
    """The address of the real service on the made-up town, and a token that may write what tokens may."""
    put_pins(*[(50 + n * 100, 50 + n * 100) for n in range(25)])  # type: ignore[operator]
    with town.session() as db:
        _key, secret = make_key(
            db, Actor(1), name="Koe", per_hour=10_000, scopes=["pins", "areas", "statements", "reports"]
        )
        db.commit()
    with running_service(town.settings, workers=2) as service:
        yield service.url, secret


def test_no_request_breaks_anything(served: tuple[str, str], tmp_path: Path) -> None:
    url, secret = served
    reports = tmp_path / "open311.json"
    reports.write_text(json.dumps(DOCUMENT))
    asked = (
        (f"{url}/ogc/api", url, "ogc", 13),
        (f"{url}/api/openapi.json", url, "api", 16),
        (str(reports), f"{url}/open311/v2", "open311", 70),
    )
    # Side by side, each with one worker: two in one process upset Python 3.11's parser, which the tool uses.
    with ThreadPoolExecutor(len(asked)) as pool:
        jobs = [
            pool.submit(calls_of, source, address, secret, tmp_path / f"{name}.report.json", examples)
            for source, address, name, examples in asked
        ]
        made = [job.result() for job in jobs]
    assert sum(made) >= LEAST, made
    assert min(made) >= LEAST // 20, made


def calls_of(source: str, url: str, secret: str, report: Path, examples: int) -> int:
    """How many requests were made; fails with Schemathesis' own words when one was answered badly."""
    program = shutil.which("schemathesis", path=str(Path(sys.executable).parent))
    assert program, "schemathesis is in requirements-dev.lock"
    command = [program, "run", source, "--checks", CHECKS, "--max-response-time", str(MOST_S), "--seed", SEED]
    command += ["--max-examples", str(examples), "--workers", "1", "--no-color", "--no-shrink", "--warnings", "off"]
    command += ["--phases", PHASES, "--generation-database", "none", "--header", f"Authorization: Bearer {secret}"]
    command += ["--report-json-path", str(report), "--continue-on-failure"]
    if "://" not in source:
        command += ["--url", url]
    environment = {"PATH": "/usr/bin:/bin", "SCHEMATHESIS_HOOKS": "tests.service.api.hooks", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=report.parent, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr[-2000:]
    return int(json.loads(report.read_text())["test_cases"]["generated"])
