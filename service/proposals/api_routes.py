"""Proposals for programs and for the page's scripts."""

from __future__ import annotations

import re
from typing import Any

from flask import Response, jsonify, request
from shapely.geometry.base import BaseGeometry

from geo.geometry import geometry_to_geojson
from service.errors import PreconditionMissing
from service.i18n import gettext as _
from service.permissions import require
from service.proposals.blueprint import blueprint
from service.proposals.drawing import check_inside, shape_from_areas, shape_from_geojson
from service.proposals.errors import NothingDrawn, ProposalNotFound
from service.proposals.features import collection, feature
from service.proposals.operations import coverage_now, make_proposal, revise_proposal
from service.proposals.queries import ProposalView, own_view, proposal_row, public_proposal, public_proposals
from service.proposals.schemas import CoverageQuestion, ListQuery, ProposalBody
from service.web.context import actor, db_session, municipality, public_db
from service.web.parse import parse_json, parse_query
from service.web.routing import read, write
from service.zoning.words import CoverageLine, CoverageWords, coverage_words

_ETAG = re.compile(r'^(?:W/)?"(\d{1,9})"$')


@blueprint.get("/api/proposals")
@read("public")
def list_features() -> Response:
    """The proposals that residents see, as GeoJSON."""
    state = parse_query(ListQuery).state
    return _geojson(collection(public_proposals(public_db(), municipality().id, state)))


@blueprint.get("/api/proposals/<slug>")
@read("public")
def show_feature(slug: str) -> Response:
    """One proposal as a GeoJSON feature; its ETag names the version."""
    view = public_proposal(public_db(), municipality().id, slug)
    if view is None:
        raise ProposalNotFound(_("There is no such proposal."))
    return _answer(view)


@blueprint.post("/api/proposals/coverage")
@write("proposal.write", keyed=False)
def coverage_preview() -> Response:
    """What a drawing covers, in words, before anything is saved."""
    question = parse_json(CoverageQuestion)
    shape = drawn_shape(question.geometry, question.areas)
    if shape is None:
        raise NothingDrawn(_("Draw something on the map, or choose an area."))
    record = coverage_now(db_session(), municipality().id, shape)
    answer = {"coverage": record, "words": words_as_json(coverage_words(record))}
    if question.areas:
        answer["geometry"] = geometry_to_geojson(shape)
    return jsonify(answer)


@blueprint.post("/api/proposals")
@write("proposal.write")
def add_proposal() -> tuple[Response, int]:
    """Save a new proposal."""
    body = parse_json(ProposalBody)
    shape = drawn_shape(body.geometry, body.areas)
    if shape is None:
        raise NothingDrawn(_("Draw something on the map, or choose an area."))
    made = make_proposal(db_session(), actor(), body, shape)
    response = _answer(own_view(made))
    response.headers["Location"] = f"/proposals/{made.slug}"
    return response, 201


@blueprint.put("/api/proposals/<slug>")
@write("proposal.write")
def change_proposal(slug: str) -> Response:
    """Make a new version; `If-Match` says which version is changed. Without a drawing the old one stays."""
    row = proposal_row(db_session(), municipality().id, slug)
    if row is None:
        raise ProposalNotFound(_("There is no such proposal."))
    require(actor(), "proposal.write", row)
    match = _ETAG.match(request.headers.get("If-Match", ""))
    if match is None:
        raise PreconditionMissing(_("Say in If-Match which version you change."))
    body = parse_json(ProposalBody)
    shape = drawn_shape(body.geometry, body.areas)
    changed = revise_proposal(db_session(), actor(), slug, int(match[1]), body, shape)
    return _answer(own_view(changed))


def drawn_shape(geometry: dict[str, Any] | None, areas: list[str]) -> BaseGeometry | None:
    """The shape in metres of a GeoJSON geometry or of chosen areas; None when there is neither.

    Raises GeometryProblem or NothingDrawn.
    """
    home, connection = municipality(), public_db()
    if areas:
        return shape_from_areas(connection, home.id, areas)
    if geometry is None:
        return None
    shape = shape_from_geojson(geometry)
    check_inside(connection, home.id, shape)
    return shape


def words_as_json(words: CoverageWords) -> dict[str, Any]:
    """The words of a coverage for the page's script, which only has to lay them out."""
    return {
        "sentence": words.sentence,
        "size": words.size_text,
        "lines": [_line(line) for line in words.lines],
        "no_plan": words.no_plan_text,
        "notes": words.notes,
    }


def _line(line: CoverageLine) -> dict[str, Any]:
    return {
        "letter": line.letter,
        "name": line.name,
        "meaning": line.meaning,
        "share": line.share_text,
        "size": line.size_text,
        "plan": line.plan,
        "is_sliver": line.is_sliver,
        "fill": line.colour.fill,
        "outline": line.colour.outline,
        "pattern_path": line.colour.pattern_path,
    }


def _answer(view: ProposalView) -> Response:
    response = _geojson(feature(view))
    response.headers["ETag"] = f'"{view.version}"'
    return response


def _geojson(body: dict[str, Any]) -> Response:
    response = jsonify(body)
    response.content_type = "application/geo+json"
    return response
