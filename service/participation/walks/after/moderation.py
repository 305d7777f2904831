"""What a moderator does with an observation: a verb that flushes and never commits."""

from __future__ import annotations

from sqlalchemy.orm import Session

from service.audit import record
from service.participation.walks.models import Observation
from service.permissions import Actor


def set_visibility(
    db: Session,
    actor: Actor | None,
    note: Observation,
    visibility: str,
    reason: str,
    *,
    batch: str = "",
    deed: str = "",
) -> bool:
    """Hide an observation from every public output ("hidden"), or show it again ("public").

    `batch` and `deed` go to the log, as `moderation.kinds.Move` says.

    Nothing of it is destroyed. Returns whether anything changed: hiding twice is hiding once.
    """
    was = note.visibility
    if was == visibility:
        return False
    note.visibility = visibility
    db.flush()
    deed = deed or ("observation.hidden" if visibility == "hidden" else "observation.published")
    record(db, actor, deed, "observation", str(note.key), visibility=[was, visibility], reason=reason, batch=batch)
    return True
