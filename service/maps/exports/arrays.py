"""Columns as the arrays that GDAL writes, under names that every database takes."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Names that a GeoPackage keeps for itself.
_TAKEN = ("fid", "geom", "geometry", "ogc_fid")
_TYPES: dict[str, Any] = {
    "text": object,
    "whole": np.int64,
    "number": np.float64,
    "flag": np.bool_,
    "day": "datetime64[D]",
    "moment": "datetime64[ms]",
}
_EMPTY = {"whole": 0, "number": np.nan, "flag": False}


def array_of(kind: str, values: list[Any]) -> NDArray[Any]:
    """The values as an array; what is empty is masked by `mask_of`."""
    if kind == "moment":
        values = [value.astimezone(dt.UTC).replace(tzinfo=None) if value else None for value in values]
    if kind in _EMPTY:
        values = [_EMPTY[kind] if value is None else value for value in values]
    return np.array(values, dtype=_TYPES[kind])


def mask_of(kind: str, values: list[Any]) -> NDArray[Any] | None:
    """Which values are empty, of kinds that have no empty value of their own."""
    return np.array([value is None for value in values], dtype=np.bool_) if kind in _EMPTY else None


def names_in_file(names: Iterable[str], most: int | None = None) -> dict[str, str]:
    """Each name as it stands in a file, none like another whichever case its letters are in.

    Parameters
    ----------
    most : letters that a name may have; it is then of plain letters, digits and underscores too.
    """
    given: dict[str, str] = {}
    used = set(_TAKEN) if most is None else set()
    for name in names:
        plain = name if most is None else _plain(name)[:most]
        candidate, number = plain, 1
        while candidate.lower() in used:
            number += 1
            ending = f"_{number}"
            candidate = (plain if most is None else plain[: most - len(ending)]) + ending
        used.add(candidate.lower())
        given[name] = candidate
    return given


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9_]", "_", letters) or "column"
