"""The report on a proposal as a page, as JSON, and a planner's word on one of its lines."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from flask import Response, flash, jsonify, make_response, redirect, render_template, request, url_for

from service.conflicts import (  # noqa: F401  (they say what is about people, and put their part on the page)
    personal,
    summary,
)
from service.conflicts.asking import report_of, tolerance
from service.conflicts.beside import routes as beside_routes  # noqa: F401
from service.conflicts.blueprint import blueprint
from service.conflicts.lines import Line
from service.conflicts.operations import judge_line
from service.conflicts.schemas import JudgementForm, ReportQuery
from service.errors import FieldError, InvalidInput
from service.i18n import TIME_ZONE
from service.i18n import gettext as _
from service.permissions import require
from service.proposals.errors import ProposalChanged, ProposalNotFound
from service.proposals.queries import ProposalView, proposal_row, public_versions
from service.proposals.routes import visible_proposal
from service.web.context import actor, db_session, municipality, public_db
from service.web.parse import parse_form, parse_query
from service.web.routing import read, write


@blueprint.get("/proposals/<slug>/report")
@read("public")
def show_report(slug: str) -> str:
    """What a version of a proposal touches, line by line, for reading and printing."""
    return _page(*_chosen(slug, parse_query(ReportQuery).version))


@blueprint.get("/api/proposals/<slug>/report")
@read("public")
def report_json(slug: str) -> Response:
    """The same report for programs: sizes in m2 or metres, shares 0-1, words in the reader's language."""
    view, current = _chosen(slug, parse_query(ReportQuery).version)
    report = report_of(view, current)
    return jsonify(
        {
            "proposal": current.slug,
            "version": view.version,
            "reckoned_on": _today().isoformat(),
            "kind": report.kind,
            "tolerance": dataclasses.asdict(tolerance()),
            "no_plan_share": report.no_plan_share,
            "lines": [_line_json(line) for line in report.lines],
            "near": [dataclasses.asdict(one) for one in report.near],
            "residents": [dataclasses.asdict(one) for one in report.residents],
            "said": {"inside": report.inside, "within_100_m": report.around},
        }
    )


@blueprint.post("/proposals/<slug>/report/judgements")
@write("proposal.write")
def judge(slug: str) -> Response:
    """Set a line aside, or let it stand again, with a public reason; a bad form comes back as it was typed."""
    view, current = _chosen(slug, 0)
    row = proposal_row(db_session(), municipality().id, slug)
    require(actor(), "proposal.write", row)
    assert row is not None  # noqa: S101 (what has a page has a row)
    try:
        form = parse_form(JudgementForm)
        if form.version != row.version:
            raise ProposalChanged(
                _("The proposal has changed since. Read the report of the new version before you judge it."),
                row.version,
            )
        if form.line not in {line.key for line in report_of(view, current).lines}:
            raise InvalidInput(_("The report has no such line any more."), [])
        judge_line(db_session(), actor(), row, form)
    except (InvalidInput, ProposalChanged) as error:
        db_session().rollback()
        is_late = isinstance(error, ProposalChanged)
        errors = getattr(error, "errors", None) or [FieldError("", error.message)]
        return make_response(_page(view, current, dict(request.form), errors), 412 if is_late else 422)
    flash(_("What you said of the line is saved and public."), "success")
    return redirect(url_for("conflicts.show_report", slug=slug), 303)  # type: ignore[return-value]


def _chosen(slug: str, number: int) -> tuple[ProposalView, ProposalView]:
    """The version asked for and the newest one. Raises ProposalNotFound, also for what this reader may not see."""
    current = visible_proposal(slug)
    if number in (0, current.version):
        return current, current
    earlier = public_versions(public_db(), municipality().id, slug)
    found = next((one for one in earlier if one.version == number), None)
    if found is None:
        raise ProposalNotFound(_("There is no such version of this proposal."))
    return found, current


def _today() -> dt.date:
    return dt.datetime.now(TIME_ZONE).date()


def _page(
    view: ProposalView,
    current: ProposalView,
    typed: dict[str, Any] | None = None,
    errors: list[FieldError] | None = None,
) -> str:
    return render_template(
        "conflicts/report.html",
        proposal=view,
        current=current,
        is_current=view is current,
        report=report_of(view, current),
        tolerance=tolerance(),
        today=_today(),
        typed=typed or {},
        errors=errors or [],
        error_of={error.where: error.message for error in errors or []},
    )


def _line_json(line: Line) -> dict[str, Any]:
    values = dataclasses.asdict(line)
    for one in values["judgements"]:
        one["made_on"] = one["made_on"].isoformat()
        del one["id"], one["line"]
    return {**values, "is_aside": line.is_aside}
