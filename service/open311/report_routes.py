"""Reporting by another service, which shows its key in the form; no cookie is looked at, so no other site can misuse
a session, and no CSRF token is asked for."""

from __future__ import annotations

import hashlib
import uuid

from flask import Response, g, request
from flask.blueprints import BlueprintSetupState

from geo.errors import GeometryProblem
from service.errors import FieldError, InvalidInput, NotFound
from service.i18n import gettext as _
from service.machines.models import MachineKey
from service.machines.queries import key_given
from service.open311.blueprint import blueprint
from service.open311.jurisdiction import require_jurisdiction, unknown_service
from service.open311.queries import offer_of
from service.open311.reporting import receive_report, waits
from service.open311.schemas import Asked
from service.open311.writing import document
from service.participation.pins.queries import public_reference
from service.web.context import db_session, municipality, public_db
from service.web.geometry_words import geometry_sentence
from service.web.parse import parse_query
from service.web.routing import read, write

#: Fields that say who asks and not what is reported.
NOT_SAID = ("api_key", "jurisdiction_id")


def _key_against_repeats() -> str:
    """What a report is known by when it is sent again: the sender's `Idempotency-Key`, else all that it says.

    The key is looked at before anything else. The order of a form's fields says nothing.
    """
    key = _key()
    require_jurisdiction(request.values.get("jurisdiction_id", ""))
    said = sorted((name, values) for name, values in request.form.lists() if name not in NOT_SAID)
    g.body_hash = hashlib.sha256(repr(said).encode("utf-8", "backslashreplace")).digest()
    given = request.headers.get("Idempotency-Key") or g.body_hash.hex()
    return "report-" + hashlib.sha256(f"{key.id}|{given}".encode("utf-8", "backslashreplace")).hexdigest()


@blueprint.post("/open311/v2/requests.<any(xml, json):form>")
@write("pin.submit", key_of=_key_against_repeats)
def report(form: str) -> Response:
    """Take a report in; the answer holds its number, or a token while it waits for a moderator."""
    if request.files:
        raise _refused("media", _("Files are not taken in here."))
    fields = {name: values[-1] for name, values in request.form.lists()}
    if any("\x00" in value for value in fields.values()):
        raise _refused("", _("Something in what was sent is not text."))
    code = fields.get("service_code", "")
    offer = offer_of(public_db(), municipality().id)
    if code and not any(one.key == code for one in offer.themes):
        raise unknown_service(code)
    try:
        found = receive_report(_key(), fields)
    except GeometryProblem as error:
        raise _refused("lat", geometry_sentence(error)) from None
    return document(form, "service_requests", [found])


@blueprint.get("/open311/v2/tokens/<token>.<any(xml, json):form>")
@read("public")
def token_number(token: str, form: str) -> Response:
    """The number of what was reported, once it is public; without one while it waits."""
    require_jurisdiction(parse_query(Asked).jurisdiction_id)
    home = municipality()
    reference = public_reference(public_db(), home.id, token)
    try:
        is_there = reference is not None or waits(db_session(), home.id, uuid.UUID(token))
    except ValueError:
        is_there = False
    if not is_there:
        raise NotFound(_("There is no request %(reference)s here.", reference=token[:40]))
    return document(form, "service_requests", [{"service_request_id": reference, "token": token}])


def _key() -> MachineKey:
    if "machine_key" not in g:
        g.machine_key = key_given(db_session(), municipality().id, request.form.get("api_key", ""))
    found: MachineKey = g.machine_key
    return found


def _refused(where: str, sentence: str) -> InvalidInput:
    return InvalidInput(sentence, [FieldError(where, sentence)])


def _without_cookies(state: BlueprintSetupState) -> None:
    state.app.extensions["csrf"].exempt(report)


blueprint.record_once(_without_cookies)
