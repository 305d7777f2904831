"""The names under statements as something that is moderated. The signature counts whatever becomes of its name."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from service.audit import record
from service.moderation.kinds import Kind, Target, register_kind
from service.permissions import Actor
from service.statements.signatures.models import StatementSignature


@dataclass(frozen=True, slots=True)
class SignedName:
    """The name of a signature that is locked for a change. `visibility` is "public", "pending" or "hidden"."""

    signature: StatementSignature

    @property
    def visibility(self) -> str:
        """What has become of the name, in the words of other kinds."""
        if self.signature.is_name_hidden:
            return "hidden"
        return "pending" if self.signature.name_waits else "public"


def name_for_moderation(db: Session, municipality_id: int, signature_id: uuid.UUID) -> SignedName | None:
    """The name of a confirmed signature, locked for a change; None once whoever signed is forgotten."""
    found = db.scalar(
        select(StatementSignature)
        .where(
            StatementSignature.id == signature_id,
            StatementSignature.municipality_id == municipality_id,
            StatementSignature.confirmed_at.is_not(None),
            StatementSignature.name != "",
        )
        .with_for_update()
    )
    return SignedName(found) if found is not None else None


def move_name(
    db: Session,
    actor: Actor | None,
    thing: SignedName,
    visibility: str,
    *,
    reason: str = "",
    batch: str = "",
    deed: str = "",
) -> bool:
    """Hide the name of a signature from everybody, show it, or have it wait, as `moderation.kinds.Move` says."""
    was, signature = thing.visibility, thing.signature
    if was == visibility:
        return False
    signature.is_name_hidden, signature.name_waits = visibility == "hidden", visibility == "pending"
    db.flush()
    deed = deed or ("statement.name_hidden" if visibility == "hidden" else "statement.name_shown")
    moved = [was, visibility]
    record(db, actor, deed, "signature", str(signature.id), visibility=moved, reason=reason, batch=batch)
    return True


def _not_by_itself(_connection: Connection, _municipality_id: int, _identifier: str) -> Target | None:
    """A name is not reported by itself: the statement is, under which it stands."""
    return None


register_kind(Kind("signature", _not_by_itself, name_for_moderation, move_name))
