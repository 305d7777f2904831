"""The page on which a planner says when what happens with a proposal."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request, url_for

from service.errors import FieldError, InvalidInput
from service.i18n import TIME_ZONE
from service.i18n import gettext as _
from service.permissions import require
from service.proposals.blueprint import blueprint
from service.proposals.errors import PhasesChanged, ProposalNotFound
from service.proposals.models import Proposal
from service.proposals.phases.operations import save_phases
from service.proposals.phases.queries import PhaseView, mark_of, phases_of
from service.proposals.phases.schemas import PhasesForm, phase_rows
from service.proposals.phases.words import NAMES, time_line
from service.proposals.queries import proposal_row
from service.web.context import actor, db_session, municipality
from service.web.parse import parse_form
from service.web.routing import read, write

#: Rows for further phases in the form.
MORE = 3
FIELDS = ("kind", "starts_on", "ends_on", "name_fi", "name_sv", "name_en", "note")
EMPTY = dict.fromkeys(FIELDS, "")


@blueprint.get("/proposals/<slug>/phases")
@read("proposal.write")
def edit_phases(slug: str) -> str:
    """The phases of a proposal as a form."""
    row = _own(slug)
    phases = phases_of(db_session(), row.id)
    return _form(row, phases, [_typed(one) for one in phases])


@blueprint.post("/proposals/<slug>/phases")
@write("proposal.write")
def change_phases(slug: str) -> Response:
    """Save the phases, or show the form again with what is wrong and what was typed."""
    row = _own(slug)
    try:
        form = parse_form(PhasesForm)
        save_phases(db_session(), actor(), row, phase_rows(form), form.seen)
    except (InvalidInput, PhasesChanged) as error:
        return _again(slug, error)
    flash(_("The phases are saved."), "success")
    return redirect(url_for("proposals.show_proposal", slug=slug), 303)  # type: ignore[return-value]


def _own(slug: str) -> Proposal:
    row = proposal_row(db_session(), municipality().id, slug)
    if row is None:
        raise ProposalNotFound(_("There is no such proposal."))
    require(actor(), "proposal.write", row)
    return row


def _again(slug: str, error: InvalidInput | PhasesChanged) -> Response:
    """What was typed and what is wrong. Phases that others changed are shown, and saving again is done knowingly."""
    db_session().rollback()
    row = _own(slug)
    sent = {name: request.form.getlist(name) for name in FIELDS}
    count = max((len(column) for column in sent.values()), default=0)
    typed = [{name: dict(enumerate(column)).get(at, "") for name, column in sent.items()} for at in range(count)]
    errors = getattr(error, "errors", None) or [FieldError("", error.message)]
    is_late = isinstance(error, PhasesChanged)
    page = _form(row, phases_of(db_session(), row.id), typed, errors, theirs=is_late)
    return make_response(page, 412 if is_late else 422)


def _typed(phase: PhaseView) -> dict[str, str]:
    days = {"starts_on": phase.starts_on.isoformat(), "ends_on": phase.ends_on.isoformat() if phase.ends_on else ""}
    return {
        **EMPTY,
        "kind": phase.kind,
        **days,
        "note": phase.note,
        **{f"name_{c}": n for c, n in phase.names.items()},
    }


def _form(
    row: Proposal,
    phases: list[PhaseView],
    typed: list[dict[str, str]],
    errors: list[FieldError] | None = None,
    *,
    theirs: bool = False,
) -> str:
    filled = [one for one in typed if any(one.values())] if not errors else typed
    context: dict[str, Any] = {
        "proposal": row,
        "rows": [*filled, *([EMPTY] * MORE if not errors else [])],
        "kinds": [("", _("No phase")), *((kind, _(name)) for kind, name in NAMES.items())],
        "seen": mark_of(phases),
        "line": time_line(row.state, phases, dt.datetime.now(TIME_ZONE).date()) if theirs or phases else None,
        "errors": errors or [],
        "error_of": {one.where: one.message for one in errors or []},
    }
    return render_template("proposals/phases/edit.html", **context)
