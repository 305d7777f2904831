"""Asking for fine surfaces, and making them: named verbs that flush and never commit."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from service.analysis.surfaces.choices import SURFACES, SurfaceChoices
from service.analysis.surfaces.features import grid_of
from service.analysis.surfaces.looking import Look, look_at
from service.analysis.surfaces.models import HeatSurface
from service.analysis.surfaces.outlines import significant
from service.analysis.surfaces.reckoning import LEVEL, RELABELLINGS, SEED, Say, Surfaces, fine_raster, surfaces_of
from service.analysis.surfaces.rules import PATIENCE_MINUTES
from service.jobs import defer

TASK, QUEUE = "make_heat_surface", "surfaces"


def ask_for(db: Session, municipality_id: int, look: Look) -> bool:
    """Have the fine surfaces of a look made, unless they are or will be; whether they will be.

    What failed or was broken off before is tried again.
    """
    row = {"municipality_id": municipality_id, "stamp": look.stamp, "choices": look.choices.plain()}
    anew = {"state": "waiting", "progress": 0, "asked_at": func.now()}
    statement = insert(HeatSurface).values(**row)
    broken_off = HeatSurface.asked_at < func.now() - dt.timedelta(minutes=PATIENCE_MINUTES)
    statement = statement.on_conflict_do_update(
        constraint="uq_heat_surface_municipality_id_stamp",
        set_=anew,
        where=(HeatSurface.state == "failed") | (HeatSurface.state.in_(("waiting", "running")) & broken_off),
    )
    number = db.execute(statement.returning(HeatSurface.id)).scalar()
    if number is None:
        return False
    defer(db, TASK, QUEUE, surface_id=number, municipality_id=municipality_id)
    return True


def waiting_count(db: Session, municipality_id: int) -> int:
    """How many surfaces of a municipality the worker has before it."""
    waiting = select(func.count()).where(
        HeatSurface.municipality_id == municipality_id,
        HeatSurface.state.in_(("waiting", "running")),
        HeatSurface.asked_at > func.now() - dt.timedelta(minutes=PATIENCE_MINUTES),
    )
    return int(db.scalar(waiting) or 0)


def look_again(connection: Connection, municipality_id: int, choices: SurfaceChoices) -> Look:
    """The look that these choices give now; ideas may have come or gone since it was asked for."""
    return look_at(
        connection,
        municipality_id,
        base=choices.base,
        sigma_m=choices.sigma_m,
        with_heaps=choices.with_heaps,
        filters=choices.filters,
    )


def made(look: Look, say: Say) -> dict[str, Any]:
    """The body of a fine surface: cells by kind, lines, and the facts that the page tells."""
    raster = fine_raster(look.ground.units.ground, look.choices.sigma_m)
    surfaces = surfaces_of(raster, look.ground, look.places, look.choices, relabellings=RELABELLINGS, say=say)
    say(90)
    return body_of(surfaces)


def body_of(surfaces: Surfaces) -> dict[str, Any]:
    """Surfaces as they are kept."""
    found = significant(surfaces.raster, surfaces.risk)
    grids = {kind: grid_of(kind, surfaces) for kind in SURFACES}
    return {
        "grids": grids,
        "contours": found["features"],
        "steps": {kind: grid["steps"] for kind, grid in grids.items()},
        "cell": surfaces.raster.cell_m,
        "more": found["more"],
        "less": found["less"],
        "relabellings": RELABELLINGS,
        "seed": SEED,
        "level": LEVEL,
    }


def keep(db: Session, surface_id: int, look: Look, body: dict[str, Any]) -> None:
    """Keep a body under the stamp of what it was made of, in place of an older one of the same."""
    row = db.get(HeatSurface, surface_id)
    if row is None:
        return
    same = select(HeatSurface).where(
        HeatSurface.municipality_id == row.municipality_id,
        HeatSurface.stamp == look.stamp,
        HeatSurface.id != surface_id,
    )
    for other in db.scalars(same):
        db.delete(other)
    db.flush()
    row.stamp, row.body, row.state, row.progress = look.stamp, body, "ready", 100
    row.ready_at = dt.datetime.now(dt.UTC)
    db.flush()
