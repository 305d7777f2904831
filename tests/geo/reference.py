"""Reference cases and the data they stand on, for the tests of this folder."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio

TOP = Path(__file__).resolve().parents[2]


@cache
def _cases() -> dict[str, Any]:
    found = json.loads((TOP / "tests/reference/cases.json").read_text(encoding="utf-8"))
    return {case["id"]: case for case in found["cases"]}


def case(name: str) -> dict[str, Any]:
    """One case by its id."""
    return _cases()[name]


def layer(path: str, name: str | None = None) -> Any:
    """A layer of a GeoPackage, path from the top of the project, as a frame."""
    return pyogrio.read_dataframe(TOP / path, layer=name)


def points(path: str) -> np.ndarray:
    """A CSV of x and y."""
    with (TOP / path).open(encoding="utf-8") as lines:
        return np.array([[float(row["x"]), float(row["y"])] for row in csv.DictReader(lines)])
