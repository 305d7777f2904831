"""What a cell of figures holds: a number, a mark that hides one, nothing, or something that does not belong there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from boundaries.reading.values import number_in

#: Marks that hide a figure wherever they stand, as statistical offices write them.
ALWAYS_HIDDEN = ("..", "...", "x", "*", "**", "(x)")
#: Marks that say that there is no figure.
ALWAYS_MISSING = (".", "na", "n/a", "nan", "null", "none", "puuttuu", "saknas")
#: Numbers that some publishers write for a hidden figure, besides -1.
NINES = ("99", "999", "9999", "99999", "999999")
HIDDEN_MINUS = ("-1", "-9", "-99", "-999", "-9999")
#: Nines are taken for a mark only from so many on, and when they stand so far above what is next to them.
LEAST_NINES, FAR_ABOVE = 2, 2.0
_UNDER = re.compile(r"[<≤]\s*\d{1,2}")


def cell_state(text: str, hidden: Collection[str], missing: Collection[str]) -> tuple[str, float | None] | None:
    """A cell as a state and a number.

    Parameters
    ----------
    hidden, missing : marks, compared without regard to case; those that are numbers also as numbers (-1,0 is -1).
        An empty mark stands for an empty cell.

    Returns
    -------
    ``("value", 12.5)``, ``("suppressed", None)`` or ``("missing", None)``; None for a text that is neither a mark
    nor a number. An empty cell without a mark of its own is missing.
    """
    plain = " ".join(text.split()).lower()
    number = number_in(_signed(plain))
    if is_marked(plain, number, hidden):
        return "suppressed", None
    if is_marked(plain, number, missing) or not plain:
        return "missing", None
    return None if number is None else ("value", number)


def is_marked(plain: str, number: float | None, marks: Collection[str]) -> bool:
    """Whether a cell is one of the marks."""
    if plain in marks:
        return True
    return number is not None and any(number_in(mark) == number for mark in marks if mark)


def marks_in(text: str) -> tuple[str, ...]:
    """Marks that somebody wrote into a field, parted by spaces or semicolons, in lower case."""
    return tuple(dict.fromkeys(text.replace(";", " ").lower().split()))


def likely_hidden(cells: Sequence[str]) -> tuple[str, ...]:
    """The marks of a column that likely hide figures: known signs, "<5", a lone -1, and nines far above the rest."""
    plain = [" ".join(cell.split()).lower() for cell in cells]
    seen = Counter(plain)
    found = [mark for mark in ALWAYS_HIDDEN if mark in seen]
    found += sorted({cell for cell in seen if _UNDER.fullmatch(cell) and " " not in cell})
    numbers = [number for cell in plain if (number := number_in(_signed(cell))) is not None]
    negative = {number for number in numbers if number < 0}
    # Where anything else is below nothing, -1 may well be a figure.
    found += [mark for mark in HIDDEN_MINUS if negative == {float(mark)}]
    return (*found, *_nines(numbers))


def likely_missing(cells: Sequence[str]) -> tuple[str, ...]:
    """The marks of a column that likely say that there is no figure."""
    seen = {" ".join(cell.split()).lower() for cell in cells}
    return tuple(mark for mark in ALWAYS_MISSING if mark in seen)


def _nines(numbers: Sequence[float]) -> tuple[str, ...]:
    counted = Counter(numbers)
    for mark in NINES:
        rest = [number for number in counted if number != float(mark)]
        is_top = bool(rest) and float(mark) >= FAR_ABOVE * max(rest)
        if counted[float(mark)] >= LEAST_NINES and is_top:
            return (mark,)
    return ()


def _signed(text: str) -> str:
    """A minus as keyboards write it."""
    return text.replace("\u2212", "-").replace("\u2013", "-")
