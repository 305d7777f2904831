"""Moderating several things in one transaction."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from sqlalchemy.orm import Session

from service.discussion.operations import comment_for_moderation, hide_comment, publish_comment
from service.participation.pins.moderation import hide_pin, pin_for_moderation, publish_pin
from service.permissions import Actor


def moderate(
    db: Session, actor: Actor, items: Iterable[tuple[str, uuid.UUID]], *, is_hiding: bool, reason: str
) -> int:
    """Hide or publish pins and comments of the actor's municipality; returns how many changed.

    What is gone, taken back, another municipality's, or already as wanted is passed over: somebody else may
    have moderated it a moment ago. Items are taken in one order, so that two moderators never wait for
    each other in a circle.
    """
    return sum(_moderate_one(db, actor, kind, one, is_hiding, reason) for kind, one in sorted(items))


def _moderate_one(db: Session, actor: Actor, kind: str, identifier: uuid.UUID, is_hiding: bool, reason: str) -> bool:
    if kind == "pin":
        pin = pin_for_moderation(db, actor.municipality_id, identifier)
        return pin is not None and (hide_pin if is_hiding else publish_pin)(db, actor, pin, reason)
    comment = comment_for_moderation(db, actor.municipality_id, identifier)
    return comment is not None and (hide_comment if is_hiding else publish_comment)(db, actor, comment, reason)
