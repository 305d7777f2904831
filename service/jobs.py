"""Background work in PostgreSQL itself, so that no second store is needed."""

from __future__ import annotations

import json
from typing import Any

import procrastinate
from procrastinate.testing import InMemoryConnector
from sqlalchemy import text
from sqlalchemy.orm import Session

from service.config import Settings

#: Modules with tasks; the worker imports them.
TASK_MODULES = [
    "service.mail",
    "service.analysis.runs.tasks",
    "service.analysis.surfaces.tasks",
    "service.accounts.tasks",
    "service.housekeeping",
    "service.owndata.tasks",
    "service.participation.doubts.tasks",
    "service.participation.imports.tasks",
    "service.participation.pins.tasks",
    "service.follows.tasks",
    "service.follows.notice_tasks",
    "service.statements.bodies.tasks",
    "service.statements.signatures.tasks",
    "service.areas.agreement.tasks",
    "service.programmes.choosing.joined",
    "service.areas.tasks",
    "service.areas.upload.tasks",
    "service.layer_imports.tasks",
    "service.remote.tasks",
    "service.analysis.own.tasks",
    "service.analysis.reach.tasks",
]

#: Tasks are declared on this; the worker puts a real connector in its place.
app = procrastinate.App(connector=InMemoryConnector(), import_paths=TASK_MODULES)

_DEFER = text(
    "INSERT INTO jobs.procrastinate_jobs (queue_name, task_name, args) "
    "VALUES (:queue, :task, CAST(:args AS jsonb)) RETURNING id"
)


def make_connector(settings: Settings) -> procrastinate.PsycopgConnector:
    """The worker's connector; the queue's tables stand in the schema `jobs`."""
    return procrastinate.PsycopgConnector(
        conninfo=settings.service_url, kwargs={"options": "-c search_path=jobs,public"}
    )


def defer(db: Session, task: str, queue: str, **arguments: Any) -> int:
    """Put a job into the queue in the caller's own transaction, and give its number.

    What is rolled back was never asked for, and what is committed is never forgotten.
    """
    return int(db.execute(_DEFER, {"queue": queue, "task": task, "args": json.dumps(arguments)}).scalar_one())
