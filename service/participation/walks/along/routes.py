"""Joining a walk, and the page on which one walks along. All of it works by plain forms; scripts send the same
through the API, also hours later."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request, url_for

from service.errors import FieldError, InvalidInput, ServiceError, status_of
from service.i18n import gettext as _
from service.i18n import language
from service.participation.photos.rules import FORM_BYTES
from service.participation.walks import rules
from service.participation.walks.along.page import along_context
from service.participation.walks.along.receiving import (
    Known,
    receive_check,
    receive_experience,
    receive_note_with_photos,
    receive_passage,
    walker_of,
)
from service.participation.walks.along.schemas import (
    CheckSent,
    ExperienceSent,
    JoiningForm,
    NoteForm,
    ObservationSent,
    PassageSent,
    Sent,
)
from service.participation.walks.along.walkers import join_walk, walk_by_code, wrong_code
from service.participation.walks.along.words import questions, role_choices
from service.participation.walks.blueprint import blueprint
from service.participation.walks.errors import WalkerUnknown
from service.participation.walks.models import Walk
from service.web.context import db_session, municipality
from service.web.limits import count_apart
from service.web.parse import parse_form
from service.web.routing import read, write
from service.web.sessions import own_token, remember_own


@blueprint.get("/walks/join")
@read("walk.join")
def join_page() -> Response:
    """Where the group code is given; the square code brings it along as `?code=`."""
    code = request.args.get("code", "")[:40]
    found = wrong_code().errors if code and _walk_of(code) is None else []
    return _joining(code, [], found)


@blueprint.post("/walks/join")
@write("walk.join")
def join() -> Response:
    """Let somebody walk along. Their secret is kept in this browser, by a cookie that names nobody."""
    try:
        form = parse_form(JoiningForm)
        walk = _walk_of(form.code)
        if walk is None:
            raise wrong_code()
        _walker, token = join_walk(db_session(), walk, list(form.roles))
    except ServiceError as error:
        db_session().rollback()
        found = error.errors or [FieldError("", error.message)]
        return _joining(request.form.get("code", "")[:40], request.form.getlist("roles"), found, status_of(error))
    remember_own("walker", walk.slug, token)
    return _to_page(walk.slug)


@blueprint.get("/walks/<slug>/along")
@read("walk.join")
def along_page(slug: str) -> str:
    """The walk on a phone: its stops in order, what to confirm, and what to note."""
    return _page(slug)


@blueprint.post("/walks/<slug>/along/observations")
@write("walk.join", body_limit=FORM_BYTES)
def note_by_form(slug: str) -> Response:
    """Take in what was noted, by the plain form, with photos perhaps."""
    return _taken(slug, NoteForm, _note_with_photos, "note", _("Noted. Thank you."))


@blueprint.post("/walks/<slug>/along/passages")
@write("walk.join")
def confirm_by_form(slug: str) -> Response:
    """Take in that a leg was walked."""
    return _taken(slug, PassageSent, receive_passage, "legs", _("Noted that you walked this leg."))


@blueprint.post("/walks/<slug>/along/checks")
@write("walk.join")
def check_by_form(slug: str) -> Response:
    """Take in what became of an earlier observation."""
    return _taken(slug, CheckSent, receive_check, "earlier", _("Noted. Thank you."))


@blueprint.post("/walks/<slug>/along/experience")
@write("walk.join")
def experience_by_form(slug: str) -> Response:
    """Take in how the walk was."""
    return _taken(slug, ExperienceSent, receive_experience, "experience", _("Thank you for telling how the walk was."))


def _walk_of(code: str) -> Walk | None:
    count_apart("walk_code", rules.CODES_PER_HOUR, dt.timedelta(hours=1))
    return walk_by_code(db_session(), municipality().id, code)


def _note_with_photos(known: Known, sent: ObservationSent) -> None:
    for problem in receive_note_with_photos(known, sent)[1]:
        flash(problem, "warning")


def _taken(slug: str, schema: type[Sent], receive: Any, anchor: str, thanks: str) -> Response:
    """Receive a form; with something wrong in it, show the page again with what was typed."""
    try:
        sent = parse_form(schema)
        receive(walker_of(slug, sent.walker or own_token("walker", slug) or ""), sent)
    except (InvalidInput, WalkerUnknown) as error:
        db_session().rollback()
        found = error.errors or [FieldError("", error.message)]
        return make_response(_page(slug, dict(request.form), found, anchor), status_of(error))
    flash(thanks, "success")
    return _to_page(slug, anchor)


def _to_page(slug: str, anchor: str | None = None) -> Response:
    address = url_for("walks.along_page", slug=slug, lang=language(), _anchor=anchor)
    return redirect(address, 303)  # type: ignore[return-value]


def _page(
    slug: str, values: dict[str, Any] | None = None, errors: list[FieldError] | None = None, part: str = ""
) -> str:
    typed = values or {"at": request.args.get("at", "")}
    context = along_context(slug, own_token("walker", slug) or "")
    return render_template(
        "walks/along.html",
        **context,
        values=typed,
        errors=errors or [],
        error_of={one.where: one.message for one in reversed(errors or [])},
        wrong_part=part,
        questions=questions(),
    )


def _joining(code: str, roles: list[str], errors: list[FieldError], status: int = 200) -> Response:
    is_code_wrong = any(one.where != "roles" for one in errors)
    page = render_template(
        "walks/join.html",
        code=code,
        walk=None if is_code_wrong else walk_by_code(db_session(), municipality().id, code),
        roles=roles,
        role_choices=role_choices(),
        errors=errors,
        error_of={one.where: one.message for one in reversed(errors)},
    )
    return make_response(page, status)
