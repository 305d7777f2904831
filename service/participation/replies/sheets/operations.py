"""Keeping a table of answers, and using it: verbs that flush and never commit."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from boundaries.reading.tables import Table, TableProblem, read_table
from service.audit import record
from service.errors import InvalidInput, NotFound
from service.i18n import gettext as _
from service.participation.pins.models import Pin
from service.participation.replies.answers.operations import answer
from service.participation.replies.links.queries import Target
from service.participation.replies.sheets.columns import COLUMNS, NEEDED, TO_FILL, columns_in
from service.participation.replies.sheets.models import AnswerSheet
from service.participation.replies.sheets.planning import Planned, plan
from service.participation.replies.sheets.writing import MOST_ROWS
from service.permissions import Actor
from service.web.plain_text import clean_line
from service.web.spreadsheet import FORMULA_STARTS

_KEPT = ("reference", "part", "version", *TO_FILL)


def keep_sheet(db: Session, actor: Actor, data: bytes, name: str) -> AnswerSheet:
    """Read a table and keep its filled rows; nothing is answered yet.

    Raises TableProblem for a file that is no such table, and InvalidInput when columns are missing or no row is
    filled in.
    """
    rows = filled_rows(read_table(data, name))
    sheet = AnswerSheet(
        municipality_id=actor.municipality_id,
        person_id=actor.person_id,
        file_name=str(clean_line(PurePath(name).name))[-120:],
        rows=rows,
    )
    db.add(sheet)
    db.flush()
    return sheet


def filled_rows(table: Table) -> list[dict[str, str | int]]:
    """The rows of a table in which something was filled in, by column.

    Raises InvalidInput when columns are missing or no row is filled in, and TableProblem for too many rows.
    """
    places = columns_in(table.heading)
    missing = [_(COLUMNS[key]) for key in NEEDED if key not in places]
    if missing:
        sentence = _(
            "The table has no column %(names)s. Take the table from here and fill it in.", names=", ".join(missing)
        )
        raise InvalidInput(sentence)
    found: list[dict[str, str | int]] = []
    for line, cells in zip(table.lines, table.rows, strict=True):
        row = {key: _typed(cells[places[key]]) if key in places else "" for key in _KEPT}
        if any(row[key] for key in TO_FILL):
            found.append({"line": line, **row, "reference": row["reference"].upper()})
    if len(found) > MOST_ROWS:
        raise TableProblem("table_too_many_rows", count=MOST_ROWS)
    if not found:
        raise InvalidInput(_("No row of the table has an answer. Fill in at least the state and the answer of one."))
    return found


def sheet_of(db: Session, actor: Actor, number: uuid.UUID, *, is_locked: bool = False) -> AnswerSheet:
    """A sheet that this person sent. Raises NotFound."""
    query = select(AnswerSheet).where(
        AnswerSheet.id == number,
        AnswerSheet.municipality_id == actor.municipality_id,
        AnswerSheet.person_id == actor.person_id,
    )
    found = db.scalar(query.with_for_update() if is_locked else query)
    if found is None:
        raise NotFound(_("There is no such table of answers any more."))
    return found


def use_sheet(
    db: Session, actor: Actor, sheet: AnswerSheet, targets: Mapping[str, Target], *, all_or_nothing: bool
) -> list[Planned]:
    """Give the answers of a sheet in the caller's transaction, and tell what became of each row.

    The inputs are locked first, so that nobody changes one between the last look and the answer. With
    `all_or_nothing` a row that is wrong keeps every answer back; then `sheet.applied_at` stays None.
    """
    pins = _locked(db, sheet)
    planned = plan(db, sheet, targets)
    good = [one for one in planned if one.is_good]
    if not good or (all_or_nothing and len(good) < len(planned)):
        return planned
    for one in good:
        assert one.form is not None  # noqa: S101 (a good row has an answer)
        answer(db, actor, pins[one.reference], one.form, one.uses)
    sheet.answered, sheet.left_out = len(good), len(planned) - len(good)
    sheet.applied_at = func.now()
    db.flush()
    record(db, actor, "answers.applied", "sheet", str(sheet.id), answered=len(good), left_out=sheet.left_out)
    return planned


def drop_sheet(db: Session, sheet: AnswerSheet) -> None:
    """Forget a sheet; answers that were given stay."""
    db.delete(sheet)
    db.flush()


def sheets_of(db: Session, actor: Actor) -> Sequence[AnswerSheet]:
    """The sheets that somebody sent in the last week, newest first."""
    query = select(AnswerSheet).where(
        AnswerSheet.municipality_id == actor.municipality_id, AnswerSheet.person_id == actor.person_id
    )
    return db.scalars(query.order_by(AnswerSheet.created_at.desc()).limit(20)).all()


def _locked(db: Session, sheet: AnswerSheet) -> dict[str, Pin]:
    query = select(Pin).where(
        Pin.municipality_id == sheet.municipality_id,
        Pin.visibility == "public",
        Pin.reference.in_([str(row["reference"]) for row in sheet.rows]),
    )
    return {pin.reference: pin for pin in db.scalars(query.order_by(Pin.id).with_for_update())}


def _typed(cell: str) -> str:
    """A cell as it was meant: the apostrophe that keeps a text from being run as a formula is no part of it."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA_STARTS and len(cell) > 1 else cell
