"""Background work in PostgreSQL itself, so that no second store is needed."""

from __future__ import annotations

import procrastinate

from service.config import Settings

#: Modules with tasks; the worker imports them.
TASK_MODULES = ["service.participation.pins.tasks", "service.housekeeping"]


def make_connector(settings: Settings) -> procrastinate.PsycopgConnector:
    """The worker's connector; the queue's tables stand in the schema `jobs`."""
    return procrastinate.PsycopgConnector(
        conninfo=settings.service_url, kwargs={"options": "-c search_path=jobs,public"}
    )


#: Tasks are declared on this; the worker and the web process replace its connector by a real one.
app = procrastinate.App(connector=procrastinate.testing.InMemoryConnector(), import_paths=TASK_MODULES)
