"""Rows out of text whose cells are separated, by whichever character the program at hand separates them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

DELIMITERS = (";", "\t", ",", "|")
_NAMED = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_FIRST_LINE = re.compile(r"\n*([^\n]*)")
#: An outline of ten thousand corners in a cell is longer than what the standard library takes by itself.
csv.field_size_limit(32 * 1024 * 1024)


def separated_rows(text: str) -> Iterator[list[str]]:
    """The rows of a text, empty ones too, with their cells as they stand.

    The delimiter is what the first line says (``sep=;``, which Excel writes to itself), or the one of `DELIMITERS`
    that stands in the first line most often.

    Raises csv.Error for what cannot be told into cells.
    """
    named = _NAMED.match(text)
    first = _FIRST_LINE.match(text)
    delimiter = named[1] if named else max(DELIMITERS, key=(first[1] if first else "").count)
    yield from csv.reader(io.StringIO(text[named.end() :] if named else text, newline=""), delimiter=delimiter)
