"""Writing the list of erasures from the worker."""

from __future__ import annotations

from sqlalchemy.orm import Session

from service.config import Settings
from service.db import make_engine
from service.jobs import app
from service.owndata.listing import list_file, write_list


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
