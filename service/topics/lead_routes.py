"""A theme's owner and path, for those who write them: forms that work without scripts."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request, url_for

from service.areas.activity import today
from service.errors import EditConflict, InvalidInput, ServiceError, status_of
from service.i18n import format_month
from service.i18n import gettext as _
from service.participation.pins.models import Theme
from service.participation.replies.units.queries import staff, unit_choices
from service.topics.blueprint import blueprint
from service.topics.models import ThemeOwner, ThemeStep
from service.topics.operations import add_step, change_step, name_owner, newest_change, step_of, theme_of
from service.topics.queries import path_of, theme_page
from service.topics.schemas import LANGUAGES, OwnerForm, StepChangeForm, StepForm
from service.topics.words import month_choices, state_words
from service.web.context import actor, db_session, municipality, public_db
from service.web.parse import parse_form
from service.web.routing import read, write


@blueprint.get("/themes/<key>/edit")
@read("theme.lead")
def lead_theme(key: str) -> str:
    """The owner, a form for one more step, and the steps that there are."""
    return _page(key)


@blueprint.post("/themes/<key>/owner")
@write("theme.lead")
def save_owner(key: str) -> Response:
    """Say who answers for the theme."""
    try:
        name_owner(db_session(), actor(), _theme(key), parse_form(OwnerForm))
    except InvalidInput as error:
        return _again(key, error)
    flash(_("Your changes are saved."), "success")
    return _to_page(key)


@blueprint.post("/themes/<key>/steps")
@write("theme.lead")
def save_new_step(key: str) -> Response:
    """Publish one more step; or show the form again with what was typed and what is wrong."""
    try:
        add_step(db_session(), actor(), _theme(key), parse_form(StepForm))
    except InvalidInput as error:
        return _again(key, error)
    flash(_("The step is on the path now."), "success")
    return _to_page(key)


@blueprint.get("/themes/<key>/steps/<int:step_id>")
@read("theme.lead")
def edit_step(key: str, step_id: int) -> str:
    """A step's form as it stands."""
    theme = _theme(key)
    step = step_of(db_session(), theme, step_id)
    return _step_page(theme, step, _values(step))


@blueprint.post("/themes/<key>/steps/<int:step_id>")
@write("theme.lead")
def save_step(key: str, step_id: int) -> Response:
    """Change a step; or show the form again with what was typed and what is wrong."""
    theme = _theme(key)
    step = step_of(db_session(), theme, step_id)
    try:
        changed = change_step(db_session(), actor(), theme, step, parse_form(StepChangeForm))
    except (InvalidInput, EditConflict) as error:
        db_session().rollback()
        theme = _theme(key)
        page = _step_page(theme, step_of(db_session(), theme, step_id), request.form.to_dict(), error)
        return make_response(page, status_of(error))
    flash(_("Your changes are saved.") if changed else _("Nothing changed."), "success")
    return _to_page(key)


def _page(key: str, error: InvalidInput | None = None) -> str:
    home, db = municipality(), db_session()
    theme = _theme(key)
    owner = db.get(ThemeOwner, theme.id)
    typed = request.form if error else {}
    return render_template(
        "topics/edit.html",
        theme=theme_page(public_db(), home.id, key),
        person=typed.get("person", str(owner.person_id) if owner else ""),
        unit=typed.get("unit", owner.unit_id if owner else ""),
        people=[("", _("Nobody")), *((str(person_id), name) for person_id, name in staff(db, home.id))],
        units=[("", _("No unit")), *unit_choices(db, home.id)],
        given=typed,
        months=month_choices(today()),
        this_month=f"{today():%Y-%m}",
        path=path_of(public_db(), theme.id),
        format_month=format_month,
        state_words=state_words,
        **_errors(error),
    )


def _step_page(theme: Theme, step: ThemeStep, values: dict[str, Any], error: ServiceError | None = None) -> str:
    return render_template(
        "topics/step.html",
        theme=theme_page(public_db(), municipality().id, theme.key),
        step=step,
        given=values,
        seen=newest_change(db_session(), step),
        months=month_choices(today(), step.month),
        history=next((one for one in path_of(public_db(), theme.id) if one.id == step.id), None),
        state_words=state_words,
        **_errors(error),
    )


def _values(step: ThemeStep) -> dict[str, Any]:
    state = "planned" if step.state == "changed" else step.state
    texts = {f"text_{code}": step.texts.get(code, "") for code in LANGUAGES}
    return {"month": f"{step.month:%Y-%m}", "state": state, **texts}


def _errors(error: ServiceError | None) -> dict[str, Any]:
    found = list(error.errors) if error else []
    return {
        "errors": found,
        "sentence": error.message if error and not found else "",
        "error_of": {one.where: one.message for one in reversed(found)},
    }


def _again(key: str, error: InvalidInput) -> Response:
    db_session().rollback()
    return make_response(_page(key, error), status_of(error))


def _theme(key: str) -> Theme:
    return theme_of(db_session(), municipality().id, key)


def _to_page(key: str) -> Response:
    return make_response(redirect(url_for("topics.lead_theme", key=key), 303))
