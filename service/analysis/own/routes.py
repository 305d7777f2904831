"""Bringing own figures in: send the file, say what it holds, look at the report, approve; take editions back."""

from __future__ import annotations

import uuid
from pathlib import PurePath
from typing import Any

from flask import Response, current_app, flash, make_response, redirect, request

from boundaries.reading.errors import UploadProblem
from boundaries.reading.model import IMPORT, MEGABYTE
from boundaries.units import units_of
from service.analysis.blueprint import blueprint
from service.analysis.own import rules  # noqa: F401  (registers the permission)
from service.analysis.own.marks import marks_guessed
from service.analysis.own.models import IndicatorImport
from service.analysis.own.operations import begin_again, bring_in, discard, edition_of, set_shown
from service.analysis.own.page import list_page, one_page, ready_report, report_rows
from service.analysis.own.reading import SHAPE_ENDINGS, TABLE_ENDINGS
from service.analysis.own.report import rows_of
from service.analysis.own.schemas import LayerForm, ReportForm
from service.analysis.own.staging import READ_AT_ONCE_BYTES, file_of, import_of, read_staged, stage
from service.analysis.own.tasks import QUEUE
from service.areas.upload.words import file_sentence
from service.errors import EditConflict, InvalidInput
from service.i18n import gettext as _
from service.jobs import defer
from service.web.context import actor, db_session, municipality, public_db
from service.web.parse import parse_form
from service.web.routing import read, write
from service.web.spreadsheet import table_text

BASE = "/desk/indicators"
BODY_BYTES = IMPORT.file_bytes + MEGABYTE


@blueprint.get(BASE)
@read("indicator.import")
def list_figure_imports() -> str:
    """Where a file of figures is sent."""
    return list_page()


@blueprint.post(BASE)
@write("indicator.import", body_limit=BODY_BYTES)
def send_figures() -> Any:
    """Keep a file and read it: at once when it is small, in the background when it is large."""
    sent = request.files.get("upload")
    if sent is None or not sent.filename:
        return make_response(list_page(_("Choose a file first.")), 422)
    if PurePath(sent.filename).suffix.lower() not in (*TABLE_ENDINGS, *SHAPE_ENDINGS):
        sentence = _("Choose a file that ends in .csv, .xlsx, .gpkg, .geojson or .zip (a Shapefile).")
        return make_response(list_page(sentence), 422)
    try:
        row = stage(db_session(), actor(), sent, _uploads())
    except UploadProblem as problem:
        return make_response(list_page(file_sentence(problem)), 422)
    _read(row)
    return redirect(f"{BASE}/{row.id}", 303)


@blueprint.get(f"{BASE}/<uuid:number>")
@read("indicator.import")
def show_figures(number: uuid.UUID) -> str:
    """The state of an import, with its report while it waits for approval."""
    return one_page(import_of(db_session(), municipality().id, number))


