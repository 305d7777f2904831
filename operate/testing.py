"""`test`, `bench` and `check`: what a developer and the continuous integration run."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from operate import environment, packages, settings
from operate.environment import DEVELOPMENT
from operate.paths import Places
from operate.steps import StepFailed, step

#: Each has a browser, a service and a demo of its own in the end: well over a gigabyte.
MOST_WORKERS = 4


@dataclass(frozen=True)
class Check:
    """One static check. Params: `command` is empty if it cannot run here, and `why_not` says why."""

    name: str
    command: tuple[str, ...]
    why_not: str = ""


def test(places: Places, words: Sequence[str]) -> int:
    """Install what the tests need, run them, and return pytest's exit code.

    Params: `words` go to pytest, all but `--fast`, which leaves out the tests that drive a browser.
    """
    fast = "--fast" in words
    own = [word for word in words if word != "--fast"]
    packages.install(places, packages.missing_for_tests(browser=not fast), allowed=True)
    environment.ensure(places, DEVELOPMENT)
    _node_modules(places)  # the tests that run a client in Node skip themselves without
    selected = ["-m", "not browser"] if fast else []
    # Options alone leave a run whole: it is shared out among workers, a file staying with one of them.
    if all(word.startswith("-") for word in own):
        # One more than there are cores, for each waits now and then for a page or for the database. In the tree's
        # order and not by number of tests: the browser's long files then start early and the short ones end it.
        workers = min((os.cpu_count() or 1) + 1, MOST_WORKERS)
        selected += ["-n", str(workers), "--dist", "loadfile", "--no-loadscope-reorder"]
    return _run(places, [str(places.python), "-m", "pytest", *selected, *own])


def bench(places: Places, words: Sequence[str]) -> int:
    """Run the benchmarks, which start a cluster of their own; return their exit code."""
    packages.install(places, packages.missing_for_service(own_server=True), allowed=True)
    environment.ensure(places, DEVELOPMENT)
    return _run(places, [str(places.python), "-m", "tests.benchmarks", *words])


def check(places: Places) -> int:
    """Run every static check, also after one has failed; return 0 if all that could run passed."""
    environment.ensure(places, DEVELOPMENT)
    failed = []
    for one in _checks(places):
        if not one.command:
            print(f"- {one.name}: skipped, {one.why_not}", flush=True)
            continue
        began = time.monotonic()
        print(f"  {one.name} ...", flush=True)
        passed = _run(places, one.command) == 0
        print(f"{'+' if passed else '!'} {one.name}: {'passed' if passed else 'FAILED'} ", end="")
        print(f"({time.monotonic() - began:.1f} s)", flush=True)
        if not passed:
            failed.append(one.name)
    print(f"\nFailed: {', '.join(failed)}" if failed else "\nAll checks passed.")
    return 1 if failed else 0


def _checks(places: Places) -> list[Check]:
    python, programs = str(places.python), places.venv / "bin"
    return [
        Check("lint", (str(programs / "ruff"), "check", ".")),
        Check("format", (str(programs / "ruff"), "format", "--check", ".")),
        Check("types", (str(programs / "mypy"),)),
        Check("layers", (str(programs / "lint-imports"),)),
        Check("translations", (python, "-m", "service.cli", "check-translations")),
        Check("vendored files", (python, "-m", "pytest", "-q", "tests/static/test_vendor.py")),
        *_script_checks(places),
    ]


def _script_checks(places: Places) -> list[Check]:
    """TypeScript's compiler and Node's tests look at the JavaScript where Node is at hand; nobody has to have it."""
    names = ("script types", "script tests")
    lacking = _node_modules(places)
    if lacking:
        return [Check(name, (), lacking) for name in names]
    types = Check(names[0], (str(places.root / "tools" / "node_modules" / ".bin" / "tsc"), "-p", "tsconfig.json"))
    tests = sorted(str(path) for path in (places.root / "tests").glob("js/**/*.test.js"))
    return [types, Check(names[1], ("node", "--test", *tests) if tests else (), "there are none")]


def _node_modules(places: Places) -> str:
    """Install what `tools/package-lock.json` names; say why not where that cannot be, and nothing otherwise."""
    if not shutil.which("npm"):
        return "there is no npm"
    tools = places.root / "tools"
    with step("Installing the script checkers") as now:
        locked, installed = tools / "package-lock.json", tools / "node_modules" / ".package-lock.json"
        if installed.exists() and installed.stat().st_mtime >= locked.stat().st_mtime:
            now.outcome = "there already"
            return ""
        ci = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        try:
            now.run(ci, places.logs / "npm.log", cwd=tools)
        except StepFailed:
            return f"npm could not install them: {places.logs / 'npm.log'}"
    return ""


def _run(places: Places, command: Sequence[str]) -> int:
    # A test's service must not meet the database that an operator's shell points at.
    kept = settings.python_environment()
    kept = {name: value for name, value in kept.items() if not name.endswith("DATABASE_URL")}
    return subprocess.run(command, cwd=Path(places.root), env=kept, check=False).returncode
