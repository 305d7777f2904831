"""Units and promises, for those who see to it that inputs are answered."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request, url_for

from service.errors import InvalidInput
from service.i18n import gettext as _
from service.participation.pins.queries import themes
from service.participation.replies.blueprint import blueprint
from service.participation.replies.errors import UnitNotFound
from service.participation.replies.units.operations import (
    change_unit,
    make_unit,
    promise_answers,
    remove_unit,
    unit_of,
)
from service.participation.replies.units.queries import official_areas, promises, staff, units
from service.participation.replies.units.schemas import PromiseForm, UnitForm
from service.web.context import actor, db_session, municipality, public_db
from service.web.parse import parse_form
from service.web.routing import read, write


@blueprint.get("/desk/units")
@read("unit.manage")
def list_units() -> str:
    """All units with what they look after, and the promise of when answers come."""
    return _list()


@blueprint.get("/desk/units/new")
@read("unit.manage")
def new_unit() -> str:
    """An empty form."""
    return _form(None, {})


@blueprint.post("/desk/units/new")
@write("unit.manage")
def save_new_unit() -> Response:
    """Make a unit; or show the form again with what was typed and what is wrong."""
    try:
        make_unit(db_session(), actor(), parse_form(UnitForm))
    except InvalidInput as error:
        return _again(None, error)
    flash(_("The unit is there now."), "success")
    return _to_list()


@blueprint.get("/desk/units/<int:unit_id>")
@read("unit.manage")
def edit_unit(unit_id: int) -> str:
    """A unit's form as it stands."""
    found = next((one for one in units(db_session(), municipality().id) if one.id == unit_id), None)
    if found is None:
        raise UnitNotFound(_("There is no such unit."))
    values = {
        **{f"name_{code}": found.names.get(code, "") for code in ("fi", "sv", "en")},
        "email": found.email,
        "days": found.days if found.days is not None else "",
        "member": [str(person_id) for person_id, _name in found.members],
        "theme": list(found.themes),
        "area": list(found.areas),
    }
    return _form(unit_id, values)


@blueprint.post("/desk/units/<int:unit_id>")
@write("unit.manage")
def save_unit(unit_id: int) -> Response:
    """Change a unit; or show the form again with what was typed and what is wrong."""
    unit = unit_of(db_session(), municipality().id, unit_id)
    try:
        change_unit(db_session(), actor(), unit, parse_form(UnitForm))
    except InvalidInput as error:
        return _again(unit_id, error)
    flash(_("Your changes are saved."), "success")
    return _to_list()


@blueprint.post("/desk/units/<int:unit_id>/remove")
@write("unit.manage")
def drop_unit(unit_id: int) -> Response:
    """Take a unit away."""
    remove_unit(db_session(), actor(), unit_of(db_session(), municipality().id, unit_id))
    flash(_("The unit is gone. What it looked after has no unit of its own now."), "success")
    return _to_list()


@blueprint.post("/desk/promise")
@write("unit.manage")
def promise() -> Response:
    """Promise answers within so many days, from today on."""
    try:
        form = parse_form(PromiseForm)
    except InvalidInput as error:
        return make_response(_list(error, request.form.get("days", "")), 422)
    promise_answers(db_session(), actor(), form.days)
    flash(_("The promise holds for what is said from today on."), "success")
    return _to_list()


def _list(error: InvalidInput | None = None, typed: str = "") -> str:
    home, db = municipality(), db_session()
    made = promises(db, home.id)
    return render_template(
        "replies/units.html",
        units=units(db, home.id),
        promises=made,
        days=typed if error else made[0].days if made else "",
        errors=error.errors if error else [],
    )


def _form(unit_id: int | None, values: dict[str, Any], error: InvalidInput | None = None) -> str:
    home, db = municipality(), db_session()
    return render_template(
        "replies/unit.html",
        unit_id=unit_id,
        given=values,
        errors=error.errors if error else [],
        error_of={one.where: one.message for one in reversed(error.errors)} if error else {},
        people=[(str(person_id), name) for person_id, name in staff(db, home.id)],
        themes=[(theme.key, theme.label) for theme in themes(public_db(), home.id)],
        areas=official_areas(db, home.id),
    )


def _again(unit_id: int | None, error: InvalidInput) -> Response:
    db_session().rollback()
    values: dict[str, Any] = {
        name: given if name in ("member", "theme", "area") else given[-1] for name, given in request.form.lists()
    }
    return make_response(_form(unit_id, values, error), 422)


def _to_list() -> Response:
    return make_response(redirect(url_for("replies.list_units"), 303))
