"""Values of a feature as JSON knows them, and which of its columns hold names and codes."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

LONGEST = 500
#: What names of columns begin with, most telling first. Shapefiles cut them to ten letters.
HINTS: dict[str, tuple[str, ...]] = {
    "fi": ("nimi_fi", "name_fi", "nimifi", "nimi_suomi", "nimi_suome", "nimi", "alue", "name", "label", "title"),
    "sv": ("namn_sv", "name_sv", "nimi_sv", "nimi_ruots", "nimi_ruotsi", "namn", "nimi_se", "name_se"),
    "code": ("koodi", "tunnus", "code", "kunnan_os", "tunniste", "numero", "nro", "id", "kaupunginosatunnus"),
}
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?(?:e[-+]?\d+)?", re.IGNORECASE)
_NOT_WORD = re.compile(r"[^a-zåäö0-9]+")


def number_in(text: str) -> float | None:
    """A number with a decimal point or comma, spaces between thousands allowed; None for anything else."""
    tight = "".join(text.split())
    if not _NUMBER.fullmatch(tight):
        return None
    value = float(tight.replace(",", "."))
    return value if math.isfinite(value) else None


def plain(value: Any) -> Any:
    """A cell's value as JSON knows it; what is empty or not a number is None, what is nested is text."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return value if abs(value) < 2**63 else str(value)[:LONGEST]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dt.datetime | dt.date):
        return None if value != value else value.isoformat()  # NaT equals nothing
    return clean(value) if isinstance(value, str) else clean(str(value))


def clean(text: str) -> str:
    """A text without what no database keeps and no page shows, of bounded length."""
    return "".join(c if c.isprintable() else " " for c in text[:LONGEST]).strip()


def own_names(names: Iterable[str]) -> list[str]:
    """Names of columns as they are kept: clean, at most 80 letters, no two the same: a second one gets a number."""
    found: dict[str, None] = {}
    for name in names:
        plain_name = clean(name)[:80] or "?"
        own, number = plain_name, 1
        while own in found:
            number += 1
            own = f"{plain_name[:74]} {number}"
        found[own] = None
    return list(found)


def text_of(value: Any) -> str:
    """A value as the text of a name or a code: 12.0 is "12", nothing is empty."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


def guessed_columns(columns: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The columns that likely hold the Finnish and Swedish name and the code: ``{"fi": column, ...}``.

    A part without a likely column is left out. Where no name is likely, the first column with texts is one.
    """
    names = list(columns)
    found: dict[str, str] = {}
    for part in ("sv", "code", "fi"):  # what is plainly Swedish is not the Finnish name
        best = _best(part, [name for name in names if name not in found.values()])
        if best:
            found[part] = best
    if "fi" not in found:
        sample = list(rows)[:20]
        for name in names:
            texts = [row.get(name) for row in sample]
            if name not in found.values() and any(isinstance(text, str) and not text.isdecimal() for text in texts):
                found["fi"] = name
                break
    return found


def _best(part: str, names: list[str]) -> str:
    plain_names = {name: _NOT_WORD.sub("_", name.lower()).strip("_") for name in names}
    for hint in HINTS[part]:
        for name, simple in plain_names.items():
            if simple == hint:
                return name
    for hint in HINTS[part]:
        for name, simple in plain_names.items():
            is_swedish = simple.endswith(("_sv", "_se", "_ruots", "_ruotsi"))
            if len(hint) > 3 and simple.startswith(hint) and is_swedish == (part == "sv"):
                return name
    return ""
