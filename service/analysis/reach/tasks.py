"""Reckoning reach in the background; the page shows how far it is."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace

import structlog
from sqlalchemy import text

from service.analysis.reach.models import ReachReckoning
from service.analysis.reach.operations import QUEUE, reckon
from service.analysis.reach.reckoning import NoServices
from service.analysis.reach.schemas import ReachForm
from service.config import Settings
from service.db import Database
from service.jobs import app
from service.permissions import Actor

TIMEOUT_MS = 120_000
_STATE = text(
    "UPDATE service.reach_reckoning SET state = :state, progress = :progress, problem = :problem WHERE id = :id"
)
log = structlog.get_logger("aluekartta.reach")


@app.task(name="reckon_reach", queue=QUEUE)
def reckon_reach(reckoning_id: str, municipality_id: int) -> None:
    """Do what was asked for; what breaks is said on the page, and nothing of it is kept."""
    database = Database(replace(Settings.from_environment(), service_statement_timeout_ms=TIMEOUT_MS))
    try:
        with database.session_for(municipality_id) as db:
            row = db.get(ReachReckoning, uuid.UUID(reckoning_id))
            if row is None or row.state not in ("waiting", "running"):  # done already
                return

            def tell(progress: int, state: str = "running", problem: str = "") -> None:
                # In a transaction of its own, so that the page sees it while the work goes on.
                with database.session_for(municipality_id) as other:
                    values = {"id": reckoning_id, "state": state, "progress": progress, "problem": problem}
                    other.execute(_STATE, values)
                    other.commit()

            tell(1)
            actor = Actor(municipality_id, person_id=row.person_id)
            try:
                with database.public_engine.connect() as published:
                    edition = reckon(db, published, actor, ReachForm.model_validate(row.wish), tell)
            except LookupError as problem:
                db.rollback()
                tell(0, "failed", "no_services" if isinstance(problem, NoServices) else "no_statistics")
                return
            except Exception:
                log.exception("reach_failed", reckoning_id=reckoning_id)
                db.rollback()
                tell(0, "failed", "failed")
                return
            row.state, row.progress, row.ready_at, row.edition_id = "ready", 100, dt.datetime.now(dt.UTC), edition.id
            db.commit()
    finally:
        database.close()
