"""Bringing a plan or a layer in: send, answer what is asked, look at the report, approve, take back."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from flask import Response, current_app, flash, make_response, redirect, render_template, request
from shapely.geometry.base import BaseGeometry

from boundaries.reading.errors import UploadProblem
from boundaries.reading.model import LAYER, MEGABYTE
from boundaries.units import units_of
from service.errors import EditConflict, FieldError
from service.i18n import gettext as _
from service.jobs import defer
from service.layer_imports import report as reports
from service.layer_imports import rules  # noqa: F401  (registers the permission)
from service.layer_imports.applying import AT_ONCE, apply_import
from service.layer_imports.blueprint import blueprint
from service.layer_imports.layer_targets import layer_errors
from service.layer_imports.models import LayerImport
from service.layer_imports.page import list_view, render_import
from service.layer_imports.preview import row_view
from service.layer_imports.schemas import AnswerForm, typed_target
from service.layer_imports.sight import imports_seen, narrow_to_target
from service.layer_imports.staging import READ_AT_ONCE_BYTES, discard, file_of, import_of, read_staged, stage
from service.layer_imports.targets import plan_errors
from service.layer_imports.tasks import QUEUE
from service.layer_imports.undoing import undo_import
from service.layer_imports.words import done_words, problem_sentence
from service.web.context import actor, db_session, municipality, public_db
from service.web.parse import parse_form
from service.web.routing import read, write
from service.web.spreadsheet import table_text

BASE = "/desk/layers/import"
LISTED = 30
#: The file and the rest of the form around it.
BODY_BYTES = LAYER.file_bytes + MEGABYTE


@blueprint.get(BASE)
@read("layer.import")
def show_imports() -> str:
    """Send a file, and the imports of the last days."""
    return _list_page()


@blueprint.post(BASE)
@write("layer.import", body_limit=BODY_BYTES)
def send_file() -> Any:
    """Keep a file and read it: at once when it is small, in the background when it is large."""
    sent = request.files.get("upload")
    if sent is None or not sent.filename:
        return make_response(_list_page(_("Choose a file first.")), 422)
    try:
        row = stage(db_session(), actor(), sent, _uploads())
    except UploadProblem as problem:
        return make_response(_list_page(problem_sentence(problem)), 422)
    _read(row)
    return redirect(f"{BASE}/{row.id}", 303)


@blueprint.get(f"{BASE}/<uuid:number>")
@read("layer.import")
def show_import(number: uuid.UUID) -> str:
    """The state of an import, with its preview and report when it waits for approval."""
    # Not locked: the worker may hold the row while it imports, and the page tells of just that.
    return render_import(db_session(), import_of(db_session(), actor(), number))


@blueprint.get(f"{BASE}/<uuid:number>/report.csv")
@read("layer.import")
def show_report(number: uuid.UUID) -> Response:
    """Every feature with what becomes of it and why, as a table for a spreadsheet."""
    db = db_session()
    row = import_of(db, actor(), number)
    heading = [_("Number"), _("What happens"), _("What was found"), _("Size, m²"), _("Values")]
    answer = Response(table_text(heading, _report_rows(row) if row.state == "ready" else ()), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="report.csv"'
    return answer


@blueprint.post(f"{BASE}/<uuid:number>/answer")
@write("layer.import")
def answer_question(number: uuid.UUID) -> Any:
    """Say which layer or coordinate system; the file is read again so."""
    row = _row(number)
    form = parse_form(AnswerForm)
    if row.state in ("asking", "ready") and file_of(_uploads(), row.id).exists():
        row.wish = {
            "layer": form.upload_layer or row.wish.get("layer", ""),
            "epsg": form.upload_crs or row.wish.get("epsg"),
            "is_swapped": form.upload_swapped,
        }
        row.state = "reading"
        _read(row)
    return redirect(f"{BASE}/{number}", 303)


@blueprint.post(f"{BASE}/<uuid:number>/report")
@write("layer.import", keyed=False)
def report_anew(number: uuid.UUID) -> Any:
    """The report with what was typed and chosen; nothing is brought in."""
    row = _row(number)
    _take_target(row)
    # Who only turns from a plan to a layer, or back, has had no chance yet to fill in what is missing.
    errors = [] if request.form.get("as") else target_errors(row)
    return make_response(render_import(db_session(), row, errors), 422 if errors else 200)


@blueprint.post(f"{BASE}/<uuid:number>/apply")
@write("layer.import")
def approve_import(number: uuid.UUID) -> Any:
    """Bring in what the report says, all of it or nothing."""
    row = _row(number)
    if row.state != "ready":
        return redirect(f"{BASE}/{number}", 303)
    before = row.target
    _take_target(row)
    errors = target_errors(row)
    if errors:
        return make_response(render_import(db_session(), row, errors), 422)
    report = reports.report_of(db_session(), row)
    # Names and days that were typed last are taken with the approval; other columns change the report first.
    has_changed = any(before.get(part) != row.target.get(part) for part in ("columns", "outside"))
    if has_changed or request.form.get("counted", "") != str(report.taken):
        message = _("What would be done has changed. Look at the report again and approve it.")
        return make_response(render_import(db_session(), row, message=message), 200)
    if row.total > AT_ONCE:
        who = actor()
        row.state, row.total, row.done, row.problem = "applying", report.taken, 0, {}
        defer(
            db_session(),
            "apply_layer_import",
            QUEUE,
            import_id=str(number),
            municipality_id=who.municipality_id,
            person_id=str(who.person_id) if who.person_id else None,
            roles=sorted(who.roles),
            mark=report.mark,
        )
        return redirect(f"{BASE}/{number}", 303)
    try:
        apply_import(db_session(), actor(), row, report.mark, file_of(_uploads(), row.id), _ground())
    except EditConflict as conflict:
        db_session().rollback()
        return make_response(render_import(db_session(), _row(number), message=conflict.message), 409)
    flash(done_words(row), "success")
    return redirect(f"{BASE}/{number}", 303)


@blueprint.post(f"{BASE}/<uuid:number>/undo")
@write("layer.import")
def take_back(number: uuid.UUID) -> Any:
    """Take a whole import back, while nothing has been built on it."""
    row = _row(number)
    try:
        undo_import(db_session(), actor(), row)
    except EditConflict as conflict:
        db_session().rollback()
        return make_response(render_import(db_session(), _row(number), message=conflict.message), 409)
    flash(_("The import was taken back. Everything is as it was before it."), "success")
    return redirect(f"{BASE}/{number}", 303)


@blueprint.post(f"{BASE}/<uuid:number>/discard")
@write("layer.import")
def discard_file(number: uuid.UUID) -> Any:
    """Forget a file that was not brought in."""
    row = _row(number)
    if row.state in ("applying", "applied"):
        message = _("What was brought in is taken back, not discarded.")
        return make_response(render_import(db_session(), row, message=message), 409)
    discard(db_session(), actor(), row, _uploads())
    flash(_("The file is discarded."), "success")
    return redirect(BASE, 303)


def target_errors(row: LayerImport) -> list[FieldError]:
    """What is missing or wrong in what an import is to become."""
    if row.target["kind"] == "plans":
        return [
            error for at, one in enumerate(row.target["plans"]) for error in plan_errors(one, prefix=f"plan-{at}-")
        ]
    return (
        layer_errors(row.target["layer"], actor().sight) if row.target["kind"] == "layer" else plan_errors(row.target)
    )


def _take_target(row: LayerImport) -> None:
    if row.state == "ready":
        row.target = typed_target(row.target, row.facts.get("columns", []))
        narrow_to_target(db_session(), actor(), row)
        db_session().flush()


def _report_rows(row: LayerImport) -> Iterator[list[Any]]:
    report = reports.report_of(db_session(), row)
    column = reports.letter_column(row)
    for one in reports.all_rows(db_session(), row, report):
        told = row_view(one, report.unknown, column, [])
        values = "; ".join(f"{name}: {value}" for name, value in one.values.items() if value not in (None, ""))
        yield [one.number, told["fate"], " ".join(told["findings"]), round(float(one.area_m2), 1), values]


def _read(row: LayerImport) -> None:
    home = municipality()
    if row.file_bytes > READ_AT_ONCE_BYTES:
        defer(db_session(), "read_layer_import", QUEUE, import_id=str(row.id), municipality_id=home.id)
        db_session().flush()
        return
    read_staged(db_session(), row, file_of(_uploads(), row.id), _ground(), home.centre_lonlat)


def _row(number: uuid.UUID) -> LayerImport:
    return import_of(db_session(), actor(), number, is_locked=True)


def _list_page(error: str = "") -> str:
    rows = db_session().scalars(imports_seen(actor()).order_by(LayerImport.created_at.desc()).limit(LISTED))
    return render_template(
        "layer_imports/list.html",
        imports=[list_view(row) for row in rows],
        megabytes=LAYER.file_bytes // MEGABYTE,
        error=error,
    )


def _ground() -> BaseGeometry:
    return units_of(public_db(), municipality().id).ground


def _uploads() -> str:
    return str(current_app.config["SETTINGS"].uploads)
