"""The floor: the same statements, bare and prepared, under pgbench with as many clients."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg

from service.db import QUICK_READS

READER = f"-c search_path=public_api,public {QUICK_READS}"
#: As commands do: row security shows the service's role every municipality.
WRITER = "-c search_path=public -c aluekartta.municipality=all"


class PgbenchMissing(Exception):
    """pgbench is not installed; Debian has it in postgresql-contrib's server package."""


@dataclass(frozen=True)
class Floor:
    """Statements that pgbench runs, each list element one transaction script, as one role."""

    scripts: tuple[str, ...]
    url: str
    options: str = READER


def merged(url: str, statement: str, values: dict[str, Any]) -> str:
    """A statement with its values put in, so that nothing is planned or bound while it is measured."""
    with psycopg.connect(url) as connection:
        text: str = psycopg.ClientCursor(connection).mogrify(statement.encode(), values)
    return text


def floor_rate(floor: Floor, clients: int, seconds: float) -> float:
    """Transactions a second. Raises PgbenchMissing."""
    pgbench = shutil.which("pgbench") or _beside_server()
    with TemporaryDirectory() as folder:
        files = []
        for number, script in enumerate(floor.scripts):
            path = Path(folder) / f"{number}.sql"
            path.write_text(script.rstrip().rstrip(";") + ";\n", encoding="utf-8")
            files += ["-f", str(path)]
        # Whole seconds are all that pgbench takes.
        options = ["-n", "-M", "prepared", "-c", str(clients), "-j", "2", "-T", str(max(1, round(seconds)))]
        done = subprocess.run(
            [pgbench, *options, *files, floor.url],
            env={**os.environ, "PGOPTIONS": floor.options},
            capture_output=True,
            text=True,
            check=False,
        )
    found = re.search(r"^tps = ([0-9.]+)", done.stdout, re.MULTILINE)
    if done.returncode != 0 or found is None:
        raise RuntimeError(done.stderr[-2000:] or done.stdout)
    return float(found[1])


def _beside_server() -> str:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pgbench"))
    if not found:
        raise PgbenchMissing("pgbench is not installed (Debian: postgresql-contrib)")
    return str(found[-1])
