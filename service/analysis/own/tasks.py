"""Reading large files of figures in the background; the page shows that it goes on."""

from __future__ import annotations

import uuid
from dataclasses import replace

import structlog
from sqlalchemy import text

from boundaries.units import units_of
from service.analysis.own.models import IndicatorImport
from service.analysis.own.staging import file_of, read_staged
from service.config import Settings
from service.db import Database
from service.jobs import app

QUEUE = "indicator_imports"
TIMEOUT_MS = 120_000
_FAILED = text(
    "UPDATE service.indicator_import SET state = 'failed', "
    """problem = '{"code": "took_too_long", "values": {}}' WHERE id = :id AND state = 'reading'"""
)
log = structlog.get_logger("aluekartta.imports")


@app.task(name="read_indicator_import", queue=QUEUE)
def read_indicator_import(import_id: str, municipality_id: int) -> None:
    """Read the file of an import into rows; what breaks is said on its page, and nothing of it is kept."""
    database = Database(replace(Settings.from_environment(), service_statement_timeout_ms=TIMEOUT_MS))
    try:
        with database.public_engine.connect() as public:
            units = units_of(public, municipality_id)
        with database.session_for(municipality_id) as db:
            row = db.get(IndicatorImport, uuid.UUID(import_id))
            if row is None or row.state != "reading":  # discarded meanwhile, or read already
                return
            try:
                read_staged(db, row, file_of(database.settings.uploads, row.id), units)
                db.commit()
            except Exception:
                log.exception("indicator_import_failed", import_id=import_id)
                db.rollback()
                db.execute(_FAILED, {"id": import_id})
                db.commit()
    finally:
        database.close()
