"""The worker's part: writing the list of erasures, and cutting old ties each night."""

from __future__ import annotations

import structlog
from sqlalchemy.orm import Session

from service.config import Settings
from service.db import make_engine
from service.jobs import app
from service.owndata.listing import list_file, write_list
from service.owndata.retention import apply_retention

log = structlog.get_logger("aluekartta.retention")


@app.task(name="write_erasures", queue="housekeeping", pass_context=False)
def write_erasures() -> None:
    """Write the list anew; tried again with the next erasure and the next night."""
    settings = Settings.from_environment()
    engine = make_engine(settings.service_url, 30_000, pool_size=1)
    try:
        with Session(engine) as db:
            write_list(db, list_file(settings))
    finally:
        engine.dispose()


@app.periodic(cron="41 2 * * *")
@app.task(name="cut_old_ties", queue="housekeeping", pass_context=False)
def cut_old_ties(timestamp: int) -> None:  # noqa: ARG001
    """Cut what leads from old inputs to people, and write the list of erasures anew."""
    settings = Settings.from_environment()
    engine = make_engine(settings.service_url, 600_000, pool_size=1)
    try:
        with Session(engine) as db, db.begin():
            for cut in apply_retention(db, settings.secret_key):
                log.info("ties_cut", municipality=cut.municipality, months=cut.months, **cut.counts)
            write_list(db, list_file(settings))
    finally:
        engine.dispose()
