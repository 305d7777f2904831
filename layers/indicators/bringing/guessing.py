"""Which columns of a table likely hold the figures, where there are so few that nothing else can be meant."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from layers.indicators.bringing.cells import cell_state, likely_hidden, likely_missing

#: A column holds figures when so much of it is numbers or marks of hidden and missing ones, and any of it a number.
MOSTLY = 0.8


def figure_columns(
    heading: Sequence[str], rows: Sequence[Sequence[str]], taken: Collection[str]
) -> tuple[str, dict[str, str]] | None:
    """The kind of indicator and its columns by part; None where there is more than one way to read the table.

    One column of figures is a value. Two, one of them nowhere above the other, are the counts of a share.

    Parameters
    ----------
    taken : columns that name the areas.
    """
    found = {}
    for at, name in enumerate(heading):
        if name in taken:
            continue
        cells = [row[at] for row in rows]
        hidden, missing = likely_hidden(cells), likely_missing(cells)
        states = [cell_state(cell, hidden, missing) for cell in cells]
        numbers = [state[1] if state else None for state in states]
        if sum(state is not None for state in states) >= MOSTLY * len(states) and any(n is not None for n in numbers):
            found[name] = numbers
    if len(found) == 1:
        return "value", {"value": next(iter(found))}
    if len(found) != 2:
        return None
    (one, ones), (other, others) = found.items()
    if _within(ones, others):
        return "share", {"part": one, "whole": other}
    if _within(others, ones):
        return "share", {"part": other, "whole": one}
    return None


def _within(part: Sequence[float | None], whole: Sequence[float | None]) -> bool:
    pairs = [(a, b) for a, b in zip(part, whole, strict=True) if a is not None and b is not None]
    return bool(pairs) and all(0 <= a <= b for a, b in pairs) and any(a < b for a, b in pairs)
