"""Reference cases and the data they stand on, for the tests of this folder."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas
import pyogrio

TOP = Path(__file__).resolve().parents[2]


@cache
def _cases() -> dict[str, Any]:
    files = sorted((TOP / "tests/reference").glob("*cases.json"))
    found = [case for file in files for case in json.loads(file.read_text(encoding="utf-8"))["cases"]]
    return {case["id"]: case for case in found}


def case(name: str) -> dict[str, Any]:
    """One case by its id."""
    return _cases()[name]


def layer(path: str, name: str | None = None) -> Any:
    """A layer of a GeoPackage, path from the top of the project, as a frame."""
    return pyogrio.read_dataframe(TOP / path, layer=name)


def table(path: str) -> Any:
    """A CSV, path from the top of the project, as a frame."""
    return pandas.read_csv(TOP / path)


def points(path: str) -> np.ndarray:
    """A CSV of x and y."""
    with (TOP / path).open(encoding="utf-8") as lines:
        return np.array([[float(row["x"]), float(row["y"])] for row in csv.DictReader(lines)])
