"""The table of answers: take it, send it back, look at the report, use it."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request, url_for

from boundaries.reading.errors import UploadProblem
from boundaries.reading.model import MEGABYTE
from service.errors import InvalidInput
from service.i18n import gettext as _
from service.i18n import ngettext
from service.participation.imports.words import table_sentence
from service.participation.pins.queries import themes
from service.participation.replies.blueprint import blueprint
from service.participation.replies.desk.queries import desk
from service.participation.replies.desk.routes import own_seat
from service.participation.replies.desk.schemas import DeskQuery
from service.participation.replies.links.queries import targets
from service.participation.replies.sheets.columns import heading
from service.participation.replies.sheets.operations import drop_sheet, keep_sheet, sheet_of, sheets_of, use_sheet
from service.participation.replies.sheets.planning import Planned, plan
from service.participation.replies.sheets.schemas import UseForm
from service.participation.replies.sheets.writing import MOST_ROWS, sheet_rows, workbook
from service.web.context import actor, db_session, municipality, public_db
from service.web.parse import parse_form, parse_query
from service.web.routing import read, write
from service.web.spreadsheet import table_text

BASE = "/desk/answers"
MOST_BYTES = 10 * MEGABYTE
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get(BASE)
@read("pin.answer")
def list_sheets() -> str:
    """Where the table is taken and sent back."""
    return _list()


@blueprint.get(f"{BASE}.<any(xlsx, csv):form>")
@read("pin.answer")
def take_sheet(form: str) -> Response:
    """What waits on the desk as a table to fill in; the same filters as on the desk, one's own unit by default."""
    home, db = municipality(), db_session()
    query, seat = parse_query(DeskQuery), own_seat()
    if query.whose is None:
        query = query.model_copy(update={"whose": "unit" if seat.unit_ids else "all"})
    items = desk(db, home.id, seat, query, limit=MOST_ROWS).items
    rows = sheet_rows(db, home.id, items, {one.key: one for one in themes(public_db(), home.id)})
    if form == "xlsx":
        response = make_response(workbook(rows, list(targets(public_db(), home.id).values())))
        response.content_type = XLSX
    else:
        response = make_response(table_text(heading(), rows))
        response.content_type = "text/csv; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="answers.{form}"'
    return response


@blueprint.post(BASE)
@write("pin.answer", body_limit=MOST_BYTES + MEGABYTE)
def send_sheet() -> Any:
    """Keep the filled rows of a table and show what would become of them; nothing is answered yet."""
    sent = request.files.get("upload")
    if sent is None or not sent.filename:
        return make_response(_list(_("Choose a file first.")), 422)
    try:
        sheet = keep_sheet(db_session(), actor(), sent.stream.read(MOST_BYTES + 1), sent.filename)
    except (UploadProblem, InvalidInput) as problem:
        db_session().rollback()
        sentence = table_sentence(problem) if isinstance(problem, UploadProblem) else problem.message
        return make_response(_list(sentence), 422)
    return redirect(url_for("replies.show_sheet", number=sheet.id), 303)


@blueprint.get(f"{BASE}/<uuid:number>")
@read("pin.answer")
def show_sheet(number: uuid.UUID) -> str:
    """The report of a sheet: what each row would do, or what is wrong with it."""
    sheet = sheet_of(db_session(), actor(), number)
    planned = [] if sheet.applied_at else plan(db_session(), sheet, targets(public_db(), municipality().id))
    return _report(sheet, planned)


@blueprint.post(f"{BASE}/<uuid:number>/use")
@write("pin.answer")
def apply_sheet(number: uuid.UUID) -> Any:
    """Give the answers, all or nothing or the good rows alone; a second time does nothing."""
    sheet = sheet_of(db_session(), actor(), number, is_locked=True)
    if sheet.applied_at is None:
        form = parse_form(UseForm)
        choices = targets(public_db(), municipality().id)
        planned = use_sheet(db_session(), actor(), sheet, choices, all_or_nothing=form.rows == "all")
        if sheet.applied_at is None:
            message = _("Nothing was answered: some rows are wrong. Correct them, or answer the good rows alone.")
            return make_response(_report(sheet, planned, message), 422)
        count = sheet.answered or 0
        flash(
            ngettext("%(count)s answer is public now.", "%(count)s answers are public now.", count, count=count),
            "success",
        )
    return redirect(url_for("replies.show_sheet", number=number), 303)


@blueprint.post(f"{BASE}/<uuid:number>/drop")
@write("pin.answer")
def forget_sheet(number: uuid.UUID) -> Any:
    """Forget a sheet; what was answered stays."""
    drop_sheet(db_session(), sheet_of(db_session(), actor(), number, is_locked=True))
    flash(_("The table is discarded."), "success")
    return redirect(BASE, 303)


def _list(error: str = "") -> str:
    return render_template(
        "replies/sheets.html",
        error=error,
        sheets=sheets_of(db_session(), actor()),
        has_unit=bool(own_seat().unit_ids),
        most_rows=MOST_ROWS,
        megabytes=MOST_BYTES // MEGABYTE,
    )


def _report(sheet: Any, planned: list[Planned], message: str = "") -> str:
    good = sum(one.is_good for one in planned)
    return render_template(
        "replies/sheet.html", sheet=sheet, planned=planned, good=good, wrong=len(planned) - good, message=message
    )
