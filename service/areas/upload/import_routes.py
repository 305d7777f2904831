"""Importing a whole file of areas: send, answer what is asked, look at the report, approve, take back."""

from __future__ import annotations

import uuid
from typing import Any, Literal

from flask import current_app, flash, make_response, redirect, render_template, request
from pydantic import BaseModel, ConfigDict, Field, field_validator
from sqlalchemy import select

from boundaries.reading.errors import UploadProblem
from boundaries.reading.model import IMPORT, MEGABYTE
from service.areas.blueprint import blueprint
from service.areas.facts.zones import zones_of
from service.areas.kinds import kinds_label
from service.areas.rules import OFFICIAL_KINDS
from service.areas.upload.import_page import list_view, render_import
from service.areas.upload.importing import AT_ONCE, apply_import, undo_import
from service.areas.upload.models import AreaImport
from service.areas.upload.planning import DONE, counts, mark_of, plan_import
from service.areas.upload.staging import READ_AT_ONCE_BYTES, discard, file_of, import_of, read_staged, stage
from service.areas.upload.words import file_sentence
from service.errors import EditConflict
from service.i18n import gettext as _
from service.i18n import ngettext
from service.jobs import defer
from service.web.context import actor, db_session, municipality, public_db
from service.web.parse import parse_form
from service.web.routing import read, write

LISTED = 20
#: The file and the rest of the form around it.
BODY_BYTES = IMPORT.file_bytes + MEGABYTE
#: States in which the report is shown.
REPORTED = ("ready",)


class _Form(BaseModel):
    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)


class SendForm(_Form):
    """A file and the kind of areas that it holds."""

    kind: Literal["district", "board", "panel", "programme"]


class AnswerForm(_Form):
    """The answer to what was asked about a file."""

    upload_layer: str = Field("", max_length=200)
    upload_crs: int | None = Field(None, ge=1, le=999_999)
    upload_swapped: bool = False

    @field_validator("upload_crs", mode="before")
    @classmethod
    def _none(cls, value: Any) -> Any:
        return None if value == "" else value


class ReportForm(_Form):
    """The columns that hold names and code, the repairs that are taken, and which plan is approved."""

    fi: str = Field("", max_length=80)
    sv: str = Field("", max_length=80)
    code: str = Field("", max_length=80)
    repair: list[int] = Field(default_factory=list, max_length=IMPORT.features)
    mark: str = Field("", max_length=40)


@blueprint.get("/areas/import")
@read("area.official")
def imports() -> str:
    """Send a file, and the imports of the last days."""
    return _list_page()


@blueprint.post("/areas/import")
@write("area.official", body_limit=BODY_BYTES)
def send_import() -> Any:
    """Keep a file and read it: at once when it is small, in the background when it is large."""
    sent = request.files.get("upload")
    if sent is None or not sent.filename:
        return make_response(_list_page(_("Choose a file first.")), 422)
    form = parse_form(SendForm)
    try:
        row = stage(db_session(), actor(), sent, form.kind, _uploads())
    except UploadProblem as problem:
        return make_response(_list_page(file_sentence(problem)), 422)
    _read(row)
    return redirect(f"/areas/import/{row.id}", 303)


@blueprint.get("/areas/import/<uuid:number>")
@read("area.official")
def one_import(number: uuid.UUID) -> str:
    """The state of an import, with its report when it waits for approval."""
    # Not locked: the worker may hold the row while it imports, and the page tells of just that.
    return _page(import_of(db_session(), municipality().id, number), set())


@blueprint.post("/areas/import/<uuid:number>/answer")
@write("area.official")
def answer_import(number: uuid.UUID) -> Any:
    """Say which layer or coordinate system; the file is read again so."""
    row = _row(number)
    form = parse_form(AnswerForm)
    if row.state == "asking":
        row.wish = {
            "layer": form.upload_layer or row.wish.get("layer", ""),
            "epsg": form.upload_crs or row.wish.get("epsg"),
            "is_swapped": form.upload_swapped,
        }
        row.state = "reading"
        _read(row)
    return redirect(f"/areas/import/{number}", 303)


@blueprint.post("/areas/import/<uuid:number>/report")
@write("area.official", keyed=False)
def report_import(number: uuid.UUID) -> Any:
    """The report anew, with other columns and repairs; nothing is imported."""
    row = _row(number)
    form = parse_form(ReportForm)
    _map_columns(row, form)
    return _page(row, set(form.repair))


