"""The statements on a proposal as a workbook: a row for each, or for each of its segments once it is split."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from boundaries.reading.tables import MOST_IN_CELL, clean_cell
from service.effects import document as effects
from service.effects.queries import Published
from service.i18n import gettext as _
from service.statements.exports.gathering import Answered, Entry
from service.web.spreadsheet import Cell

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDTHS = (16, 14, 26, 26, 30, 60, 18, 60, 24, 60, 24, 14, 10, 40, 60, 14, 40)


def heading() -> list[str]:
    """The names of the columns in the reader's language."""
    return [
        _("Reference"), _("Received"), _("From"), _("About"), _("Title"), _("Statement"), _("Handling"),
        _("Answer"), _("Outcome"), _("What was changed"), _("Answered by"), _("Answered on"), _("Version"),
        _("How it was decided"), _("Dissenting opinions"),
        _("Co-signers"), _("Names of co-signers"),
    ]  # fmt: skip


def table_rows(rows: Sequence[Entry]) -> Iterator[list[Cell]]:
    """The rows below the heading."""
    for row in rows:
        whole = Answered(row.body, row.lead, row.outcome)
        for part in row.segments or (whole,):
            yield [
                row.reference, row.received_on, row.giver, row.about, row.title, part.text, row.state,
                part.answer, part.outcome or row.outcome, row.change_note, row.signature, row.answered_on,
                row.response_version or None, row.decision, "\n\n".join(row.dissents), row.signatures,
                ", ".join(row.signer_names),
            ]  # fmt: skip


def workbook(rows: Sequence[Entry], assessed: Published | None = None, said: Mapping[str, int] | None = None) -> bytes:
    """The table as a workbook, with the effects as assessed on a sheet of their own where there is an assessment.

    Parameters
    ----------
    said : how many statements are about each row of the assessment, by the row's key.
    """
    from openpyxl import Workbook  # only who takes a workbook waits for it

    book = Workbook()
    book.active.title = _("Statements")
    _fill(book.active, [heading(), *table_rows(rows)], _WIDTHS)
    if assessed is not None:
        lines = [effects.heading(), *effects.sheet_rows(assessed, said)]
        _fill(book.create_sheet(_("Effects")), lines, effects.WIDTHS)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Worksheet, lines: Sequence[Sequence[Cell]], widths: Sequence[int]) -> None:
    """Write a table with its heading. Text is written as text, so that none of it is run as a formula."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for line, values in enumerate(lines, start=1):
        for place, value in enumerate(values, start=1):
            cell = sheet.cell(line, place)
            cell.value = clean_cell(value)[:MOST_IN_CELL] if isinstance(value, str) else value
            if isinstance(value, str):
                cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for place, width in enumerate(widths, start=1):
        sheet.cell(1, place).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "B2"
