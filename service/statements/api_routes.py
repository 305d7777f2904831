"""Statements for other programs: what is public is read without a key, and a statement is given by a token.

What holds of a statement from the form holds of one from a program, and is said in the same words.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Response, current_app, jsonify, url_for

from service.i18n import language
from service.statements.author import normal_reference, own_url, statement_missing
from service.statements.blueprint import blueprint
from service.statements.features import statement_feature
from service.statements.give_routes import note_address
from service.statements.operations import give_statement
from service.statements.page import proposal_of
from service.statements.queries import PAGE_SIZE, public_responses, public_statement, public_statements
from service.statements.schemas import ListQuery, StatementBody
from service.statements.targets import target_of
from service.web.context import actor, db_session, municipality, public_db
from service.web.limits import count_deed
from service.web.parse import parse_json, parse_query
from service.web.routing import read, write

HOUR = dt.timedelta(hours=1)


@blueprint.get("/api/proposals/<slug>/statements")
@read("public")
def api_statements(slug: str) -> Response:
    """The public statements on a proposal as a GeoJSON FeatureCollection, a page at a time, the newest first."""
    view, _row = proposal_of(slug)
    query = parse_query(ListQuery)
    found = public_statements(public_db(), municipality().id, slug, query)
    following = None
    if found.total > query.page * PAGE_SIZE:
        values = query.model_dump(exclude_none=True, exclude={"page"})
        following = url_for("statements.api_statements", slug=view.slug, **values, page=query.page + 1)
    body = {
        "type": "FeatureCollection",
        "features": [statement_feature(one) for one in found.statements],
        "numberMatched": found.total,
        "numberReturned": len(found.statements),
        "next": following,
    }
    response = _geojson(body)
    if following:
        response.headers["Link"] = f'<{following}>; rel="next"; type="application/geo+json"'
    return response


@blueprint.get("/api/statements/<reference>")
@read("public")
def api_statement(reference: str) -> Response:
    """One public statement as a GeoJSON feature, with every version of the official response."""
    connection, home = public_db(), municipality()
    view = public_statement(connection, home.id, normal_reference(reference))
    if view is None:
        raise statement_missing(reference)
    body = statement_feature(view)
    body["properties"]["responses"] = [
        {
            "version": one.version,
            "outcome": one.outcome,
            "lead": one.lead,
            "change_note": one.change_note,
            "signature": one.signature,
            "answered_on": one.answered_on.isoformat(),
        }
        for one in public_responses(connection, view.id)
    ]
    return _geojson(body)


@blueprint.post("/api/proposals/<slug>/statements")
@write("statement.give")
def api_give_statement(slug: str) -> tuple[Response, int]:
    """Give a statement while the proposal takes them; the answer holds its reference and its giver's secret link."""
    view, row = proposal_of(slug)
    home, settings = municipality(), current_app.config["SETTINGS"]
    form = parse_json(StatementBody).as_form()
    target = target_of(public_db(), home.id, view, form)
    count_deed("statement", settings.pins_per_hour, HOUR)
    given = give_statement(
        db_session(), actor(), row, home.reference_prefix, form, target, language=language(), seconds_open=None
    )
    note_address(given, form)
    kept = given.statement
    page = url_for("statements.show_statement", slug=slug, reference=kept.reference)
    answer: dict[str, Any] = {
        "reference": kept.reference,
        "url": page,
        "own_url": own_url(slug, kept.reference, given.token),
        "is_public": kept.visibility == "public",
        "waits_for": kept.waits_for,
    }
    response = jsonify(answer)
    response.headers["Location"] = page
    return response, 201


def _geojson(body: dict[str, Any]) -> Response:
    response = jsonify(body)
    response.content_type = "application/geo+json"
    return response
