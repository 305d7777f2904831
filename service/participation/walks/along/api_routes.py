"""The same as the forms, for scripts and for a phone's outbox.

Nothing here looks at a cookie: the walker's secret comes in the header `Walker-Token`, which another site can
neither know nor send, so no CSRF token is asked for; a phone that was offline for hours has none that still holds.
"""

from __future__ import annotations

from flask import Response, jsonify, request, url_for
from flask.blueprints import BlueprintSetupState

from service.participation.walks.along.receiving import (
    Known,
    receive_check,
    receive_experience,
    receive_note,
    receive_passage,
    walker_of,
)
from service.participation.walks.along.schemas import CheckSent, ExperienceSent, ObservationSent, PassageSent
from service.participation.walks.blueprint import blueprint
from service.web.parse import parse_json
from service.web.routing import write

TOKEN = "Walker-Token"  # noqa: S105 (a header's name)


@blueprint.post("/api/walks/<slug>/observations")
@write("walk.join")
def note(slug: str) -> tuple[Response, int]:
    """Take in what was noted; the answer says under which number and address it stands."""
    noted = receive_note(_walker(slug), parse_json(ObservationSent))
    page = url_for("walks.show_observation", slug=slug, number=noted.number)
    return jsonify({"number": noted.number, "page": page, "received_at": noted.received_at.isoformat()}), 201


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
    for view in (note, confirm, check, experience):
        state.app.extensions["csrf"].exempt(view)


blueprint.record_once(_without_cookies)
