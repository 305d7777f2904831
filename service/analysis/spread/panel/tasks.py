"""Counting a measure in every division in the background, and again when its figures have changed."""

from __future__ import annotations

from dataclasses import replace

import structlog
from sqlalchemy import select

from layers.indicators.own import indicators_of
from service.analysis.spread.panel.counting import counted
from service.analysis.spread.panel.models import ZoningPanel
from service.analysis.spread.panel.operations import QUEUE, TASK, ask, forget, give_up, keep, note_progress
from service.analysis.spread.panel.queries import panel_stamp
from service.config import Settings
from service.db import Database
from service.jobs import app

TIMEOUT_MS = 60_000
log = structlog.get_logger("aluekartta.analysis")


@app.task(name=TASK, queue=QUEUE)
def count_zonings(municipality_id: int, measure: str) -> None:
    """Count one measure; how far it has come is seen while it goes on."""
    database = Database(replace(Settings.from_environment(), public_statement_timeout_ms=TIMEOUT_MS))
    try:
        count_with(database, municipality_id, measure)
    except Exception:
        log.exception("count_zonings_failed", measure=measure)
        with database.session_for(municipality_id) as db, db.begin():
            give_up(db, municipality_id, measure)
    finally:
        database.close()


def count_with(database: Database, municipality_id: int, measure: str) -> None:
    """The same on an open database; raises what goes wrong."""

    def progress(done: int, total: int) -> None:
        with database.session_for(municipality_id) as db, db.begin():
            note_progress(db, municipality_id, measure, done, total)

    with database.public_engine.connect() as public:
        # The mark is read first: figures that change meanwhile leave it old, and it is counted again.
        stamp = panel_stamp(public, municipality_id)
        indicator = next((one for one in indicators_of(public, municipality_id) if one.key == measure), None)
        result = counted(public, municipality_id, indicator, progress) if indicator is not None else None
    with database.session_for(municipality_id) as db, db.begin():
        if result is None:
            forget(db, municipality_id, measure)
        else:
            keep(db, municipality_id, measure, stamp, result)


@app.periodic(cron="27 * * * *")
@app.task(queue=QUEUE, queueing_lock="recount_zonings", pass_context=False)
def recount_zonings(timestamp: int) -> None:  # noqa: ARG001
    """Ask again for everything whose figures or boundaries have changed."""
    database = Database(Settings.from_environment())
    try:
        recount_with(database)
    finally:
        database.close()


def recount_with(database: Database) -> int:
    """The same on an open database; how many were asked for."""
    with database.session() as db:
        known = db.execute(select(ZoningPanel.municipality_id, ZoningPanel.measure)).all()
        with database.public_engine.connect() as public:
            stamps = {home: panel_stamp(public, home) for home in {row.municipality_id for row in known}}
        return sum(ask(db, home, measure, stamps[home]) for home, measure in known)
