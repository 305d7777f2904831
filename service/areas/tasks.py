"""Background work on areas: counting what lies in boundaries that were too large to count at once."""

from __future__ import annotations

import structlog

from boundaries.recounting import BoundaryBusy, count_boundary, waiting_boundaries
from service.config import Settings
from service.db import make_engine
from service.jobs import app

log = structlog.get_logger("aluekartta.areas")
STATEMENT_TIMEOUT_MS = 600_000


@app.task(queue="areas", name="service.areas.tasks.count_boundary", pass_context=False)
def count_boundary_now(area_version_id: int) -> None:
    """Count one boundary. The database asks for it itself, in the transaction that lays the boundary."""
    _count([area_version_id])


@app.periodic(cron="* * * * *")
@app.task(queue="areas", queueing_lock="count_waiting_boundaries", pass_context=False)
def count_waiting_boundaries(timestamp: int) -> None:  # noqa: ARG001
    """Count what is still waiting: a worker was stopped in the middle, or somebody was writing all the while."""
    _count(None)


def _count(versions: list[int] | None) -> None:
    engine = make_engine(Settings.from_environment().service_url, STATEMENT_TIMEOUT_MS, pool_size=1)
    try:
        for version in waiting_boundaries(engine) if versions is None else versions:
            try:
                found = count_boundary(engine, version)
            except BoundaryBusy:
                log.warning("boundary_busy", area_version_id=version)
            else:
                log.info("boundary_counted", area_version_id=version, points=found)
    finally:
        engine.dispose()
