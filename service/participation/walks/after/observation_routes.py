"""The page of one observation, and taking it out of sight."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Annotated

from flask import Response, flash, redirect, render_template, url_for
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select

from boundaries.database import sql
from service.i18n import gettext as _
from service.participation.photos.queries import photos_of
from service.participation.walks.after.moderation import set_visibility
from service.participation.walks.blueprint import blueprint
from service.participation.walks.errors import ObservationNotFound, WalkNotFound
from service.participation.walks.features import walk_layers
from service.participation.walks.models import Observation, Walk
from service.participation.walks.queries import PACKAGE, legs_of, observations, stops, walk_by_slug
from service.permissions import require
from service.web.context import actor, db_session, municipality, public_db
from service.web.map_config import map_config
from service.web.parse import parse_form
from service.web.plain_text import PlainLine
from service.web.routing import read, write


class HidingForm(BaseModel):
    """Why an observation is hidden: for the log alone."""

    model_config = ConfigDict(extra="forbid")

    reason: Annotated[PlainLine, Field(min_length=3, max_length=300)]


class ShowingForm(BaseModel):
    """Nothing is asked before an observation is shown again."""

    model_config = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a later walk found of an observation, and how many said so."""

    slug: str
    title: str
    outcome: str
    check_count: int


@blueprint.get("/walks/<slug>/observations/<int:number>")
@read("public")
def show_observation(slug: str, number: int) -> str:
    """What was noted, where, and what later walks found of it."""
    connection, home = public_db(), municipality()
    walk = walk_by_slug(connection, home.id, slug)
    if walk is None:
        raise WalkNotFound(_("There is no such walk."))
    note = next((one for one in observations(connection, walk.id) if one.number == number), None)
    if note is None:
        raise ObservationNotFound(_("There is no such observation on this walk."))
    halts = stops(connection, walk.id)
    return render_template(
        "walks/observation.html",
        walk=walk,
        note=note,
        stop=next((halt for halt in halts if halt.number == note.stop_number), None),
        leg=next((leg for leg in legs_of(walk, halts) if leg.number == note.segment), None),
        photos=photos_of(connection, "observation", [note.key])[note.key],
        areas=connection.execute(sql(PACKAGE, "areas_of_observation"), {"key": note.key}).all(),
        findings=[
            Finding(**row._mapping)
            for row in connection.execute(sql(PACKAGE, "findings_of_observation"), {"observation_id": note.id})
        ],
        map_config=map_config(home, walk_layers(walk, halts, [note]), show=note.geom.buffer(150)),
    )


@blueprint.post("/walks/<slug>/observations/<int:number>/hide")
@write("walk.moderate")
def hide_observation(slug: str, number: int) -> Response:
    """Take an observation out of every public output."""
    row = _row(slug, number)
    set_visibility(db_session(), actor(), row, "hidden", parse_form(HidingForm).reason, batch=uuid.uuid4().hex)
    flash(_("The observation is hidden now."), "success")
    return redirect(url_for("walks.manage_walk", slug=slug), 303)  # type: ignore[return-value]


@blueprint.post("/walks/<slug>/observations/<int:number>/show")
@write("walk.moderate")
def unhide_observation(slug: str, number: int) -> Response:
    """Show a hidden observation again."""
    parse_form(ShowingForm)
    set_visibility(db_session(), actor(), _row(slug, number), "public", "")
    flash(_("The observation is public again."), "success")
    return redirect(url_for("walks.manage_walk", slug=slug), 303)  # type: ignore[return-value]


def _row(slug: str, number: int) -> Observation:
    db = db_session()
    walk = db.scalar(select(Walk).where(Walk.municipality_id == municipality().id, Walk.slug == slug))
    if walk is None:
        raise WalkNotFound(_("There is no such walk."))
    require(actor(), "walk.moderate", walk)
    row = db.scalar(
        select(Observation).where(Observation.walk_id == walk.id, Observation.number == number).with_for_update()
    )
    if row is None:
        raise ObservationNotFound(_("There is no such observation on this walk."))
    return row
