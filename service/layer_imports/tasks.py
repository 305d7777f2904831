"""Reading and bringing in large files in the background, with progress that the page shows."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from dataclasses import replace

import structlog
from shapely.geometry.base import BaseGeometry
from sqlalchemy import text
from sqlalchemy.orm import Session

from boundaries.units import units_of
from service.config import Settings
from service.db import Database
from service.errors import EditConflict
from service.jobs import app
from service.layer_imports.applying import apply_import
from service.layer_imports.models import LayerImport
from service.layer_imports.staging import file_of, read_staged
from service.permissions import Actor
from service.web.context import all_municipalities

QUEUE = "layer_imports"
#: One statement of a large import may take longer than a request's may.
TIMEOUT_MS = 300_000
_STATE = text("UPDATE service.layer_import SET state = :state, problem = CAST(:problem AS jsonb) WHERE id = :id")
log = structlog.get_logger("aluekartta.imports")
Work = Callable[[Database, Session, LayerImport, BaseGeometry], None]


@app.task(name="read_layer_import", queue=QUEUE)
def read_layer_import(import_id: str, municipality_id: int) -> None:
    """Read the file of an import into features."""

    def work(database: Database, db: Session, row: LayerImport, ground: BaseGeometry) -> None:
        home = next(one for one in all_municipalities(db) if one.id == municipality_id)

        def tell(done: int, total: int) -> None:
            # Features that wait are seen by nobody before the state says so; the page sees how far it is.
            row.done, row.total = done, total
            db.commit()

        read_staged(db, row, file_of(database.settings.uploads, row.id), ground, home.centre_lonlat, tell)

    _with_import(import_id, municipality_id, "reading", work)


@app.task(name="apply_layer_import", queue=QUEUE)
def apply_layer_import(import_id: str, municipality_id: int, person_id: str | None, mark: str) -> None:
    """Bring an approved import in, in one transaction."""

    def work(database: Database, db: Session, row: LayerImport, ground: BaseGeometry) -> None:
        actor = Actor(municipality_id, person_id=uuid.UUID(person_id) if person_id else None)
        try:
            apply_import(db, actor, row, mark, file_of(database.settings.uploads, row.id), ground)
        except EditConflict:
            db.rollback()
            # The report is shown again as it is now; approving it is a new deed.
            _tell(db, import_id, "ready", "changed_meanwhile")

    _with_import(import_id, municipality_id, "applying", work)


def _with_import(import_id: str, municipality_id: int, state: str, work: Work) -> None:
    """Work on an import that is in a state; what breaks is said on its page, and nothing of the work is kept."""
    database = Database(replace(Settings.from_environment(), service_statement_timeout_ms=TIMEOUT_MS))
    try:
        with database.public_engine.connect() as public:
            ground = units_of(public, municipality_id).ground
        with database.session_for(municipality_id) as db:
            row = db.get(LayerImport, uuid.UUID(import_id))
            if row is None or row.state != state:  # discarded meanwhile, or done already
                return
            try:
                work(database, db, row, ground)
                db.commit()
            except Exception:
                log.exception("layer_import_failed", import_id=import_id)
                db.rollback()
                if state == "reading":
                    _tell(db, import_id, "failed", "took_too_long")
                else:
                    _tell(db, import_id, "ready", "not_brought_in")
                db.commit()
    finally:
        database.close()


def _tell(db: Session, import_id: str, state: str, code: str) -> None:
    """Put an import in a state, with the reason that its page says."""
    db.execute(_STATE, {"id": import_id, "state": state, "problem": json.dumps({"code": code, "values": {}})})
