"""Routes of people: who has which role, giving and taking roles, and closing sign-ins."""

from __future__ import annotations

import uuid

from flask import Response, flash, make_response, redirect, render_template, request, url_for

from boundaries.models import Area
from service.accounts.access import accesses_of, note_access
from service.accounts.models import BOARD_ROLE, ROLES
from service.accounts.queries import sessions_of
from service.accounts.roles import change_words, grant_role, person_for_email, take_role
from service.accounts.sessions import close_sessions
from service.accounts.words import role_names
from service.admin.blueprint import blueprint
from service.admin.people import board_choices, people_with_roles, person_here
from service.admin.people_schemas import PersonForm, RoleForm, WordsForm
from service.admin.queries import counts
from service.audit import record
from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.web.context import actor, db_session, municipality
from service.web.parse import parse_form
from service.web.routing import read, write


@blueprint.get("/people")
@read("people.manage")
def people() -> str:
    """Who has which role, and a form to give one."""
    return _people_page()


@blueprint.post("/people")
@write("people.manage")
def add_person() -> Response:
    """Give a role to the account of an address, made now if there is none."""
    try:
        form = parse_form(PersonForm)
        person = person_for_email(db_session(), actor(), form.email, name=form.name, title=form.title)
        is_new = grant_role(db_session(), actor(), person, form.role, form.area)
    except InvalidInput as error:
        db_session().rollback()
        return make_response(_people_page(error), 422)
    flash(_("The role is given.") if is_new else _("They have that role already."), "success" if is_new else "info")
    return redirect(url_for("admin.person", person_id=person.id), 303)  # type: ignore[return-value]


@blueprint.get("/people/<uuid:person_id>")
@write("people.manage", keyed=False)  # that it was opened is noted
def person(person_id: uuid.UUID) -> str:
    """A person's account: roles, words, sign-ins, and who else has opened it."""
    return _person_page(person_id)


@blueprint.post("/people/<uuid:person_id>/roles")
@write("people.manage")
def add_role(person_id: uuid.UUID) -> Response:
    """Give a person one more role."""
    one = person_here(db_session(), municipality().id, person_id)
    try:
        form = parse_form(RoleForm)
        is_new = grant_role(db_session(), actor(), one, form.role, form.area)
    except InvalidInput as error:
        db_session().rollback()
        return make_response(_person_page(person_id, error), 422)
    flash(_("The role is given.") if is_new else _("They have that role already."), "success" if is_new else "info")
    return _back(person_id)


@blueprint.post("/people/<uuid:person_id>/roles/<int:grant_id>/take")
@write("people.manage")
def remove_role(person_id: uuid.UUID, grant_id: int) -> Response:
    """Take a role away; who has none left here is signed out."""
    one = person_here(db_session(), municipality().id, person_id)
    try:
        take_role(db_session(), actor(), person_id, grant_id)
    except InvalidInput as error:
        db_session().rollback()
        return make_response(_person_page(person_id, error), 422)
    flash(_("The role is taken away."), "success")
    db_session().expire(one)
    if any(grant.municipality_id == municipality().id for grant in one.roles):
        return _back(person_id)
    close_sessions(db_session(), person_id)
    return redirect(url_for("admin.people"), 303)  # type: ignore[return-value]


@blueprint.post("/people/<uuid:person_id>/words")
@write("people.manage")
def save_words(person_id: uuid.UUID) -> Response:
    """Change the name and the unit that are shown beside what a person answers."""
    one = person_here(db_session(), municipality().id, person_id)
    try:
        form = parse_form(WordsForm)
        change_words(db_session(), actor(), one, name=form.name, title=form.title)
    except InvalidInput as error:
        db_session().rollback()
        return make_response(_person_page(person_id, error), 422)
    flash(_("Your changes are saved."), "success")
    return _back(person_id)


@blueprint.post("/people/<uuid:person_id>/sign-out")
@write("people.manage")
def sign_person_out(person_id: uuid.UUID) -> Response:
    """End all of a person's sign-ins here, for example when a telephone is lost."""
    person_here(db_session(), municipality().id, person_id)
    ended = close_sessions(db_session(), person_id)
    record(db_session(), actor(), "sessions.closed", "person", str(person_id), sessions=ended)
    flash(_("They are signed out everywhere."), "success")
    return _back(person_id)


def _back(person_id: uuid.UUID) -> Response:
    return redirect(url_for("admin.person", person_id=person_id), 303)  # type: ignore[return-value]


def _people_page(error: InvalidInput | None = None) -> str:
    db, home = db_session(), municipality()
    return render_template(
        "admin/people.html",
        people=people_with_roles(db, home.id),
        boards=board_choices(db, home.id),
        counts=counts(db, home.id),
        role_names=role_names(),
        roles=(*ROLES, BOARD_ROLE),
        values=dict(request.form),
        **_wrong(error),
    )


def _person_page(person_id: uuid.UUID, error: InvalidInput | None = None) -> str:
    db, home = db_session(), municipality()
    one = person_here(db, home.id, person_id)
    note_access(db, actor(), person_id, "account")
    grants = [grant for grant in one.roles if grant.municipality_id == home.id]
    areas = {grant.area_id: db.get(Area, grant.area_id) for grant in grants if grant.area_id}
    return render_template(
        "admin/person.html",
        person=one,
        grants=sorted(grants, key=lambda grant: grant.id),
        areas=areas,
        sessions=sessions_of(db, person_id),
        accesses=accesses_of(db, person_id),
        boards=board_choices(db, home.id),
        counts=counts(db, home.id),
        role_names=role_names(),
        roles=(*ROLES, BOARD_ROLE),
        values=dict(request.form),
        **_wrong(error),
    )


def _wrong(error: InvalidInput | None) -> dict[str, object]:
    errors = [] if error is None else error.errors or [FieldError("", error.message)]
    return {"errors": errors, "error_of": {one.where: one.message for one in reversed(errors)}}
