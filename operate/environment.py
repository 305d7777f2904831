"""The project's own Python environment, made from the locked requirements."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from operate import files
from operate.errors import OperateError
from operate.paths import Places
from operate.steps import Step, StepFailed, step

RUNTIME = "requirements.lock"
# Holds all of RUNTIME too, so that an environment with it serves both.
DEVELOPMENT = "requirements-dev.lock"
_INSTALLER = "requirements-installer.lock"
_STAMP = ".locked"
OLDEST_PYTHON = (3, 11)


class EnvironmentMissing(OperateError):
    """The environment lacks or is stale, and may not be made (`--no-install`)."""


def is_current(places: Places, lock: str = RUNTIME) -> bool:
    """Tell whether the environment holds what `lock` asks for; reads two small files only."""
    stamp = _stamp(places)
    return (
        places.python.exists()
        and stamp.get("root") == str(places.root)
        and stamp.get(lock) == files.sha256_of(places.root / lock)
    )


def ensure(places: Places, lock: str = RUNTIME, *, allowed: bool = True) -> None:
    """Make the environment hold what `lock` asks for; does nothing if it does.

    Every package is checked against the hash in the lock. uv does the work; without it, pip does.
    Params: `allowed` false (`--no-install`) turns a lack into an error.
    Errors: EnvironmentMissing, StepFailed.
    """
    if is_current(places, lock):
        return
    if not allowed:
        raise EnvironmentMissing(
            f"The environment {places.venv} does not hold what {lock} asks for.",
            "Run ./aluekartta up without --no-install.",
        )
    # A later `up` must not throw out what the tests need: what was there stays, brought up to date.
    wanted = DEVELOPMENT if DEVELOPMENT in _stamp(places) else lock
    with step("Installing the Python environment") as now:
        _make_venv(now, places)
        (places.venv / _STAMP).unlink(missing_ok=True)
        _install(now, places, wanted)
        locks = {RUNTIME, wanted}
        marks = {name: files.sha256_of(places.root / name) for name in sorted(locks)}
        # Written last: a broken-off installation has no stamp and is gone through again.
        files.write_whole(places.venv / _STAMP, json.dumps({"root": str(places.root), **marks}))


def _stamp(places: Places) -> dict[str, str]:
    try:
        found = json.loads((places.venv / _STAMP).read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return found if isinstance(found, dict) else {}


def _make_venv(now: Step, places: Places) -> None:
    if _has_working_pip(places) and _stamp(places).get("root", str(places.root)) == str(places.root):
        return
    # Scripts inside name their folder, so an environment cannot be moved: it is made in its place.
    shutil.rmtree(places.venv, ignore_errors=True)
    now.run([_system_python(), "-m", "venv", places.venv], places.logs / "environment.log", cwd=places.root)


def _has_working_pip(places: Places) -> bool:
    if not places.python.exists():
        return False
    asked = subprocess.run([places.python, "-m", "pip", "--version"], capture_output=True, check=False)
    return asked.returncode == 0


def _system_python() -> Path:
    """Return the interpreter to build on: never one inside an environment that is about to go."""
    return Path(getattr(sys, "_base_executable", sys.executable))


def _install(now: Step, places: Places, lock: str) -> None:
    log = places.logs / "environment.log"
    environment = os.environ | {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "UV_NO_PROGRESS": "1"}
    pip = [places.python, "-m", "pip", "install", "--require-hashes", "-r"]
    try:
        if not (places.venv / "bin" / "uv").exists():
            now.detail = "fetching the installer"
            now.run([*pip, places.root / _INSTALLER], log, cwd=places.root, env=environment)
        uv = [places.venv / "bin" / "uv", "pip", "sync", "--require-hashes", "--python", places.python]
        now.run([*uv, places.root / lock], log, cwd=places.root, env=environment)
    except StepFailed:
        now.detail = "trying again with pip, which is slower"
        now.run([*pip, places.root / lock], log, cwd=places.root, env=environment)
