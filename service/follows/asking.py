"""Asking to be told of something, and confirming it: pages that need neither script nor account."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from flask import Response, current_app, flash, make_response, redirect, render_template, request
from sqlalchemy import select

from geo.geometry import geometry_to_geojson
from service.accounts.models import Person
from service.areas.activity import today
from service.errors import InvalidInput, NotFound, status_of
from service.follows.blueprint import blueprint
from service.follows.links import sealed
from service.follows.own import unlisted
from service.follows.schemas import FollowForm
from service.follows.subjects import FOLDERS, Followed, followed_by_name, unseen_pin
from service.i18n import gettext as _
from service.i18n import language
from service.jobs import defer
from service.notices.following import Wish, ask_to_follow, confirm
from service.participation.pins.author import author_aware, normal_reference
from service.participation.pins.models import Pin
from service.participation.pins.outline import ground_named
from service.participation.pins.rules import is_author
from service.web.context import actor, db_session, municipality, public_db
from service.web.limits import count_deed
from service.web.map_config import map_config
from service.web.parse import parse_form
from service.web.routing import read, write

HOUR = dt.timedelta(hours=1)
FOLDER = "/<any({}):folder>/<name>/follow".format(",".join(FOLDERS))


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to be told of, and whether they proved to have made it."""

    subject: Followed
    role: str = "follower"


@blueprint.get(FOLDER)
@blueprint.get("/follow", defaults={"folder": "", "name": ""})
@read("public")
def follow_page(folder: str, name: str) -> Response:
    """The form on a page of its own."""
    return _form(_asked(folder, name))


@blueprint.post(FOLDER)
@blueprint.post("/follow", defaults={"folder": "", "name": ""})
@write("follow.start")
def start(folder: str, name: str) -> Response:
    """Ask an address to confirm that it follows. The answer is the same for every address.

    Somebody signed in who gives the address of their own account follows at once.
    """
    asked = _asked(folder, name)
    settings = current_app.config["SETTINGS"]
    try:
        form = parse_form(FollowForm)
    except InvalidInput as error:
        return _form(asked, error)
    sentence = _("Look into your e-mail: open the link that we sent, and we tell you what happens.")
    if not form.website:  # a program filled the field that people do not see: nothing is kept, and it learns nothing
        count_deed("follow", settings.follows_per_hour, HOUR)
        is_own = form.email.lower() == account_email().lower()
        if settings.mail_server:
            rhythm = form.rhythm if form.rhythm in asked.subject.rhythms else asked.subject.rhythms[0]
            wish = Wish(
                municipality().id, asked.subject.kind, asked.subject.id, form.email, language(), rhythm, asked.role
            )
            noted = ask_to_follow(db_session(), wish, confirmed_on=today() if is_own else None)
            if not is_own:
                defer(db_session(), "send_follow_confirmation", "mail", follow=str(noted))
        if is_own:
            sentence = _("You follow this now. The first e-mail comes when something has happened.")
    flash(sentence, "success")
    key = request.args.get("key", "")
    return redirect(asked.subject.path + (f"?key={quote(key)}" if key else ""), 303)  # type: ignore[return-value]


@blueprint.get("/follows/confirm/<token>")
@read("public")
def confirm_page(token: str) -> Response:
    """A page with one button: mail programs open links by themselves, and would confirm for people."""
    return unlisted(render_template("follows/confirm.html", token=token))


@blueprint.post("/follows/confirm/<token>")
@write("follow.start")
def use_confirmation(token: str) -> Response:
    """Use the link up; from now on the address follows."""
    found = confirm(db_session(), token, today())
    flash(_("You follow this now. The first e-mail comes when something has happened."), "success")
    own = sealed(current_app.config["SETTINGS"].secret_key, found.id)
    return redirect(f"/follows/{own}", 303)  # type: ignore[return-value]


def account_email() -> str:
    """The address of the signed-in person's account; empty for a visitor."""
    person = actor().person_id
    return (db_session().scalar(select(Person.email).where(Person.id == person)) or "") if person else ""


def _asked(folder: str, name: str) -> Asked:
    """What the address names.

    Raises NotFound when there is nothing that this person may see.
    """
    kind = FOLDERS[folder] if folder else "municipality"
    if kind == "pin":
        return _asked_pin(normal_reference(name))
    found = followed_by_name(public_db(), municipality().id, kind, name)
    if found is None:
        raise NotFound(_("There is nothing at this address."))
    return Asked(found)


def _asked_pin(reference: str) -> Asked:
    pin = db_session().scalar(
        select(Pin).where(
            Pin.municipality_id == municipality().id, Pin.reference == reference, Pin.visibility != "withdrawn"
        )
    )
    is_own = pin is not None and is_author(author_aware(reference), pin)
    found = followed_by_name(public_db(), municipality().id, "pin", reference)
    if found is None and is_own and pin is not None:
        found = unseen_pin(public_db(), pin)
    if found is None:
        raise NotFound(_("There is nothing at this address."))
    return Asked(found, "author" if is_own else "follower")


def _form(asked: Asked, error: InvalidInput | None = None) -> Response:
    values: Any = request.form if error else {"email": account_email()}
    html = render_template(
        "follows/ask.html",
        subject=asked.subject,
        map_config=_map_of(asked.subject),
        values=values,
        errors=error.errors if error else [],
        error_of={one.where: one.message for one in error.errors} if error else {},
    )
    return make_response(html, status_of(error) if error else 200)


def _map_of(subject: Followed) -> dict[str, Any] | None:
    """A map of a drawn place, which has neither a name nor a page; None for everything else."""
    ground = ground_named(subject.name) if subject.kind == "shape" else None
    if ground is None:
        return None
    drawn = {"type": "Feature", "geometry": geometry_to_geojson(ground), "properties": {}}
    layer = {
        "key": "outline",
        "kind": "geojson",
        "style": "areas",
        "data": {"type": "FeatureCollection", "features": [drawn]},
        "selectable": False,
    }
    return map_config(municipality(), [layer], show=ground, locate=False)
