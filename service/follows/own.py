"""One's own followings: seen, changed and stopped by the secret link that stands in every mail."""

from __future__ import annotations

import datetime as dt
import uuid

from flask import Response, current_app, flash, make_response, redirect, render_template, request

from service.errors import InvalidInput, NotFound, status_of
from service.follows.blueprint import blueprint
from service.follows.links import follow_id, sealed
from service.follows.queries import followings_of_address, own_followings
from service.follows.schemas import AddressForm, RhythmForm
from service.follows.subjects import KINDS, followed
from service.i18n import gettext as _
from service.jobs import defer
from service.notices.following import change_rhythm, stop, stop_all
from service.notices.models import Follow
from service.web.context import db_session, municipality, public_db
from service.web.limits import count_deed
from service.web.parse import parse_form
from service.web.routing import read, write

HOUR = dt.timedelta(hours=1)


@blueprint.get("/follows")
@read("public")
def own_link_page() -> Response:
    """Where somebody who lost the mails asks for the link to all that they follow."""
    return unlisted(render_template("follows/find.html", values={}, errors=[], error_of={}))


@blueprint.post("/follows")
@write("follow.start")
def send_own_link() -> Response:
    """Have the link mailed. The answer is the same for every address."""
    try:
        form = parse_form(AddressForm)
    except InvalidInput as error:
        error_of = {one.where: one.message for one in error.errors}
        page = render_template("follows/find.html", values=request.form, errors=error.errors, error_of=error_of)
        return make_response(page, status_of(error))
    settings = current_app.config["SETTINGS"]
    if not form.website:
        count_deed("follow", settings.follows_per_hour, HOUR)
        found = followings_of_address(db_session(), municipality().id, form.email)
        if found and settings.mail_server:
            defer(db_session(), "send_own_follows_link", "mail", follow=str(found[0].id))
    flash(_("If this address follows something, we sent the link to it."), "success")
    return redirect("/follows", 303)  # type: ignore[return-value]


@blueprint.get("/follows/<token>")
@blueprint.get("/follows/<token>/stop")
@blueprint.get("/follows/<token>/stop-all")
@read("public")
def own_page(token: str) -> Response:
    """Where followings are changed or stopped. It tells no address."""
    found = db_session().get(Follow, _follow_id(token))
    if found is None or found.confirmed_at is None:
        return unlisted(render_template("follows/stopped.html"))
    rows = [
        {
            "follow": one,
            "kind": KINDS.get(one.subject_kind),
            "subject": followed(public_db(), one.subject_kind, one.subject_id),
            "token": _token(one),
        }
        for one in own_followings(db_session(), found)
    ]
    return unlisted(render_template("follows/own.html", rows=rows, token=token))


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
    found = db_session().get(Follow, _follow_id(token))
    others = [one for one in own_followings(db_session(), found) if one.id != found.id] if found else []
    if found is not None:
        stop(db_session(), found.id)
    return unlisted(render_template("follows/stopped.html", other=_token(others[0]) if others else None))


@blueprint.post("/follows/<token>/stop-all")
@write("follow.own", keyed=False)
def stop_all_followings(token: str) -> Response:
    """Stop all that the address follows here, with one click; nothing of the address is left."""
    found = db_session().get(Follow, _follow_id(token))
    if found is not None:
        stop_all(db_session(), found)
    return unlisted(render_template("follows/stopped.html"))


def unlisted(html: str) -> Response:
    """A page that nobody stores and no search engine lists."""
    response = make_response(html)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "no-store"
    return response


def _follow_id(token: str) -> uuid.UUID:
    """The following of a secret link.

    Raises NotFound for a link that was not made here.
    """
    found = follow_id(current_app.config["SETTINGS"].secret_key, token)
    if found is None:
        raise NotFound(_("There is nothing at this address."))
    return found


def _token(one: Follow) -> str:
    return sealed(current_app.config["SETTINGS"].secret_key, one.id)
