"""Bringing large tables over in the background; the page shows that it goes on."""

from __future__ import annotations

import uuid
from dataclasses import replace

import structlog
from sqlalchemy import text

from boundaries.units import units_of
from service.config import Settings
from service.db import Database
from service.errors import ServiceError
from service.jobs import app
from service.participation.imports.bringing import bring_over
from service.participation.imports.models import FeedbackImport
from service.permissions import Actor

QUEUE = "feedback_imports"
TIMEOUT_MS = 120_000
_READY = text("UPDATE service.feedback_import SET state = 'ready' WHERE id = :id AND state = 'applying'")
log = structlog.get_logger("aluekartta.imports")


@app.task(name="bring_feedback_over", queue=QUEUE)
def bring_feedback_over(import_id: str, municipality_id: int, person_id: str | None, title: str, mark: str) -> None:
    """Make the pins of an approved import, in one transaction; what breaks leaves the report as it was."""
    database = Database(replace(Settings.from_environment(), service_statement_timeout_ms=TIMEOUT_MS))
    try:
        with database.public_engine.connect() as public:
            ground = units_of(public, municipality_id).ground
        with database.session_for(municipality_id) as db:
            row = db.get(FeedbackImport, uuid.UUID(import_id))
            if row is None or row.state != "applying":  # taken up twice, or over already
                return
            actor = Actor(municipality_id, person_id=uuid.UUID(person_id) if person_id else None, title=title)
            try:
                bring_over(db, actor, row, mark, ground)
                db.commit()
            except Exception as error:
                # A changed report is no fault: it is shown again as it is now, and approving it is a new deed.
                if not isinstance(error, ServiceError):
                    log.exception("feedback_import_failed", import_id=import_id)
                db.rollback()
                db.execute(_READY, {"id": import_id})
                db.commit()
    finally:
        database.close()
