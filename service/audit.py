"""The append-only log of official acts, each row carrying the hash of the one before it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from service.permissions import Actor
from service.records import AuditEntry


def record(db: Session, actor: Actor | None, action: str, subject_kind: str, subject_id: str, **detail: Any) -> None:
    """Add an act to the log, in the caller's transaction.

    `detail` holds what changed (before and after), never personal data beyond the actor's id.
    """
    db.execute(text("SELECT pg_advisory_xact_lock(hashtextextended('service.audit_entry', 0))"))
    previous = db.scalar(select(AuditEntry.hash).order_by(AuditEntry.id.desc()).limit(1))
    entry = AuditEntry(
        municipality_id=actor.municipality_id if actor else None,
        actor_id=actor.person_id if actor else None,
        action=action,
        subject_kind=subject_kind,
        subject_id=subject_id,
        detail=json.loads(json.dumps(detail, default=str)),
        at=dt.datetime.now(dt.UTC),
        previous_hash=previous,
        hash=b"",
    )
    entry.hash = entry_hash(entry)
    db.add(entry)
    db.flush()


def entry_hash(entry: AuditEntry) -> bytes:
    """The hash of an entry's content and of the hash before it."""
    content = json.dumps(
        [
            entry.municipality_id,
            str(entry.actor_id) if entry.actor_id else None,
            entry.action,
            entry.subject_kind,
            entry.subject_id,
            entry.detail,
            entry.at.astimezone(dt.UTC).isoformat(),
        ],
        sort_keys=True,
        ensure_ascii=False,
    )
    return hashlib.sha256((entry.previous_hash or b"") + content.encode()).digest()


def first_broken_entry(db: Session, *, newest: int | None = None) -> int | None:
    """The id of the first entry whose chain does not hold, or None when all do.

    Parameters
    ----------
    newest : check only so many of the newest entries, and the links between them; all when None.
    """
    query = select(AuditEntry).order_by(AuditEntry.id)
    if newest is not None:
        first = db.scalar(select(AuditEntry.id).order_by(AuditEntry.id.desc()).offset(newest - 1).limit(1))
        query = query.where(AuditEntry.id >= first) if first is not None else query
    before: AuditEntry | None = None
    with db.scalars(query.execution_options(yield_per=500)) as entries:
        for entry in entries:
            is_cut = before is None and newest is not None
            previous = entry.previous_hash if is_cut else before.hash if before is not None else None
            if entry.previous_hash != previous or entry.hash != entry_hash(entry):
                return entry.id
            before = entry
    return None