@blueprint.get(f"{BASE}/<uuid:number>/report.csv")
@read("indicator.import")
def figures_report(number: uuid.UUID) -> Response:
    """What would become of each row, as a table."""
    report = ready_report(import_of(db_session(), municipality().id, number))
    heading = (_("Row"), _("Area"), _("What happens"), _("Figures"), _("Why"))
    answer = Response(table_text(heading, report_rows(report) if report else []), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="report.csv"'
    return answer


@blueprint.post(f"{BASE}/<uuid:number>/layer")
@write("indicator.import")
def choose_figures_layer(number: uuid.UUID) -> Any:
    """Say which layer of the file is read."""
    row = _row(number)
    if row.state == "asking":
        row.layer, row.state = parse_form(LayerForm).layer, "reading"
        _read(row)
    return redirect(f"{BASE}/{number}", 303)


@blueprint.post(f"{BASE}/<uuid:number>/report")
@write("indicator.import")
def report_figures(number: uuid.UUID) -> Any:
    """The report anew, with other columns and choices; nothing is brought in."""
    row = _row(number)
    if row.state == "ready":
        _take_wish(row)
    return redirect(f"{BASE}/{number}#report-heading", 303)


@blueprint.post(f"{BASE}/<uuid:number>/apply")
@write("indicator.import")
def approve_figures(number: uuid.UUID) -> Any:
    """Bring in what the report says, all of it or nothing."""
    row = _row(number)
    if row.state != "ready":
        return redirect(f"{BASE}/{number}", 303)
    mark = _take_wish(row).mark
    units = units_of(public_db(), row.municipality_id)
    try:
        bring_in(db_session(), actor(), row, mark, units)
    except InvalidInput as error:
        return make_response(one_page(row, error.errors), 422)
    except EditConflict:
        # What was changed after the report is shown with the new report first.
        message = _("What would be done has changed. Look at the report again and approve it.")
        return make_response(one_page(row, message=message), 200)
    flash(_("The figures are in the catalogue."), "success")
    return redirect(f"{BASE}/{number}", 303)


@blueprint.post(f"{BASE}/<uuid:number>/again")
@write("indicator.import")
def bring_another(number: uuid.UUID) -> Any:
    """The same file once more, for another of its columns."""
    row = _row(number)
    if row.state not in ("ready", "applied"):
        return redirect(f"{BASE}/{number}", 303)
    return redirect(f"{BASE}/{begin_again(db_session(), actor(), row).id}", 303)


@blueprint.post(f"{BASE}/<uuid:number>/discard")
@write("indicator.import")
def discard_figures(number: uuid.UUID) -> Any:
    """Forget a file; what was brought in from it stays."""
    row = _row(number)
    file_of(_uploads(), row.id).unlink(missing_ok=True)
    discard(db_session(), actor(), row)
    flash(_("The file is discarded."), "success")
    return redirect(BASE, 303)


@blueprint.post(f"{BASE}/editions/<int:number>/take-back")
@write("indicator.import")
def take_edition_back(number: int) -> Any:
    """Take an edition's figures out of every output; they are kept and can be put back."""
    edition = edition_of(db_session(), municipality().id, number)
    set_shown(db_session(), actor(), edition, is_shown=False)
    flash(_("The figures were taken back. An earlier edition shows in their place, if there is one."), "success")
    return redirect("/analysis/indicators#editions", 303)


@blueprint.post(f"{BASE}/editions/<int:number>/put-back")
@write("indicator.import")
def put_edition_back(number: int) -> Any:
    """Show an edition's figures again."""
    edition = edition_of(db_session(), municipality().id, number)
    set_shown(db_session(), actor(), edition, is_shown=True)
    flash(_("The figures show again."), "success")
    return redirect("/analysis/indicators#editions", 303)


def _row(number: uuid.UUID) -> IndicatorImport:
    return import_of(db_session(), municipality().id, number, is_locked=True)


def _take_wish(row: IndicatorImport) -> ReportForm:
    """Keep what the form says of the file; fields of marks follow a column that was chosen anew."""
    form = parse_form(ReportForm)
    before, row.mapping = dict(row.mapping), form.mapping(row.heading)
    cells = [cells for _line, cells, _shares in rows_of(db_session(), row)]
    row.wish = {**form.wish(), **marks_guessed(row.heading, cells, row.mapping, before)}
    db_session().flush()
    return form


def _read(row: IndicatorImport) -> None:
    path = file_of(_uploads(), row.id)
    if path.exists() and path.stat().st_size > READ_AT_ONCE_BYTES:
        arguments = {"import_id": str(row.id), "municipality_id": row.municipality_id}
        defer(db_session(), "read_indicator_import", QUEUE, **arguments)
    else:
        read_staged(db_session(), row, path, units_of(public_db(), row.municipality_id))


def _uploads() -> str:
    return str(current_app.config["SETTINGS"].uploads)
