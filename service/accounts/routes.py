"""Signing in and out."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, Response, current_app, redirect, render_template, request

from service.accounts import rules  # noqa: F401  (registers the permissions)
from service.accounts.queries import demo_people, person_by_email
from service.errors import NotFound
from service.i18n import gettext as _
from service.web.context import db_session, municipality
from service.web.routing import read, write
from service.web.sessions import begin_session, end_session, set_sign_in_cookie

blueprint = Blueprint("accounts", __name__)


@blueprint.get("/sign-in")
@read("public")
def sign_in() -> str:
    """The page with the ways to sign in."""
    settings = current_app.config["SETTINGS"]
    people = demo_people(db_session(), municipality().id) if settings.demo_sign_in else []
    return render_template("accounts/sign_in.html", people=people, next=safe_next())


@blueprint.post("/sign-in/demo")
@write("public")
def sign_in_as_demo_person() -> Response:
    """Sign in as one of the demo's people: only where the setting allows it, on this machine alone."""
    if not current_app.config["SETTINGS"].demo_sign_in:
        raise NotFound(_("There is nothing at this address."))
    person = person_by_email(db_session(), request.form.get("email", ""))
    if person is None or not person.is_demo:
        raise NotFound(_("There is no such demo account."))
    token = begin_session(db_session(), person)
    return set_sign_in_cookie(redirect(safe_next(), 303), token)  # type: ignore[arg-type]


@blueprint.post("/sign-out")
@write("account.own", keyed=False)
def sign_out() -> Response:
    """End this browser's session."""
    end_session(db_session())
    return set_sign_in_cookie(redirect("/", 303), None)  # type: ignore[arg-type]


def safe_next() -> str:
    """Where to go after signing in: a path of this very service, never another host."""
    wish = request.values.get("next", "/")
    parts = urlsplit(wish)
    is_own = not parts.scheme and not parts.netloc and wish.startswith("/") and not wish.startswith(("//", "/\\"))
    return wish if is_own and "\\" not in wish and "\n" not in wish else "/"
