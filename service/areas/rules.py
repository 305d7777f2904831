"""Who may draw, change and hide areas."""

from __future__ import annotations

import hashlib
import hmac
import uuid
from dataclasses import dataclass
from typing import Any

from service.permissions import Actor, has_role, permission

#: Kinds that the municipality's own people draw; a statistical unit is never drawn here.
OFFICIAL_KINDS = ("district", "board", "panel", "table", "programme")


@dataclass(frozen=True)
class EditableArea:
    """What the rules need to know of an area."""

    municipality_id: int
    kind: str
    author_id: uuid.UUID | None
    edit_token_hash: bytes | None


@permission("area.draw")
def may_draw(actor: Actor, subject: Any) -> bool:  # noqa: ARG001
    """Anyone may draw an area; no account is needed."""
    return True


@permission("area.edit")
def may_edit(actor: Actor, subject: Any) -> bool:
    """Who drew an area may change it, by account or by secret link; staff may change official ones."""
    if subject is None:
        return True
    if subject.kind == "postal":
        return False
    if subject.kind in OFFICIAL_KINDS and may_draw_official(actor, None):
        return True
    is_author = actor.person_id is not None and actor.person_id == subject.author_id
    return is_author or has_secret(actor.edit_token, subject.edit_token_hash)


may_draw_official = permission("area.official")(has_role("planner", "official"))
permission("area.moderate")(has_role("moderator", "official"))


def has_secret(token: str | None, stored_hash: bytes | None) -> bool:
    """Whether a secret link's token is the one whose hash is stored."""
    if not token or not stored_hash:
        return False
    return hmac.compare_digest(hashlib.sha256(token.encode()).digest(), bytes(stored_hash))


def is_kind_open_to(actor: Actor, kind: str) -> bool:
    """Whether an actor may draw areas of a kind."""
    return kind == "resident" or (kind in OFFICIAL_KINDS and may_draw_official(actor, None))
