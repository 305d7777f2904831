"""Background work on pins: folding deltas into the pyramid of the low zooms."""

from __future__ import annotations

from service.config import Settings
from service.db import make_engine
from service.jobs import app
from service.participation.pins.pyramid import fold_pin_changes
from service.participation.pins.shown_places import trim_pin_changes


@app.periodic(cron="* * * * *")
@app.task(queue="pins", queueing_lock="fold_pin_pyramid", pass_context=False)
def fold_pin_pyramid(timestamp: int) -> None:  # noqa: ARG001
    """Fold what came and went in the last minute into the pin pyramid, and forget what was folded long ago."""
    engine = make_engine(Settings.from_environment().service_url, 60_000, pool_size=1)
    try:
        fold_pin_changes(engine)
        trim_pin_changes(engine)
    finally:
        engine.dispose()
