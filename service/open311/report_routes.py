"""Writing by another service, which shows its key in the form: reports, and notes on what was reported."""

from __future__ import annotations

import uuid

from flask import Response
from flask.blueprints import BlueprintSetupState

from geo.errors import GeometryProblem
from service.errors import NotFound
from service.i18n import gettext as _
from service.open311.blueprint import blueprint
from service.open311.jurisdiction import require_jurisdiction, unknown_service
from service.open311.keys import key_against_repeats, refused, sent_fields, shown_key
from service.open311.queries import offer_of
from service.open311.reporting import receive_report, waits
from service.open311.schemas import Asked
from service.open311.updating import receive_update
from service.open311.writing import document
from service.participation.pins.queries import public_reference
from service.web.context import db_session, municipality, public_db
from service.web.geometry_words import geometry_sentence
from service.web.parse import parse_query
from service.web.routing import read, write


@blueprint.post("/open311/v2/requests.<any(xml, json):form>")
@write("pin.submit", key_of=lambda: key_against_repeats("report"))
def report(form: str) -> Response:
    """Take a report in; the answer holds its number, or a token while it waits for a moderator."""
    fields = sent_fields()
    code = fields.get("service_code", "")
    offer = offer_of(public_db(), municipality().id)
    if code and not any(one.key == code for one in offer.themes):
        raise unknown_service(code)
    try:
        found = receive_report(shown_key(), fields)
    except GeometryProblem as error:
        raise refused("lat", geometry_sentence(error)) from None
    return document(form, "service_requests", [found])


@blueprint.post("/open311/v2/servicerequestupdates.<any(xml, json):form>")
@write("comment.add", key_of=lambda: key_against_repeats("update"))
def update(form: str) -> Response:
    """Take a note on a request in, as a comment below it; the answer holds the number of the update."""
    return document(form, "service_requests_updates", [receive_update(shown_key(), sent_fields())])


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


def _without_cookies(state: BlueprintSetupState) -> None:
    for view in (report, update):
        state.app.extensions["csrf"].exempt(view)


blueprint.record_once(_without_cookies)
