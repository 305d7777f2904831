"""Asking for a run, and how far it is."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from typing import Any

from flask import Response, jsonify, redirect, url_for
from pydantic import BaseModel, ConfigDict, Field

from service.accounts.next_page import safe_next
from service.analysis.blueprint import blueprint
from service.analysis.runs import rules  # noqa: F401  (it adds the permission)
from service.analysis.runs.operations import ask_for
from service.analysis.runs.queries import run_of
from service.errors import FieldError, InvalidInput, NotFound
from service.i18n import gettext as _
from service.web.context import db_session, municipality, public_db
from service.web.limits import count_deed
from service.web.parse import parse_form
from service.web.problems import wants_json
from service.web.routing import read, write

ASKED_AN_HOUR = 120


class RunForm(BaseModel):
    """What is asked for: the kind, its wishes as JSON, and the page to go back to."""

    model_config = ConfigDict(extra="forbid")

    kind: str = Field(max_length=40)
    wishes: str = Field(max_length=20_000)
    next: str = Field(default="/analysis", max_length=8000)


@blueprint.post("/analysis/runs")
@write("analysis.ask")
def ask() -> Any:
    """Have a computation made. A script gets its number, a form goes back to where it came from."""
    form = parse_form(RunForm)
    try:
        wishes = json.loads(form.wishes)
    except (ValueError, RecursionError):
        wishes = None
    if not isinstance(wishes, dict):
        raise InvalidInput(_("Some of it needs correcting."), [FieldError("wishes", _("This is not right."))])
    count_deed("analysis.run", ASKED_AN_HOUR, dt.timedelta(hours=1))
    run_id = ask_for(db_session(), public_db(), municipality().id, form.kind, wishes)
    if wants_json():
        return jsonify({"id": str(run_id), "href": url_for("analysis.show_run", run_id=run_id)}), 202
    return redirect(safe_next(), 303)


@blueprint.get("/analysis/runs/<uuid:run_id>")
@read("public")
def show_run(run_id: uuid.UUID) -> Response:
    """How far a run is."""
    run = run_of(public_db(), municipality().id, run_id)
    if run is None:
        raise NotFound(_("There is no such computation. It may have been taken down."))
    answer = jsonify({"state": run.state, "progress": run.progress})
    answer.headers["Cache-Control"] = "no-store"
    return answer
