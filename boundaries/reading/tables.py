"""Tables out of CSV and Excel files that anybody may send: cells as text, whatever stood in them, under limits.

A workbook is read as rows and nothing else: no formula is run, no link followed, no macro looked at.
"""

from __future__ import annotations

import csv
import datetime as dt
import tempfile
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from boundaries.reading.archives import opened_zip
from boundaries.reading.errors import UploadProblem
from boundaries.reading.model import MEGABYTE, FileLimits
from boundaries.reading.separated import separated_rows
from boundaries.reading.text import decoded

TEXT_ENDINGS = (".csv", ".tsv", ".txt")
MOST_COLUMNS = 200
MOST_ROWS = 10_000
#: A workbook numbers its rows itself: one that leaves gaps longer than this is made to keep its reader busy.
MOST_LINES = 2 * MOST_ROWS
#: No single cell of a table that people wrote is longer.
MOST_IN_CELL = 20_000
LIMITS = FileLimits(
    file_bytes=20 * MEGABYTE, text_bytes=20 * MEGABYTE, unpacked_bytes=120 * MEGABYTE, archive_members=500
)
_EXCEL = b"PK\x03\x04"
Rows = Generator[tuple[int, list[str]], None, None]
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


class TableProblem(UploadProblem):
    """A table that was refused while it was read; `code` is one of `TABLE_CODES` or of the archive's."""


#: Every code of a `TableProblem`, with what its sentence names.
TABLE_CODES = frozenset(
    {
        "table_format_unknown",  # name
        "table_empty",
        "table_too_large",  # megabytes
        "table_damaged",
        "table_not_text",
        "table_without_rows",
        "table_too_many_rows",  # count
        "table_too_many_columns",  # count
        "table_cell_too_long",  # row, count
    }
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table as text: one heading per column, each once, and rows as long as the heading.

    `lines` gives each row's number in the file as spreadsheets count, the heading's being 1.
    """

    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]


def read_table(data: bytes, name: str) -> Table:
    """The table in a file.

    Parameters
    ----------
    name : as its sender called it; says, together with the first bytes, what the file is.

    Returns
    -------
    The first sheet of a workbook, or the lines of a text file in whichever encoding and with whichever of
    `separated.DELIMITERS` it was written. Rows without any text are left out. Whole numbers of a workbook are written
    without decimals, days as 2026-11-22.

    Raises
    ------
    TableProblem
    """
    if not data:
        raise TableProblem("table_empty")
    if len(data) > LIMITS.file_bytes:
        raise TableProblem("table_too_large", megabytes=LIMITS.file_bytes // MEGABYTE)
    ending = PurePath(name).suffix.lower()
    if ending == ".xlsx" and data.startswith(_EXCEL):
        return _checked(closing(_sheet_rows(data)))
    if ending in TEXT_ENDINGS and not data.startswith((_EXCEL, _OLD_EXCEL)):
        return _checked(closing(_text_rows(data)))
    raise TableProblem("table_format_unknown", name=PurePath(name).name[-60:])


def _checked(opened: closing[Rows]) -> Table:
    # Closed by hand, so that a refusal leaves no file behind it.
    with opened as rows:
        return _table(rows)


def _table(rows: Rows) -> Table:
    heading: list[str] | None = None
    found: list[tuple[str, ...]] = []
    lines: list[int] = []
    for number, cells in rows:
        if any(len(cell) > MOST_IN_CELL for cell in cells):
            raise TableProblem("table_cell_too_long", row=number, count=MOST_IN_CELL)
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        if len(cells) > MOST_COLUMNS:
            raise TableProblem("table_too_many_columns", count=MOST_COLUMNS)
        if heading is None:
            heading = cells
            continue
        if len(found) == MOST_ROWS:
            raise TableProblem("table_too_many_rows", count=MOST_ROWS)
        found.append(tuple(cells))
        lines.append(number)
    if heading is None or not found:
        raise TableProblem("table_without_rows")
    width = max(len(heading), max(len(cells) for cells in found))
    names = _distinct([*heading, *([""] * (width - len(heading)))])
    return Table(names, tuple((*cells, *([""] * (width - len(cells)))) for cells in found), tuple(lines))


def _distinct(names: list[str]) -> tuple[str, ...]:
    """Every column with a name of its own, so that it can be chosen."""
    found: list[str] = []
    for number, name in enumerate(names, start=1):
        base = " ".join(name.split())[:80] or f"({number})"
        found.append(base if base not in found else f"{base} ({number})")
    return tuple(found)


def _text_rows(data: bytes) -> Rows:
    try:
        text = decoded(data)
    except UploadProblem as error:
        raise TableProblem("table_not_text") from error
    try:
        # Rows are counted as a spreadsheet counts them: a cell may hold several lines.
        for number, cells in enumerate(separated_rows(text), start=1):
            yield number, [clean_cell(cell) for cell in cells]
    except csv.Error as error:
        raise TableProblem("table_damaged") from error


def _sheet_rows(data: bytes) -> Rows:
    import openpyxl  # only who brings a workbook waits for it

    with tempfile.TemporaryDirectory(prefix="aluekartta-table-") as folder:
        path = Path(folder) / "table.xlsx"
        path.write_bytes(data)
        try:
            # What it unpacks to is looked at before anything is unpacked.
            with opened_zip(path, LIMITS):
                pass
            # Opened here, since a reader that fails in the middle leaves its file open.
            with path.open("rb") as file:
                yield from _book_rows(openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False))
        except TableProblem:
            raise
        except Exception as error:  # openpyxl raises whatever its parsers do
            raise TableProblem("table_damaged") from error


def _book_rows(book: Any) -> Rows:
    try:
        sheet = next(iter(book.worksheets), None)
        if sheet is None:
            raise TableProblem("table_without_rows")
        sheet.reset_dimensions()  # what a file says of its size may be wrong
        rows = sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1)
        for number, cells in enumerate(rows, start=1):
            if number > MOST_LINES:
                raise TableProblem("table_too_many_rows", count=MOST_ROWS)
            is_empty = all(cell is None for cell in cells)
            yield number, [] if is_empty else [clean_cell(_as_text(cell)) for cell in cells]
    finally:
        book.close()


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "seconds")
    return str(value)


def clean_cell(text: str) -> str:
    """A cell's text without what no database keeps; line breaks inside stay."""
    kept = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c if c.isprintable() or c in "\n\t" else " " for c in kept).strip()
