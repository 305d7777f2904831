"""Layers of other services in the background: features that are due, and copies that nobody needs any more."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import text

from layers.remote.models import RemoteSource
from service.config import Settings
from service.db import Database
from service.jobs import app
from service.remote.harvests import QUEUE, TASK, ask_for_harvest, harvest

TIMEOUT_MS = 120_000
#: Copies of one layer that are kept, the newest; a town's every tile down to the finest zooms is about as many.
MOST_COPIES = 50_000
#: A service that failed is tried again after so many minutes, if its features are not due sooner.
RETRY_MIN = 60
#: A job that was lost with its worker does not hold its layer up for ever.
LOST_H = 3
_DUE = text(
    "SELECT layer_id FROM layers.remote_source WHERE kind IN ('wfs', 'oapif') "
    "AND (asked_at IS NULL OR asked_at < now() - make_interval(hours => :lost)) "
    "AND (tried_at IS NULL OR tried_at < now() - make_interval(mins => "
    "CASE WHEN failing_since IS NULL THEN keep_minutes ELSE least(keep_minutes, :retry) END))"
)
_SWEEP = text(
    "DELETE FROM layers.remote_tile AS t USING ("
    "SELECT layer_id, z, x, y, row_number() OVER (PARTITION BY layer_id ORDER BY fetched_at DESC) AS place "
    "FROM layers.remote_tile) AS o "
    "WHERE (t.layer_id, t.z, t.x, t.y) = (o.layer_id, o.z, o.x, o.y) AND o.place > :most"
)


@app.task(name=TASK, queue=QUEUE)
def harvest_layer(layer_id: int, municipality_id: int, anyway: bool = False) -> None:
    """Bring the features of one layer over."""
    database = _database()
    try:
        harvest(database, layer_id, municipality_id, anyway=anyway)
    finally:
        database.close()


@app.periodic(cron="*/10 * * * *")
@app.task(name="harvest_due_layers", queue=QUEUE, pass_context=False)
def harvest_due_layers(timestamp: int) -> None:  # noqa: ARG001
    """Ask for the features of every layer that is older than its administrator wished."""
    database = _database()
    try:
        with database.session() as db:
            for layer_id in db.scalars(_DUE, {"lost": LOST_H, "retry": RETRY_MIN}).all():
                source = db.get_one(RemoteSource, layer_id)
                source.asked_at = None
                ask_for_harvest(db, source)
    finally:
        database.close()


@app.periodic(cron="41 * * * *")
@app.task(name="sweep_remote_copies", queue=QUEUE, pass_context=False)
def sweep_remote_copies(timestamp: int) -> None:  # noqa: ARG001
    """Delete the oldest copies of layers that have too many."""
    database = _database()
    try:
        with database.session() as db:
            db.execute(_SWEEP, {"most": MOST_COPIES})
    finally:
        database.close()


def _database() -> Database:
    return Database(replace(Settings.from_environment(), service_statement_timeout_ms=TIMEOUT_MS))