@blueprint.post("/areas/import/<uuid:number>/apply")
@write("area.official")
def approve_import(number: uuid.UUID) -> Any:
    """Import what the report says, all of it or nothing."""
    row = _row(number)
    form = parse_form(ReportForm)
    repairs = set(form.repair)
    # Boxes or columns that were changed after the report change its mark, and then it is shown again first.
    _map_columns(row, form)
    planned = plan_import(db_session(), row, repairs)
    mark = mark_of(planned)
    if row.state != "ready" or mark != form.mark:
        message = _("What would be done has changed. Look at the report again and approve it.")
        return make_response(_page(row, repairs, message), 200 if row.state == "ready" else 409)
    total = sum(counts(planned)[deed] for deed in DONE)
    if total > AT_ONCE:
        who = actor()
        row.state, row.total, row.done, row.problem = "applying", total, 0, {}
        defer(
            db_session(),
            "apply_area_import",
            "area_imports",
            import_id=str(number),
            municipality_id=who.municipality_id,
            person_id=str(who.person_id) if who.person_id else None,
            mark=mark,
            repairs=sorted(repairs),
        )
    else:
        apply_import(db_session(), actor(), row, mark, repairs)
        flash(
            ngettext("%(count)s area was imported.", "%(count)s areas were imported.", total, count=total), "success"
        )
    return redirect(f"/areas/import/{number}", 303)


@blueprint.post("/areas/import/<uuid:number>/undo")
@write("area.official")
def take_import_back(number: uuid.UUID) -> Any:
    """Take a whole import back, while nothing has changed since."""
    row = _row(number)
    try:
        undo_import(db_session(), actor(), row)
    except EditConflict as conflict:
        db_session().rollback()
        return make_response(_page(_row(number), set(), conflict.message), 409)
    flash(_("The import was taken back. New areas are withdrawn and changed ones are as they were."), "success")
    return redirect(f"/areas/import/{number}", 303)


@blueprint.post("/areas/import/<uuid:number>/discard")
@write("area.official")
def discard_import(number: uuid.UUID) -> Any:
    """Forget a file that was not imported."""
    row = _row(number)
    if row.state in ("applying", "applied"):
        return make_response(_page(row, set(), _("What was imported is taken back, not discarded.")), 409)
    discard(db_session(), row, _uploads())
    flash(_("The file is discarded."), "success")
    return redirect("/areas/import", 303)


def _row(number: uuid.UUID) -> AreaImport:
    return import_of(db_session(), municipality().id, number, is_locked=True)


def _page(row: AreaImport, repairs: set[int], error: str = "") -> str:
    planned = plan_import(db_session(), row, repairs) if row.state in REPORTED else []
    return render_import(row, planned, repairs, error)


def _list_page(error: str = "") -> str:
    rows = db_session().scalars(
        select(AreaImport)
        .where(AreaImport.municipality_id == municipality().id)
        .order_by(AreaImport.created_at.desc())
        .limit(LISTED)
    )
    return render_template(
        "areas/upload/imports.html",
        imports=[list_view(row) for row in rows],
        kinds=[(kind, kinds_label(kind)) for kind in OFFICIAL_KINDS],
        typed_kind=request.form.get("kind", OFFICIAL_KINDS[0]),
        megabytes=IMPORT.file_bytes // MEGABYTE,
        error=error,
    )


def _read(row: AreaImport) -> None:
    home = municipality()
    if row.file_bytes > READ_AT_ONCE_BYTES:
        defer(db_session(), "read_area_import", "area_imports", import_id=str(row.id), municipality_id=home.id)
        db_session().flush()
        return
    ground = zones_of(public_db(), home.id).units.ground
    read_staged(db_session(), row, file_of(_uploads(), row.id), ground, home.centre_lonlat)


def _map_columns(row: AreaImport, form: ReportForm) -> None:
    known = set(row.facts.get("columns", []))
    chosen = {"fi": form.fi, "sv": form.sv, "code": form.code}
    row.columns = {part: name for part, name in chosen.items() if name in known}
    db_session().flush()


def _uploads() -> str:
    return str(current_app.config["SETTINGS"].uploads)
