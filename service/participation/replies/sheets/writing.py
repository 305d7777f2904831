"""The table of answers as a file: a workbook with lists to choose from, or text for any spreadsheet."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from boundaries.database import sql
from boundaries.reading.tables import MOST_IN_CELL, clean_cell
from service.i18n import gettext as _
from service.participation.pins.queries import ThemeChoice
from service.participation.replies.links.queries import Target
from service.participation.replies.links.words import RELATIONS
from service.participation.replies.sheets.columns import COLUMNS, STATES, heading, state_words
from service.web.spreadsheet import Cell

PACKAGE = "service.participation.replies.sheets"
#: A sheet holds at most so many rows, in the file that is made and in the one that is sent.
MOST_ROWS = 2_000
_WIDTHS = {"title": 32, "text": 60, "public_text": 60, "link": 40, "link_reason": 40, "reference": 16, "state": 20}


def versions(db: Session, municipality_id: int, references: Sequence[str]) -> dict[str, Row[Any]]:
    """The mark of each public input as it is now, with its id, by reference."""
    values = {"municipality_id": municipality_id, "refs": list(references)}
    return {row.reference: row for row in db.execute(sql(PACKAGE, "versions"), values)}


def sheet_rows(
    db: Session, municipality_id: int, items: Sequence[Row[Any]], themes: dict[str, ThemeChoice]
) -> list[list[Cell]]:
    """The rows of the desk as rows of the table, with empty cells to fill in."""
    marks = versions(db, municipality_id, [item.reference for item in items])
    rows: list[list[Cell]] = []
    for item in items:
        given: dict[str, Cell] = {
            "reference": item.reference,
            "part": item.part_number or None,
            "version": marks[item.reference].version,
            "title": item.title,
            "text": item.part_text or item.body,
            "theme": themes[item.theme].label,
            "received": item.created_on,
            "due": item.due_on,
            "now": state_words(item.state),
        }
        rows.append([given.get(key) for key in COLUMNS])
    return rows


def workbook(rows: Sequence[Sequence[Cell]], targets: Sequence[Target]) -> bytes:
    """The table as a workbook. Text is written as text, so that none of it is run as a formula."""
    from openpyxl import Workbook  # only who takes a workbook waits for it
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    sheet, lists = book.active, book.create_sheet(_("Choices"))
    sheet.title = _("Answers")
    for line, row in enumerate([heading(), *rows], start=1):
        for place, value in enumerate(row, start=1):
            _write(sheet.cell(line, place), value)
            sheet.cell(line, place).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "B2"
    choices = {
        "state": [_(words) for words in STATES.values()],
        "relation": [_(words) for words in RELATIONS.values()],
        "link": [one.title for one in targets],
    }
    for place, key in enumerate(COLUMNS, start=1):
        letter = get_column_letter(place)
        sheet.cell(1, place).font = Font(bold=True)
        sheet.column_dimensions[letter].width = _WIDTHS.get(key, 14)
        if choices.get(key):
            own = get_column_letter(list(choices).index(key) + 1)
            for line, text in enumerate(choices[key], start=1):
                _write(lists[f"{own}{line}"], text)
            source = f"='{lists.title}'!${own}$1:${own}${len(choices[key])}"
            check = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=False)
            check.add(f"{letter}2:{letter}{max(2, len(rows) + 1)}")
            sheet.add_data_validation(check)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write(cell: Any, value: Cell) -> None:
    if isinstance(value, str):
        value = clean_cell(value)[:MOST_IN_CELL]
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
