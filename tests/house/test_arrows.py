"""The house keeps its shape: imports point one way, and every module is placed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_imports_point_one_way() -> None:
    run = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_folder_of_the_top_is_ours_alone() -> None:
    """Another distribution named `geo` or `service` beside ours would overwrite our files in silence."""
    from importlib.metadata import packages_distributions

    owners = packages_distributions()
    for name in ("geo", "boundaries", "layers", "service", "static", "demo", "operate"):
        assert set(owners.get(name, [])) <= {"aluekartta"}, f"{name} belongs to {owners[name]} too"
