"""Making a decision: the form that officials fill in, and its sending."""

from __future__ import annotations

from typing import Any

from flask import Response, redirect, render_template, request, url_for

from service.analysis.index_routes import index_of
from service.analysis.rows import area_rows
from service.analysis.words import explanation, rank_words, state_words
from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.programmes import rules  # noqa: F401  (registers its permission)
from service.programmes.blueprint import blueprint
from service.programmes.evaluation.fixing import fix_followup
from service.programmes.evaluation.form import field_names, followup_fields
from service.programmes.evaluation.schemas import START, followup_in
from service.programmes.operations import make_decision
from service.programmes.schemas import REASON_LENGTH, TITLE_LENGTH, ChosenQuery, DecisionForm
from service.web.context import actor, db_session, public_db
from service.web.parse import parse_form, parse_query
from service.web.routing import read, write


@blueprint.get("/decisions/new")
@read("decision.make")
def new_decision() -> str:
    """The form, with the areas that were ticked in the analysis."""
    return _form(parse_query(ChosenQuery), {})


@blueprint.post("/decisions")
@write("decision.make")
def send_decision() -> Response | tuple[str, int]:
    """Freeze the choice and go to its address; or the form again with what was typed and what is wrong."""
    try:
        words = parse_form(DecisionForm, beside=START)
        followup = followup_in(request.form)
        made = make_decision(db_session(), public_db(), actor(), words, index_of(words.choices()))
        fix_followup(db_session(), made, followup)
    except InvalidInput as error:
        db_session().rollback()
        typed = {
            "title": request.form.get("title", ""),
            "reason": request.form.get("reason", ""),
            "areas": dict(zip(request.form.getlist("area"), request.form.getlist("area_reason"), strict=False)),
        }
        return _form(_query_of_form(), typed, error), 422
    return redirect(url_for("programmes.show_decision", slug=made.slug), 303)  # type: ignore[return-value]


def _query_of_form() -> ChosenQuery:
    """The choices of a form that failed; its own defaults where they are wrong too."""
    kept: dict[str, Any] = {"area": request.form.getlist("area")}
    for name in ("floor", "smoothing"):
        if request.form.get(name) in ("30", "100", "300", "1000", "eb", "none"):
            kept[name] = request.form[name]
    try:
        return ChosenQuery(**kept)
    except ValueError:
        return ChosenQuery()


def _form(query: ChosenQuery, typed: dict[str, Any], error: InvalidInput | None = None) -> str:
    result = index_of(query.choices())
    rows = area_rows(result)
    wanted = set(query.area)
    errors = error.errors if error else []
    # Every area that is ticked counts as chosen, so that none of them is compared with itself.
    table = [{"code": row.code, "name": row.names, "index": row.index} for row in rows]
    return render_template(
        "programmes/new.html",
        query=query,
        result=result,
        rows=[row for row in rows if row.code in wanted],
        typed=typed,
        followup=followup_fields(table, wanted, request.form if request.method == "POST" else None),
        errors=[{"where": one.where, "message": _with_subject(one)} for one in errors],
        wrong={one.where: one.message for one in errors},
        rank_words=rank_words,
        state_words=state_words,
        explanation=explanation,
        title_length=TITLE_LENGTH,
        reason_length=REASON_LENGTH,
    )


def _with_subject(one: FieldError) -> str:
    subjects = {"title": _("Title"), "reason": _("Overall reason"), "area": _("Areas"), **field_names()}
    subject = subjects.get(one.where) or (_("Reason for %(code)s", code=one.where.partition("-")[2]))
    return f"{subject}: {one.message}" if "-" in one.where or one.where in subjects else one.message
