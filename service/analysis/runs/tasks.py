"""The worker's side: one run after another, with its progress told as it goes."""

from __future__ import annotations

import json
import uuid
from dataclasses import replace

import structlog
from sqlalchemy import text

from service.analysis.runs.kinds import KINDS
from service.analysis.runs.models import AnalysisRun
from service.analysis.runs.operations import QUEUE, TASK
from service.config import Settings
from service.db import Database
from service.errors import ServiceError
from service.jobs import app

TIMEOUT_MS = 600_000
_STEP = text("UPDATE service.analysis_run SET progress = :progress WHERE id = :id AND state = 'running'")
_END = text(
    "UPDATE service.analysis_run SET state = :state, progress = :progress, finished_at = now(), "
    "result = CAST(:result AS jsonb), message = :message WHERE id = :id"
)
log = structlog.get_logger("aluekartta.analysis")


@app.task(name=TASK, queue=QUEUE)
def make_analysis_run(run_id: str, municipality_id: int) -> None:
    """Make a run that waits. What breaks is told on its page, and may be asked for again."""
    settings = Settings.from_environment()
    patient = replace(settings, service_statement_timeout_ms=TIMEOUT_MS, public_statement_timeout_ms=TIMEOUT_MS)
    database = Database(patient)
    try:
        make_run(database, uuid.UUID(run_id), municipality_id)
    finally:
        database.close()


def make_run(database: Database, run_id: uuid.UUID, municipality_id: int) -> None:
    """The same on a given database; nothing for a run that is gone, or done."""
    from service.analysis import routes  # noqa: F401  (its rooms register their kinds)

    with database.session_for(municipality_id) as db:
        run = db.get(AnalysisRun, run_id, with_for_update=True)
        if run is None or run.state not in ("waiting", "running"):
            return
        run.state, run.progress = "running", 1
        kind, values = KINDS[run.kind], dict(run.input)
        db.commit()

    def progress(percent: int) -> None:
        with database.session_for(municipality_id) as step:
            step.execute(_STEP, {"id": run_id, "progress": max(1, min(99, percent))})
            step.commit()

    made, message = None, ""
    try:
        with database.public_engine.connect() as connection:
            # No figure is ever NaN on a page: what has none is null, and what forgot that fails here.
            made = json.dumps(kind.compute(connection, municipality_id, values, progress), allow_nan=False)
    except (ServiceError, ValueError, LookupError) as error:
        message = str(error)
        log.warning("analysis_run_refused", run_id=str(run_id), kind=kind.name, message=message)
    except Exception:
        message = "unexpected"
        log.exception("analysis_run_failed", run_id=str(run_id), kind=kind.name)
    with database.session_for(municipality_id) as db:
        db.execute(
            _END,
            {
                "id": run_id,
                "state": "failed" if made is None else "done",
                "progress": 0 if made is None else 100,
                "result": made,
                "message": message,
            },
        )
        db.commit()
