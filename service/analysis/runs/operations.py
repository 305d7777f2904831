"""Asking for runs: flush, never commit."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import Connection, delete, func, select, text
from sqlalchemy.orm import Session

from service.analysis.runs.kinds import KINDS, digest_of
from service.analysis.runs.models import AnalysisRun
from service.errors import FieldError, InvalidInput, TooMany
from service.i18n import gettext as _
from service.jobs import defer

QUEUE = "analysis"
TASK = "make_analysis_run"
#: So many may wait in a municipality; more would only make everybody wait.
MOST_WAITING = 30
KEPT_DAYS = 60
_OLD = text("now() - make_interval(days => :days)")


def ask_for(db: Session, published: Connection, municipality_id: int, kind: str, asked: dict[str, Any]) -> uuid.UUID:
    """Have a computation made, unless it is made or being made already; its number.

    A run that failed is begun again. Raises InvalidInput for a kind that is none, TooMany when too many wait, and
    what the kind's `settle` raises.
    """
    if kind not in KINDS:
        raise InvalidInput(_("Some of it needs correcting."), [FieldError("kind", _("This is not known here."))])
    values, stamp = KINDS[kind].settle(published, municipality_id, asked)
    digest = digest_of(kind, values, stamp)
    same = (AnalysisRun.municipality_id == municipality_id, AnalysisRun.kind == kind, AnalysisRun.digest == digest)
    db.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": f"run {municipality_id}"})
    found = db.scalar(select(AnalysisRun).where(*same))
    if found is not None and found.state != "failed":
        return found.id
    waiting = select(func.count()).where(
        AnalysisRun.municipality_id == municipality_id, AnalysisRun.state.in_(("waiting", "running"))
    )
    if (db.scalar(waiting) or 0) >= MOST_WAITING:
        raise TooMany(_("Many computations are waiting. Try again in a few minutes."), 120)
    old = delete(AnalysisRun).where(
        AnalysisRun.municipality_id == municipality_id, AnalysisRun.asked_at < _OLD.bindparams(days=KEPT_DAYS)
    )
    db.execute(old)
    if found is None:
        found = AnalysisRun(municipality_id=municipality_id, kind=kind, digest=digest, input=values)
        db.add(found)
    else:
        found.state, found.progress, found.message, found.input = "waiting", 0, "", values
    db.flush()
    defer(db, TASK, QUEUE, run_id=str(found.id), municipality_id=municipality_id)
    return found.id
