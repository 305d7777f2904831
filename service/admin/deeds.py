"""Acts of moderation: many things by one press, and all of them undone by another."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from boundaries.database import sql
from service.audit import record
from service.moderation.kinds import kind_named
from service.moderation.operations import dismiss_reports, reopen_reports, resolve_reports
from service.permissions import Actor

PACKAGE = "service.admin"
SHOWN = 50


def moderate(
    db: Session, actor: Actor, items: Iterable[tuple[str, str]], *, is_hiding: bool, reason: str, batch: str = ""
) -> int:
    """Hide or publish things of the actor's municipality; returns how many changed.

    What is gone, taken back, another municipality's, or already as wanted is passed over: somebody else may
    have moderated it a moment ago. Publishing what is public closes the reports of it. Items are taken in one order,
    so that two moderators never wait for each other in a circle.

    Parameters
    ----------
    batch : what this act is known by in the log, so that it can be undone as a whole.
    """
    return sum(_moderate_one(db, actor, kind, one, is_hiding, reason, batch) for kind, one in sorted(items))


def undo(db: Session, actor: Actor, batch: str) -> int:
    """Take one act of moderation back, as far as nobody has changed the things since; returns how many changed.

    The log keeps both: the act with what was before and after, and its undoing, which can be undone too.
    """
    rows = db.execute(sql(PACKAGE, "deeds_of_batch"), {"municipality_id": actor.municipality_id, "batch": batch}).all()
    undone = f"undo:{batch}"
    done = sum(_undo_one(db, actor, row, undone) for row in rows)
    done += _reopen(db, actor, rows, batch, undone)
    return done


def newest_deeds(db: Session, municipality_id: int) -> Sequence[Row[Any]]:
    """The acts of moderation of the last 30 days, newest first and at most SHOWN, with whether each was undone."""
    return db.execute(sql(PACKAGE, "deeds_newest"), {"municipality_id": municipality_id, "most": SHOWN}).all()


def _moderate_one(
    db: Session, actor: Actor, name: str, identifier: str, is_hiding: bool, reason: str, batch: str
) -> bool:
    kind = kind_named(name)
    if kind is None:
        return False
    has_moved = False
    if kind.find is not None and kind.move is not None:
        thing = kind.find(db, actor.municipality_id, uuid.UUID(identifier))
        if thing is None:
            return False
        wanted = "hidden" if is_hiding else "public"
        has_moved = kind.move(db, actor, thing, wanted, reason=reason, batch=batch, deed="")
    if has_moved:
        resolve_reports(db, actor, name, identifier, batch=batch)
        return True
    return not is_hiding and dismiss_reports(db, actor, name, identifier, batch=batch)


def _undo_one(db: Session, actor: Actor, row: Row[Any], batch: str) -> bool:
    kind, change = kind_named(row.subject_kind), row.detail.get("visibility")
    if kind is None or kind.find is None or kind.move is None or not change:
        return False
    before, after = change
    thing = kind.find(db, actor.municipality_id, uuid.UUID(row.subject_id))
    if thing is None or thing.visibility != after:
        return False
    return kind.move(db, actor, thing, before, reason="", batch=batch, deed=f"{kind.name}.undone")


def _reopen(db: Session, actor: Actor, rows: Sequence[Row[Any]], batch: str, undone: str) -> int:
    """Open the reports again that the act had closed; those left as they were count as changed."""
    reopened = reopen_reports(db, actor.municipality_id, batch)
    left = [row for row in rows if row.action == "report.dismissed" and (row.subject_kind, row.subject_id) in reopened]
    for row in left:
        record(db, actor, "report.reopened", row.subject_kind, row.subject_id, batch=undone)
    return len(left)
