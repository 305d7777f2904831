"""A small city elsewhere can be created, drawn on and analysed: nothing but one module knows the country.

The metric CRS is fixed when a process starts, so the foreign city lives in a process of its own: the same
made-up town, in the middle of Sweden, in EPSG:3006 (whose register puts northing first), through the same
migrations, routes, tiles and features.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHECKS = (
    "tests/service/foreign_city_checks.py",
    "tests/service/maps/test_tiles.py::test_an_area_lies_where_it_should",
    "tests/service/maps/test_tiles.py::test_pins_from_afar_are_cells_with_the_mean_place",
    "tests/service/maps/test_tiles.py::test_the_webs_matrix_shows_the_same_places",
    "tests/service/maps/test_features.py::test_a_box_of_the_world_finds_everything",
    "tests/service/maps/test_features.py::test_a_box_finds_what_it_touches_in_every_reference_system",
    "tests/service/maps/test_features.py::test_coordinates_are_answered_in_each_reference_system",
)
#: Where the number of the default CRS may stand: the one module, what describes data, and tests.
MAY_NAME_IT = ("geo/crs.py", "docs/", "demo/", "tests/", "README.md", "CHANGELOG.md")
PROGRAM_TEXT = {".py", ".sql", ".js", ".mjs", ".html", ".css", ".toml", ".mako", ".yaml", ".yml", ".sh", ""}


def test_a_city_in_another_country_works_from_end_to_end() -> None:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")},
        "ALUEKARTTA_METRIC_CRS": "3006",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *CHECKS]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert " passed" in done.stdout
    assert "skipped" not in done.stdout


def test_nothing_but_one_module_names_the_default_crs() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    number = re.compile(r"(?<![0-9a-f])3067(?![0-9a-f])")
    naming = [
        name
        for name in listed.stdout.split("\0")
        if name
        and not name.startswith((*MAY_NAME_IT, "static/vendor/"))
        and Path(name).suffix in PROGRAM_TEXT
        and (ROOT / name).is_file()
        and number.search((ROOT / name).read_text(encoding="utf-8", errors="replace"))
    ]
    assert naming == []
