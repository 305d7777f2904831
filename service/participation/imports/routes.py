"""Bringing earlier feedback over: send the table, say what it holds, look at the report, approve, take back."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response, flash, make_response, redirect, request
from shapely.geometry.base import BaseGeometry

from boundaries.reading.errors import UploadProblem
from boundaries.reading.model import MEGABYTE
from boundaries.reading.tables import LIMITS
from boundaries.units import units_of
from service.errors import EditConflict, InvalidInput
from service.i18n import format_number, ngettext
from service.i18n import gettext as _
from service.jobs import defer
from service.participation.imports import rules  # noqa: F401  (registers the permission)
from service.participation.imports.blueprint import blueprint
from service.participation.imports.bringing import AT_ONCE, bring_over, check_wish
from service.participation.imports.models import FeedbackImport
from service.participation.imports.operations import discard, import_of, stage, take_back
from service.participation.imports.page import list_page, one_page, report_rows
from service.participation.imports.planning import Planned, mark_of
from service.participation.imports.queries import campaign_of, planned_now
from service.participation.imports.schemas import ReportForm
from service.participation.imports.tasks import QUEUE
from service.participation.imports.words import table_sentence
from service.web.context import actor, db_session, municipality, public_db
from service.web.parse import parse_form
from service.web.routing import read, write
from service.web.spreadsheet import table_text

BASE = "/desk/import-feedback"
BODY_BYTES = LIMITS.file_bytes + MEGABYTE


@blueprint.get(BASE)
@read("pin.import")
def list_imports() -> str:
    """Where a table is sent."""
    return list_page()


@blueprint.post(BASE)
@write("pin.import", body_limit=BODY_BYTES)
def send_table() -> Any:
    """Keep a table with a guess of its columns."""
    sent = request.files.get("upload")
    if sent is None or not sent.filename:
        return make_response(list_page(_("Choose a file first.")), 422)
    home = municipality()
    try:
        data = sent.stream.read(LIMITS.file_bytes + 1)
        row = stage(db_session(), actor(), data, sent.filename, _ground(), home.centre_lonlat, home.languages[0])
    except UploadProblem as problem:
        db_session().rollback()
        return make_response(list_page(table_sentence(problem)), 422)
    return redirect(f"{BASE}/{row.id}", 303)


@blueprint.get(f"{BASE}/<uuid:number>")
@read("pin.import")
def show_import(number: uuid.UUID) -> str:
    """The state of an import, with its report while it waits for approval."""
    row = import_of(db_session(), municipality().id, number)
    return _page(row)


@blueprint.get(f"{BASE}/<uuid:number>/report.csv")
@read("pin.import")
def import_report(number: uuid.UUID) -> Response:
    """What would become of each row, as a table."""
    row = import_of(db_session(), municipality().id, number)
    planned = planned_now(db_session(), row, _ground()) if row.state == "ready" else []
    heading = (_("Row"), _("What happens"), _("Words"), _("Why"))
    answer = Response(table_text(heading, report_rows(planned)), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="report.csv"'
    return answer


@blueprint.post(f"{BASE}/<uuid:number>/report")
@write("pin.import")
def report_anew(number: uuid.UUID) -> Any:
    """The report anew, with other columns and wishes; nothing is brought over."""
    row = _row(number)
    if row.state == "ready":
        _take_wish(row)
    return redirect(f"{BASE}/{number}", 303)


@blueprint.post(f"{BASE}/<uuid:number>/apply")
@write("pin.import")
def approve_import(number: uuid.UUID) -> Any:
    """Bring over what the report says, all of it or nothing."""
    row, ground = _row(number), _ground()
    if row.state != "ready":
        return redirect(f"{BASE}/{number}", 303)
    form = _take_wish(row)
    planned = planned_now(db_session(), row, ground)
    brought = [one for one in planned if one.deed == "bring"]
    # What was changed after the report changes its mark, and then it is shown again first.
    mark = mark_of(planned, row.wish)
    try:
        check_wish(row, brought)
    except InvalidInput as error:
        return make_response(one_page(row, planned, ground, error.errors), 422)
    if mark != form.mark:
        message = _("What would be done has changed. Look at the report again and approve it.")
        return make_response(one_page(row, planned, ground, message=message), 200)
    if len(brought) > AT_ONCE:
        _defer(row, mark, len(brought))
    else:
        try:
            made = bring_over(db_session(), actor(), row, mark, ground)
        except EditConflict as conflict:
            db_session().rollback()
            return make_response(_page(_row(number), conflict.message), 409)
        flash(_brought(made), "success")
    return redirect(f"{BASE}/{number}", 303)


@blueprint.post(f"{BASE}/<uuid:number>/undo")
@write("pin.import")
def undo_import(number: uuid.UUID) -> Any:
    """Take what an import brought out again, but for what somebody has touched since."""
    row = _row(number)
    if row.state != "applied":
        return redirect(f"{BASE}/{number}", 303)
    taken, left = take_back(db_session(), actor(), row)
    text = ngettext("%(count)s idea was taken back.", "%(count)s ideas were taken back.", taken, count=taken)
    if left:
        text += " " + ngettext(
            "%(count)s stays, since somebody has answered, supported or commented on it.",
            "%(count)s stay, since somebody has answered, supported or commented on them.",
            left,
            count=left,
        )
    flash(text, "success")
    return redirect(f"{BASE}/{number}", 303)


@blueprint.post(f"{BASE}/<uuid:number>/discard")
@write("pin.import")
def discard_import(number: uuid.UUID) -> Any:
    """Forget a table that was not brought over."""
    row = _row(number)
    if row.state != "ready":
        message = _("What was brought over is taken back, not discarded.")
        return make_response(_page(row, message), 409)
    discard(db_session(), actor(), row)
    flash(_("The table is discarded."), "success")
    return redirect(BASE, 303)


def _row(number: uuid.UUID) -> FeedbackImport:
    return import_of(db_session(), municipality().id, number, is_locked=True)


def _page(row: FeedbackImport, message: str = "") -> str:
    ground = _ground()
    planned: list[Planned] = planned_now(db_session(), row, ground) if row.state == "ready" else []
    return one_page(row, planned, ground, message=message)


def _take_wish(row: FeedbackImport) -> ReportForm:
    """Keep what the form says of the table."""
    form = parse_form(ReportForm)
    row.mapping = form.mapping(row.heading)
    wish = form.wish()
    if campaign_of(db_session(), row.municipality_id, wish["campaign"]) is None:
        wish["campaign"] = ""
    if wish["language"] not in municipality().languages:
        wish["language"] = municipality().languages[0]
    row.wish = wish
    db_session().flush()
    return form


def _defer(row: FeedbackImport, mark: str, count: int) -> None:
    who = actor()
    row.state, row.total = "applying", count
    defer(
        db_session(),
        "bring_feedback_over",
        QUEUE,
        import_id=str(row.id),
        municipality_id=who.municipality_id,
        person_id=str(who.person_id) if who.person_id else None,
        title=who.title or who.name,
        mark=mark,
    )


def _brought(count: int) -> str:
    text = format_number(count)
    return ngettext("%(count)s idea was brought over.", "%(count)s ideas were brought over.", count, count=text)


def _ground() -> BaseGeometry:
    return units_of(public_db(), municipality().id).ground
