"""Reports: named verbs that flush and never commit."""

from __future__ import annotations

import hashlib
import hmac
import uuid
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from service.audit import record
from service.moderation.kinds import Target, kind_named
from service.moderation.models import Report
from service.moderation.rules import hides_by_reports
from service.permissions import Actor


def report_thing(
    db: Session,
    municipality_id: int,
    target: Target,
    *,
    reporter: bytes,
    client: bytes,
    reason: str,
    body: str,
    settings: dict[str, Any],
) -> bool:
    """Keep one person's report; False when they had reported the same thing already.

    Nothing is deleted by reports. Where the municipality's settings say so, many people's reports take the thing
    out of sight until a moderator has looked; that is logged as the service's own deed.
    """
    values = {"subject_kind": target.kind, "subject_id": target.id, "reporter_hash": reporter}
    statement = insert(Report).values(
        municipality_id=municipality_id, client_hash=client, reason=reason, body=body, **values
    )
    is_new = db.execute(statement.on_conflict_do_nothing().returning(Report.id)).first() is not None
    if is_new and hides_by_reports(settings, people_reporting(db, municipality_id, target)):
        _hide(db, municipality_id, target)
    return is_new


def people_reporting(db: Session, municipality_id: int, target: Target) -> int:
    """How many different people have reported a thing since it was last looked at.

    Several reports from one address count as one person's: a browser that forgets is not another person.
    """
    found = db.execute(
        select(func.count(Report.reporter_hash.distinct()), func.count(Report.client_hash.distinct())).where(
            Report.municipality_id == municipality_id,
            Report.subject_kind == target.kind,
            Report.subject_id == target.id,
            Report.resolved_at.is_(None),
        )
    ).one()
    return int(min(found[0], found[1]))


def resolve_reports(db: Session, actor: Actor, kind: str, identifier: str, *, batch: str = "") -> int:
    """Note that a moderator has looked at what was reported; returns how many reports that closes.

    `batch` is the act that closes them, by which they can be opened again.
    """
    closed = db.execute(
        update(Report)
        .where(
            Report.municipality_id == actor.municipality_id,
            Report.subject_kind == kind,
            Report.subject_id == identifier,
            Report.resolved_at.is_(None),
        )
        .values(resolved_at=func.now(), resolved_by=actor.person_id, batch=batch)
        .returning(Report.id)
    ).all()
    return len(closed)


def dismiss_reports(db: Session, actor: Actor, kind: str, identifier: str, *, batch: str = "") -> bool:
    """Leave a reported thing as it is; False when there was no open report of it."""
    closed = resolve_reports(db, actor, kind, identifier, batch=batch)
    if closed:
        record(db, actor, "report.dismissed", kind, identifier, reports=closed, batch=batch)
    return closed > 0


def reopen_reports(db: Session, municipality_id: int, batch: str) -> set[tuple[str, str]]:
    """Open the reports again that an act had closed; returns the kinds and ids of what they are of."""
    rows = db.execute(
        update(Report)
        .where(Report.municipality_id == municipality_id, Report.batch == batch, Report.batch != "")
        .values(resolved_at=None, resolved_by=None, batch="")
        .returning(Report.subject_kind, Report.subject_id)
    )
    return {(row.subject_kind, row.subject_id) for row in rows}


def reporter_hash(secret_key: str, target: Target, who: str) -> bytes:
    """A reporter as a keyed hash of person and subject: it counts one person once and links no two reports."""
    said = f"report|{target.kind}|{target.id}|{who}"
    return hmac.new(secret_key.encode(), said.encode(), hashlib.sha256).digest()


def _hide(db: Session, municipality_id: int, target: Target) -> None:
    kind = kind_named(target.kind)
    if kind is None or kind.find is None or kind.move is None:
        return
    thing = kind.find(db, municipality_id, uuid.UUID(target.id))
    if thing is not None and thing.visibility == "public":
        system = Actor(municipality_id)
        kind.move(db, system, thing, "pending", reason="reports", batch="", deed=f"{kind.name}.reported_away")
