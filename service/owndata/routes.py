"""Routes of one's own data: what there is, a copy, and erasing, for an account and for one's own pin."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, flash, make_response, redirect, render_template, request

from service.errors import InvalidInput, NotFound
from service.i18n import gettext as _
from service.owndata.erasure import erase_account, erase_pin, somebody_with_account
from service.owndata.export import export_zip
from service.owndata.rows import Rows, Somebody, counted, rows_about
from service.participation.pins.author import author_aware, normal_reference, pin_missing
from service.participation.pins.models import Pin
from service.participation.pins.own_operations import pin_for_author
from service.permissions import require
from service.web.context import actor, db_session, municipality
from service.web.routing import read, write
from service.web.sessions import end_session, set_sign_in_cookie

blueprint = Blueprint("owndata", __name__)


@blueprint.get("/account/data")
@read("account.own")
def own_data() -> str:
    """What is kept of the person, with a copy to take and a way to erase it."""
    return _page(_rows_of_account())


@blueprint.get("/account/data.zip")
@read("account.own")
def own_data_zip() -> Response:
    """The copy: made for this request in this sign-in, and kept nowhere."""
    return _zip(_rows_of_account(), "aluekartta-own-data.zip")


@blueprint.post("/account/data/erase")
@write("account.own")
def erase_own_account() -> Response:
    """Erase the account and sign out."""
    who, db = actor(), db_session()
    assert who.person_id is not None  # noqa: S101 (the permission says so)
    try:
        takes_back = _wish()
        end_session(db)
        erase_account(db, municipality().id, who.person_id, secret_key=_key(), takes_back=takes_back)
    except InvalidInput as error:
        db.rollback()
        return make_response(_page(_rows_of_account(), problem=error.message), 422)
    flash(_("Your account is erased."), "success")
    return set_sign_in_cookie(redirect("/", 303), None)  # type: ignore[arg-type]


@blueprint.get("/pins/<reference>/data")
@read("pin.own")
def pin_data(reference: str) -> str:
    """What is kept of the author of a pin that was sent without an account."""
    pin = _own_pin(reference)
    return _page(_rows_of_pin(pin), pin=pin)


@blueprint.get("/pins/<reference>/data.zip")
@read("pin.own")
def pin_data_zip(reference: str) -> Response:
    """The copy of that, for the holder of the pin's secret link alone."""
    pin = _own_pin(reference)
    return _zip(_rows_of_pin(pin), f"{pin.reference}.zip")


@blueprint.post("/pins/<reference>/data/erase")
@write("pin.own")
def erase_own_pin(reference: str) -> Response:
    """Erase what leads from the pin to its author."""
    pin, db = _own_pin(reference), db_session()
    try:
        takes_back = _wish()
        erase_pin(db, municipality().id, pin.id, secret_key=_key(), takes_back=takes_back)
    except InvalidInput as error:
        db.rollback()
        return make_response(_page(_rows_of_pin(pin), pin=pin, problem=error.message), 422)
    flash(_("What led to you is erased. Nobody can come back to it with the secret link."), "success")
    return redirect("/pins" if takes_back else f"/pins/{reference}", 303)  # type: ignore[return-value]


def _page(rows: Rows, *, pin: Pin | None = None, problem: str = "") -> str:
    key = {"key": request.args["key"]} if request.args.get("key") else {}
    return render_template("owndata/data.html", found=counted(rows), pin=pin, key=key, problem=problem)


def _zip(rows: Rows, name: str) -> Response:
    response = make_response(export_zip(db_session(), rows))
    response.headers["Content-Type"] = "application/zip"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _wish() -> bool:
    """Whether what was sent is taken back too. Raises InvalidInput unless the person ticked that they mean it."""
    if request.form.get("sure") != "yes":
        raise InvalidInput(_("Tick the box to say that you are sure. Erasing cannot be undone."))
    return request.form.get("take_back") == "yes"


def _rows_of_account() -> Rows:
    person_id = actor().person_id
    assert person_id is not None  # noqa: S101 (the permission says so)
    return rows_about(db_session(), somebody_with_account(db_session(), person_id), _key())


def _rows_of_pin(pin: Pin) -> Rows:
    return rows_about(db_session(), Somebody(things=frozenset({("pin", str(pin.id))})), _key())


def _own_pin(reference: str) -> Pin:
    pin = pin_for_author(db_session(), municipality().id, normal_reference(reference))
    if pin is None:
        raise pin_missing(reference)
    if pin.edit_token_hash is None and pin.author_id is None:
        raise NotFound(_("Nothing here leads to its author any more."))
    require(author_aware(reference), "pin.own", pin)
    return pin


def _key() -> str:
    return str(current_app.config["SETTINGS"].secret_key)
