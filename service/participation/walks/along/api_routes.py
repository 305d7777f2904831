"""The same as the forms, for scripts and for a phone's outbox.

Nothing here looks at a cookie: the walker's secret comes in the header `Walker-Token`, which another site can
neither know nor send, so no CSRF token is asked for; a phone that was offline for hours has none that still holds.
"""

from __future__ import annotations

import uuid

from flask import Response, jsonify, request, url_for
from flask.blueprints import BlueprintSetupState

from service.participation.photos.rules import ONE_BYTES
from service.participation.photos.schemas import PhotoForm
from service.participation.walks.along.receiving import (
    Known,
    receive_check,
    receive_experience,
    receive_note,
    receive_passage,
    receive_photo,
    walker_of,
)
from service.participation.walks.along.schemas import CheckSent, ExperienceSent, ObservationSent, PassageSent
from service.participation.walks.blueprint import blueprint
from service.web.parse import parse_form, parse_json
from service.web.routing import write

TOKEN = "Walker-Token"  # noqa: S105 (a header's name)


@blueprint.post("/api/walks/<slug>/observations")
@write("walk.join")
def note(slug: str) -> tuple[Response, int]:
    """Take in what was noted; the answer says under which number and address it stands."""
    noted = receive_note(_walker(slug), parse_json(ObservationSent))
    page = url_for("walks.show_observation", slug=slug, number=noted.number)
    return jsonify({"number": noted.number, "page": page, "received_at": noted.received_at.isoformat()}), 201


@blueprint.post("/api/walks/<slug>/observations/<uuid:client_id>/photos")
@write("walk.join", body_limit=ONE_BYTES)
def note_photo(slug: str, client_id: uuid.UUID) -> tuple[Response, int]:
    """Add a photo to one's own observation: multipart with the file `photo`, its words `alt` and a `client_id`."""
    photo = receive_photo(_walker(slug), client_id, parse_form(PhotoForm))
    return jsonify({"id": photo.id, "is_public": photo.visibility == "public"}), 201


@blueprint.post("/api/walks/<slug>/passages")
@write("walk.join")
def confirm(slug: str) -> tuple[Response, int]:
    """Take in that a leg was walked."""
    receive_passage(_walker(slug), parse_json(PassageSent))
    return jsonify({}), 201


@blueprint.post("/api/walks/<slug>/checks")
@write("walk.join")
def check(slug: str) -> tuple[Response, int]:
    """Take in what became of an earlier observation."""
    receive_check(_walker(slug), parse_json(CheckSent))
    return jsonify({}), 201


@blueprint.post("/api/walks/<slug>/experience")
@write("walk.join")
def experience(slug: str) -> tuple[Response, int]:
    """Take in how the walk was."""
    receive_experience(_walker(slug), parse_json(ExperienceSent))
    return jsonify({}), 201


def _walker(slug: str) -> Known:
    """Who sends: looked at before anything of what was sent."""
    return walker_of(slug, request.headers.get(TOKEN, ""))


def _without_cookies(state: BlueprintSetupState) -> None:
    for view in (note, note_photo, confirm, check, experience):
        state.app.extensions["csrf"].exempt(view)


blueprint.record_once(_without_cookies)
