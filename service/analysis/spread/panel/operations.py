"""Asking for a measure in every division, and keeping it: named verbs that flush and never commit."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from service.analysis.spread.panel.models import ZoningPanel
from service.jobs import defer

TASK, QUEUE = "count_zonings", "analysis"
#: A job that has said nothing for so long is taken to be lost, and may be asked for again.
LOST_AFTER = dt.timedelta(minutes=10)


def ask(db: Session, municipality_id: int, measure: str, stamp: str) -> bool:
    """Have a measure counted in every division. False when that is under way already, or done from the same figures.

    What was counted before stays to be seen until the new is ready.
    """
    wanted = select(ZoningPanel).where(ZoningPanel.municipality_id == municipality_id, ZoningPanel.measure == measure)
    row = db.scalar(wanted.with_for_update())
    now = db.scalar(select(func.now()))
    assert now is not None  # noqa: S101 (a database knows the time)
    if row is None:
        row = ZoningPanel(municipality_id=municipality_id, measure=measure, stamp=stamp)
        db.add(row)
    elif row.is_under_way(stamp, now - LOST_AFTER) or row.result_stamp == stamp:
        return False
    row.stamp, row.state, row.done, row.total, row.asked_at = stamp, "waiting", 0, 0, now
    db.flush()
    defer(db, TASK, QUEUE, municipality_id=municipality_id, measure=measure)
    return True


def note_progress(db: Session, municipality_id: int, measure: str, done: int, total: int) -> None:
    """How far the worker has come."""
    _set(db, municipality_id, measure, state="running", done=done, total=total, asked_at=func.now())


def keep(db: Session, municipality_id: int, measure: str, stamp: str, result: dict[str, Any]) -> None:
    """The result in the place of the earlier one."""
    found = {"stamp": stamp, "result_stamp": stamp, "result": result}
    _set(db, municipality_id, measure, state="ready", ready_at=func.now(), **found)


def give_up(db: Session, municipality_id: int, measure: str) -> None:
    """The worker could not count it."""
    _set(db, municipality_id, measure, state="failed")


def forget(db: Session, municipality_id: int, measure: str) -> None:
    """A measure that there is no more."""
    db.execute(
        delete(ZoningPanel).where(ZoningPanel.municipality_id == municipality_id, ZoningPanel.measure == measure)
    )


def _set(db: Session, municipality_id: int, measure: str, **values: Any) -> None:
    its_own = (ZoningPanel.municipality_id == municipality_id, ZoningPanel.measure == measure)
    db.execute(update(ZoningPanel).where(*its_own).values(**values))
