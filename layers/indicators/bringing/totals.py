"""Rows that are no area: sums of all, and placeholders with figures that no area could have."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from layers.indicators.bringing.units import plain

#: What rows of sums begin with.
TOTALS = (
    "yhteensä", "summa", "koko kunta", "koko kaupunki", "koko maa", "kaikki", "totalt", "sammanlagt", "samtliga",
    "hela kommunen", "hela staden", "hela landet", "alla", "total", "sum", "all areas", "whole", "muut", "tuntematon",
    "okänd", "övriga", "unknown",
)  # fmt: skip
#: A figure of an unknown area is no area's when it is as great as so much of all known ones together.
OF_ALL = 0.5


def is_named_total(code: str, name: str, town: Collection[str]) -> bool:
    """Whether a row says of itself that it is of all areas, or of none.

    Parameters
    ----------
    town : names of the municipality, in lower case.
    """
    texts = [plain(text) for text in (code, name) if text]
    return any(text in town or any(_begins(text, word) for word in TOTALS) for text in texts)


def outsized(figure: float | None, known: Sequence[float | None]) -> bool:
    """Whether a figure of no known area is greater than any area's and half as great as all of theirs together."""
    others = [value for value in known if value is not None]
    if figure is None or len(others) < 2:
        return False
    return figure > max(others) and figure >= OF_ALL * sum(others)


def _begins(text: str, word: str) -> bool:
    return text == word or text.startswith((f"{word} ", f"{word},", f"{word}:"))
