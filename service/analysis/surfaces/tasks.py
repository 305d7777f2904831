"""Background work on surfaces: those that somebody asked for, and the usual one of each municipality."""

from __future__ import annotations

from dataclasses import replace

import structlog
from sqlalchemy import select, text

from boundaries.models import Municipality
from service.analysis.surfaces.choices import choices_from
from service.analysis.surfaces.looking import look_at
from service.analysis.surfaces.making import QUEUE, TASK, ask_for, keep, look_again, made
from service.analysis.surfaces.models import HeatSurface
from service.config import Settings
from service.db import Database
from service.jobs import app

TIMEOUT_MS = 60_000
_STEP = text("UPDATE service.heat_surface SET progress = :progress, state = :state WHERE id = :id")
_TAKE = text("UPDATE service.heat_surface SET state = 'running' WHERE id = :id AND state = 'waiting' RETURNING id")
log = structlog.get_logger("aluekartta.surfaces")


@app.task(name=TASK, queue=QUEUE)
def make_heat_surface(surface_id: int, municipality_id: int) -> None:
    """Make the fine surfaces of a row; taken up twice, the second does nothing. What breaks is said on the page."""
    database = Database(replace(Settings.from_environment(), public_statement_timeout_ms=TIMEOUT_MS))
    try:
        make(database, surface_id, municipality_id)
    finally:
        database.close()


def make(database: Database, surface_id: int, municipality_id: int) -> None:
    """The work of `make_heat_surface` on a given database."""

    def say(progress: int, state: str = "running") -> None:
        with database.session_for(municipality_id) as db:
            db.execute(_STEP, {"id": surface_id, "progress": progress, "state": state})
            db.commit()

    with database.session_for(municipality_id) as db:
        if db.execute(_TAKE, {"id": surface_id}).scalar() is None:
            return
        choices = choices_from(db.scalars(select(HeatSurface.choices).where(HeatSurface.id == surface_id)).one())
        db.commit()
    try:
        with database.public_engine.connect() as public:
            look = look_again(public, municipality_id, choices)
        body = made(look, say)
        with database.session_for(municipality_id) as db:
            keep(db, surface_id, look, body)
            db.commit()
    except Exception:
        log.exception("heat_surface_failed", surface_id=surface_id)
        say(0, "failed")


@app.periodic(cron="23 * * * *")
@app.task(queue=QUEUE, queueing_lock="usual_heat_surfaces", pass_context=False)
def make_usual_surfaces(timestamp: int) -> None:  # noqa: ARG001
    """Ask for the surfaces that a reader meets first, of every municipality where something changed."""
    database = Database(Settings.from_environment())
    try:
        ask_for_usual(database)
    finally:
        database.close()


def ask_for_usual(database: Database) -> int:
    """How many were asked for; a municipality without statistics has none."""
    asked = 0
    with database.session() as db:
        ids = db.scalars(select(Municipality.id)).all()
    for municipality_id in ids:
        try:
            with database.public_engine.connect() as public:
                look = look_at(public, municipality_id)
        except LookupError:
            continue
        with database.session_for(municipality_id) as db:
            asked += bool(look.places.total) and ask_for(db, municipality_id, look)
            db.commit()
    return asked
