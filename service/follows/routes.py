"""Asking to follow an area, confirming, changing and stopping: pages that need neither script nor account."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from flask import Blueprint, Response, current_app, flash, make_response, redirect, render_template, request
from flask.blueprints import BlueprintSetupState

from service.areas.activity import today
from service.areas.published import published_page
from service.errors import InvalidInput, NotFound, status_of
from service.follows import rules  # noqa: F401  (registers the permissions)
from service.follows.links import follow_id, sealed
from service.follows.models import Follow
from service.follows.operations import ask_to_follow, change_rhythm, confirm, stop
from service.follows.queries import followed_area
from service.follows.schemas import FollowForm, RhythmForm
from service.i18n import gettext as _
from service.i18n import language, named
from service.jobs import defer
from service.web.context import db_session, municipality, public_db
from service.web.limits import count_deed
from service.web.parse import parse_form
from service.web.routing import read, write

blueprint = Blueprint("follows", __name__)
HOUR = dt.timedelta(hours=1)


@blueprint.get("/areas/<slug>/follow")
@read("public")
def follow_page(slug: str) -> Response:
    """The form on a page of its own."""
    return _form(slug)


@blueprint.post("/areas/<slug>/follow")
@write("follow.start")
def start(slug: str) -> Response:
    """Ask an address to confirm that it follows. The answer is the same for every address."""
    area = published_page(slug).area
    settings = current_app.config["SETTINGS"]
    try:
        form = parse_form(FollowForm)
    except InvalidInput as error:
        return _form(slug, error)
    if not form.website:  # a program filled the field that people do not see: nothing is kept, and it learns nothing
        count_deed("follow", settings.follows_per_hour, HOUR)
        if settings.mail_server:
            noted = ask_to_follow(
                db_session(),
                municipality().id,
                area.id,
                email=form.email,
                language=language(),
                rhythm=form.rhythm,
            )
            defer(db_session(), "send_follow_confirmation", "mail", follow=str(noted))
    flash(_("Look into your e-mail: open the link that we sent, and you follow this area."), "success")
    return redirect(f"/areas/{slug}", 303)  # type: ignore[return-value]


@blueprint.get("/follows/confirm/<token>")
@read("public")
def confirm_page(token: str) -> Response:
    """A page with one button: mail programs open links by themselves, and would confirm for people."""
    return _unlisted(render_template("follows/confirm.html", token=token))


@blueprint.post("/follows/confirm/<token>")
@write("follow.start")
def use_confirmation(token: str) -> Response:
    """Use the link up; from now on the address follows."""
    followed = confirm(db_session(), token, today())
    flash(_("You follow this area now. The first e-mail comes when something has happened."), "success")
    return redirect(f"/follows/{_own_token(followed.id)}", 303)  # type: ignore[return-value]


@blueprint.get("/follows/<token>")
@blueprint.get("/follows/<token>/stop")
@read("public")
def own_page(token: str) -> Response:
    """Where a following is changed or stopped. It tells no address."""
    found = db_session().get(Follow, _follow_id(token))
    if found is None or found.confirmed_at is None:
        return _unlisted(render_template("follows/stopped.html"))
    area = followed_area(public_db(), found.area_id)
    return _unlisted(render_template("follows/own.html", follow=found, area=area, token=token))


@blueprint.post("/follows/<token>")
@write("follow.own")
def change(token: str) -> Response:
    """Change how often."""
    if change_rhythm(db_session(), _follow_id(token), parse_form(RhythmForm).rhythm):
        flash(_("Saved."), "success")
    return redirect(f"/follows/{token}", 303)  # type: ignore[return-value]


@blueprint.post("/follows/<token>/stop")
@write("follow.own", keyed=False)
def stop_following(token: str) -> Response:
    """Stop with one click: from the page, or straight from a mail program (RFC 8058), which knows no page."""
    stop(db_session(), _follow_id(token))
    return _unlisted(render_template("follows/stopped.html"))


def _let_mail_programs_in(state: BlueprintSetupState) -> None:
    # The secret in the address is what allows it; there is no session that another site could misuse.
    state.app.extensions["csrf"].exempt(stop_following)


blueprint.record_once(_let_mail_programs_in)


def _form(slug: str, error: InvalidInput | None = None) -> Response:
    area = published_page(slug).area
    values: Any = request.form if error else {}
    html = render_template(
        "follows/ask.html",
        area=area,
        name=named(area.names),
        values=values,
        errors=error.errors if error else [],
        has_mail=bool(current_app.config["SETTINGS"].mail_server),
    )
    return make_response(html, status_of(error) if error else 200)


def _follow_id(token: str) -> uuid.UUID:
    """The following of a secret link.

    Raises NotFound for a link that was not made here.
    """
    found = follow_id(current_app.config["SETTINGS"].secret_key, token)
    if found is None:
        raise NotFound(_("There is nothing at this address."))
    return found


def _own_token(follow: uuid.UUID) -> str:
    return sealed(current_app.config["SETTINGS"].secret_key, follow)


def _unlisted(html: str) -> Response:
    response = make_response(html)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "no-store"
    return response
