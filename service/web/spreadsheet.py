"""Tables that a Finnish spreadsheet opens right by a double click, and that run nothing when they do.

UTF-8 with a byte-order mark, since without one Excel takes the letters for Windows-1252; semicolons and decimal
commas, since that is what Excel and LibreOffice expect where they are set up in Finnish or Swedish, whichever
language the page is read in. Programs take JSON instead.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence

BYTE_ORDER_MARK = "\ufeff"
#: A cell of text that begins so is run as a formula by spreadsheets.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
Cell = str | int | float | bool | dt.date | None


def table_text(heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """A table as text. `None` is an empty cell; numbers have decimal commas; days are written 2026-11-22."""
    out = io.StringIO()
    out.write(BYTE_ORDER_MARK)
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([disarmed(one) for one in heading])
    writer.writerows([cell_text(one) for one in row] for row in rows)
    return out.getvalue()


def cell_text(value: Cell) -> str:
    """A cell as it is written."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", ",")
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return disarmed(value)


def disarmed(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe goes before what would be one."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
