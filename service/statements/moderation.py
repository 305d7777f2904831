"""Statements as something that can be reported and moderated."""

from __future__ import annotations

import uuid

from flask import url_for
from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from service.audit import record
from service.moderation.kinds import Kind, Target, register_kind
from service.notices.events import note_event
from service.permissions import Actor
from service.statements.models import Statement
from service.statements.queries import public_statement, public_statement_by_id
from service.statements.references import REFERENCE

#: What a moderator may change: a draft is its giver's alone, and what was taken back stays so.
MODERATED = ("public", "pending", "hidden")


def statement_for_moderation(db: Session, municipality_id: int, statement_id: uuid.UUID) -> Statement | None:
    """A statement that was sent and not taken back, locked for a change; None when there is none."""
    return db.scalar(
        select(Statement)
        .where(
            Statement.id == statement_id,
            Statement.municipality_id == municipality_id,
            Statement.visibility.in_(MODERATED),
        )
        .with_for_update()
    )


def move_statement(
    db: Session,
    actor: Actor | None,
    statement: Statement,
    visibility: str,
    *,
    reason: str = "",
    batch: str = "",
    deed: str = "",
) -> bool:
    """Give a statement another visibility, as `moderation.kinds.Move` says."""
    was = statement.visibility
    if was == visibility or was not in MODERATED:
        return False
    statement.visibility = visibility
    statement.changed_at = func.now()
    db.flush()
    deed = deed or ("statement.hidden" if visibility == "hidden" else "statement.published")
    record(db, actor, deed, "statement", str(statement.id), visibility=[was, visibility], reason=reason, batch=batch)
    if visibility in ("hidden", "public"):
        told = "hidden" if visibility == "hidden" else "published"
        note_event(db, statement.municipality_id, told, "statement", str(statement.id), source=uuid.uuid4().hex)
    return True


def show_statement(connection: Connection, municipality_id: int, identifier: str) -> Target | None:
    """The public statement with an id or a reference, as something that can be reported."""
    if REFERENCE.fullmatch(identifier.upper()):
        found = public_statement(connection, municipality_id, identifier.upper())
    else:
        found = public_statement_by_id(connection, municipality_id, identifier)
    if found is None:
        return None
    page = url_for("statements.show_statement", slug=found.proposal_slug, reference=found.reference)
    return Target("statement", str(found.id), f"{found.reference}: {found.heading}", page)


register_kind(Kind("statement", show_statement, statement_for_moderation, move_statement))
