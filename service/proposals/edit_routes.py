"""Making and changing a proposal with a form that works without JavaScript too."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from shapely.geometry.base import BaseGeometry

from boundaries.queries import areas_by_name
from geo.errors import GeometryProblem
from geo.geometry import geometry_to_geojson
from layers.plans.queries import plans_extent
from service.errors import FieldError, InvalidInput, PreconditionMissing
from service.i18n import TIME_ZONE, language
from service.i18n import gettext as _
from service.permissions import require
from service.proposals.blueprint import blueprint
from service.proposals.drawing import check_inside, shape_from_areas, shape_from_text
from service.proposals.errors import NothingDrawn, ProposalChanged, ProposalNotFound
from service.proposals.features import proposals_layer
from service.proposals.ideas.operations import link_idea
from service.proposals.ideas.queries import Idea, idea_named
from service.proposals.models import Proposal
from service.proposals.operations import make_proposal, revise_proposal
from service.proposals.phases.queries import phases_of
from service.proposals.phases.words import time_line
from service.proposals.queries import own_view, proposal_row, public_proposals
from service.proposals.schemas import NewQuery, ProposalForm
from service.web.context import actor, db_session, municipality, public_db
from service.web.geometry_words import geometry_sentence
from service.web.map_config import map_config
from service.web.parse import parse_form, parse_query
from service.web.routing import read, write
from service.zoning.legend import legend
from service.zoning.map_layer import zoning_layer
from service.zoning.words import coverage_words

FIELDS = (
    "title",
    "summary",
    "body",
    "state",
    "signature",
    "change_note",
    "matter",
    "idea",
    "geometry",
    "area",
    "version",
)


@blueprint.get("/proposals/new")
@read("proposal.write")
def new_proposal() -> str:
    """The form for a new proposal, beside the map to draw on."""
    values = {"state": "draft", "signature": actor().title}
    idea = _idea(parse_query(NewQuery).idea)
    if idea is not None:
        place = idea.place
        values |= {
            "idea": idea.reference,
            "title": idea.title[:120],
            "body": idea.body,
            "geometry": json.dumps(geometry_to_geojson(place)) if place is not None else "",
        }
    return _form(values)


@blueprint.post("/proposals/new")
@write("proposal.write")
def save_new_proposal() -> Response:
    """Save a new proposal, or show the form again with what is wrong and what was typed."""
    try:
        form = parse_form(ProposalForm)
        shape = _shape(form)
        if shape is None:
            raise NothingDrawn(_("Draw something on the map, paste a shape, or choose an area."))
        made = make_proposal(db_session(), actor(), form, shape)
        idea = _idea(form.idea)
        if idea is not None:
            link_idea(db_session(), actor(), made, idea)
    except (InvalidInput, GeometryProblem) as error:
        return _again(error)
    flash(_("The proposal is saved."), "success")
    return redirect(url_for("proposals.show_proposal", slug=made.slug), 303)  # type: ignore[return-value]


@blueprint.get("/proposals/<slug>/edit")
@read("proposal.write")
def edit_proposal(slug: str) -> str:
    """The form with the proposal as it is now."""
    row = _own(slug)
    values = {
        name: getattr(row, name) for name in ("title", "summary", "body", "state", "signature", "matter", "version")
    }
    shape = own_view(row).geom
    return _form({**values, "geometry": json.dumps(geometry_to_geojson(shape))}, row=row)


@blueprint.post("/proposals/<slug>/edit")
@write("proposal.write")
def save_proposal(slug: str) -> Response:
    """Save a new version, or show the form again with what is wrong and what was typed."""
    _own(slug)
    try:
        form = parse_form(ProposalForm)
        if form.version is None:
            raise PreconditionMissing(
                _("Open the proposal for editing again: the form did not say which version it changes.")
            )
        changed = revise_proposal(db_session(), actor(), slug, form.version, form, _shape(form))
    except (InvalidInput, GeometryProblem, ProposalChanged) as error:
        return _again(error, slug)
    flash(_("The new version is saved."), "success")
    return redirect(url_for("proposals.show_proposal", slug=changed.slug), 303)  # type: ignore[return-value]


def _idea(reference: str) -> Idea | None:
    """The public idea of a reference; none without one.

    Raises ProposalNotFound when there is no such idea.
    """
    if not reference:
        return None
    found = idea_named(public_db(), municipality().id, reference.upper())
    if found is None:
        raise ProposalNotFound(_("There is no such idea."))
    return found


def _today() -> dt.date:
    return dt.datetime.now(TIME_ZONE).date()


def _own(slug: str) -> Proposal:
    row = proposal_row(db_session(), municipality().id, slug)
    if row is None:
        raise ProposalNotFound(_("There is no such proposal."))
    require(actor(), "proposal.write", row)
    return row


def _shape(form: ProposalForm) -> BaseGeometry | None:
    home, connection = municipality(), public_db()
    if form.geometry.strip():
        shape = shape_from_text(form.geometry)
        check_inside(connection, home.id, shape)
        return shape
    return shape_from_areas(connection, home.id, [form.area]) if form.area else None


def _again(error: InvalidInput | GeometryProblem | ProposalChanged, slug: str = "") -> Response:
    """The form with what was typed and what is wrong; nothing is saved."""
    db_session().rollback()
    typed = {name: request.form.get(name, "") for name in FIELDS}
    if isinstance(error, GeometryProblem):
        errors, status = [FieldError("geometry", geometry_sentence(error))], 422
    elif isinstance(error, NothingDrawn):
        errors, status = [FieldError("geometry", error.message)], 422
    elif isinstance(error, ProposalChanged):
        # Saving again is then a choice made knowingly: the form carries the version that is there now.
        errors, status = [FieldError("", error.message)], 412
        typed["version"] = str(error.current_version)
    else:
        errors, status = error.errors or [FieldError("", error.message)], 422
    row = proposal_row(db_session(), municipality().id, slug) if slug else None
    return make_response(_form(typed, errors, row=row, theirs=isinstance(error, ProposalChanged)), status)


def _form(
    values: dict[str, Any],
    errors: list[FieldError] | None = None,
    *,
    row: Proposal | None = None,
    theirs: bool = False,
) -> str:
    home, connection = municipality(), public_db()
    others = [one for one in public_proposals(connection, home.id) if row is None or one.slug != row.slug]
    view = own_view(row) if row is not None else None
    layers = [
        zoning_layer(connection, home.id),
        {**proposals_layer(others, _("Other proposals")), "visible": False, "adjustable": True},
        {**proposals_layer([], ""), "key": "own", "selectable": False},
    ]
    areas = areas_by_name(connection, home.id, language=language())
    return render_template(
        "proposals/edit.html",
        values=values,
        errors=errors or [],
        error_of={error.where: error.message for error in errors or []},
        proposal=view,
        theirs=view if theirs else None,
        line=time_line(row.state, phases_of(db_session(), row.id), _today()) if row is not None else None,
        coverage=coverage_words(view.coverage) if view is not None and not errors else None,
        areas=areas,
        legend=legend(connection, home.id),
        map_config=map_config(
            home,
            layers,
            show=view.geom if view is not None else plans_extent(connection, home.id),
            mode="draw",
            draw={"type": "MultiPolygon", "maxCorners": 2000},
        ),
    )
