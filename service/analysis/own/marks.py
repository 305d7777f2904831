"""Marks of hidden and missing figures as the form offers them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from layers.indicators.bringing.cells import likely_hidden, likely_missing
from service.analysis.own.schemas import FIGURE_PARTS


def marks_guessed(
    heading: Sequence[str], cells: Sequence[Sequence[str]], mapping: Mapping[str, str], before: Mapping[str, str]
) -> dict[str, str]:
    """Marks for the fields of the form, for parts whose column is another than before: what likely hides figures of
    each, and what likely says that there is none."""
    found: dict[str, str] = {}
    missing: list[str] = []
    for part in FIGURE_PARTS:
        if part in mapping and mapping[part] != before.get(part):
            column = [row[heading.index(mapping[part])] for row in cells]
            found[f"hidden_{part}"] = " ".join(likely_hidden(column))
            missing += likely_missing(column)
    if missing:
        found["missing"] = " ".join(dict.fromkeys(missing))
    return found
