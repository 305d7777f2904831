"""Periodic clean-up: what has done its work and must not be kept."""

from __future__ import annotations

import time
from pathlib import Path

from sqlalchemy import text

from service.config import Settings
from service.db import make_engine
from service.jobs import app

#: Old rows and how long each kind is kept.
STATEMENTS = (
    "DELETE FROM service.deed WHERE done_at < now() - interval '2 days'",
    "DELETE FROM service.idempotency_key WHERE created_at < now() - interval '2 days'",
    "DELETE FROM service.web_session WHERE expires_at < now()",
    "DELETE FROM service.sign_in_attempt WHERE expires_at < now()",
    "DELETE FROM service.sign_in_link WHERE expires_at < now() - interval '7 days'",
    "DELETE FROM service.report WHERE resolved_at < now() - interval '90 days'",
    "DELETE FROM service.area_import WHERE created_at < now() - interval '7 days' AND state <> 'applying'",
    "DELETE FROM service.layer_import WHERE created_at < now() - interval '7 days' AND state <> 'applying'",
    "DELETE FROM service.indicator_import WHERE created_at < now() - interval '7 days'",
    "DELETE FROM service.heat_surface WHERE asked_at < now() - interval '14 days'",
    # The rows go after a week; that something was brought over stays.
    "DELETE FROM service.answer_sheet WHERE created_at < now() - interval '7 days'",
    "DELETE FROM service.feedback_import WHERE created_at < now() - interval '7 days' AND state = 'ready'",
    "DELETE FROM service.feedback_import_row AS r USING service.feedback_import AS i "
    "WHERE i.id = r.import_id AND i.created_at < now() - interval '7 days' AND i.state <> 'applying'",
)


@app.periodic(cron="17 * * * *")
@app.task(queue="housekeeping", pass_context=False)
def remove_expired(timestamp: int) -> None:  # noqa: ARG001
    """Delete expired sessions, links, counted deeds and idempotency keys."""
    engine = make_engine(Settings.from_environment().service_url, 30_000, pool_size=1)
    with engine.begin() as connection:
        for statement in STATEMENTS:
            connection.execute(text(statement))
    engine.dispose()
    for folder in ("area-imports", "indicator-imports", "layer-imports"):
        remove_old_files(Path(Settings.from_environment().uploads) / folder, 7 * 24 * 3600)


def remove_old_files(folder: Path, older_than_s: float) -> None:
    """Delete the files of a folder that have not been touched for so long; those of imports that nobody finished."""
    oldest = time.time() - older_than_s
    for path in folder.glob("*") if folder.is_dir() else ():
        if path.is_file() and path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
