"""Working on an import in the background: its state is held to, and what breaks is said on its page."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

import structlog
from shapely.geometry.base import BaseGeometry
from sqlalchemy import update
from sqlalchemy.orm import Session

from boundaries.database import Base
from boundaries.units import units_of
from service.config import Settings
from service.db import Database
from service.errors import EditConflict

log = structlog.get_logger("aluekartta.imports")


#: A table of imports: rows with `state`, `problem` (why it does not go on), and `done` of `total`.
_R = TypeVar("_R", bound=Base)


@dataclass(frozen=True, slots=True)
class Job(Generic[_R]):
    """What a piece of work is given: the database, a session in the municipality, the import and the ground of the
    municipality's units (empty where it has none)."""

    database: Database
    db: Session
    row: _R
    ground: BaseGeometry

    def tell(self, done: int, total: int) -> None:
        """Say how far it is. Features that wait are seen by nobody before the state says so, so they may be kept."""
        row: Any = self.row
        row.done, row.total = done, total
        self.db.commit()


def work_on_import(
    model: type[_R], import_id: str, municipality_id: int, state: str, work: Callable[[Job[_R]], None], timeout_ms: int
) -> None:
    """Do some work on an import that is in a state, in one transaction; a job that comes twice does nothing.

    What breaks while a file is read makes the import fail. What breaks while it is brought in, or was changed
    meanwhile, puts it back to wait for approval with the reason, and nothing of the work is kept.

    Parameters
    ----------
    timeout_ms : how long one statement of it may take.
    """
    database = Database(replace(Settings.from_environment(), service_statement_timeout_ms=timeout_ms))
    try:
        with database.public_engine.connect() as public:
            ground = units_of(public, municipality_id).ground
        with database.session_for(municipality_id) as db:
            row: Any = db.get(model, uuid.UUID(import_id))
            if row is None or row.state != state:  # discarded meanwhile, or done already
                return
            try:
                work(Job(database, db, row, ground))
                db.commit()
            except EditConflict:
                # The report is shown again as it is now; approving it is a new deed.
                _stop(db, model, import_id, "ready", "changed_meanwhile")
            except Exception:
                log.exception("import_failed", table=model.__name__, import_id=import_id)
                stopped = ("failed", "took_too_long") if state == "reading" else ("ready", "not_brought_in")
                _stop(db, model, import_id, *stopped)
    finally:
        database.close()


def _stop(db: Session, model: type[_R], import_id: str, state: str, code: str) -> None:
    db.rollback()
    values = {"state": state, "problem": {"code": code, "values": {}}}
    table: Any = model
    db.execute(update(table).where(table.id == uuid.UUID(import_id)).values(**values))
    db.commit()
