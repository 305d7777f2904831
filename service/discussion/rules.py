"""Who may take part in a discussion, and when."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from service.discussion.models import Comment
from service.permissions import Actor, has_role, permission


@permission("comment.add")
def may_comment(actor: Actor, subject: Any) -> bool:  # noqa: ARG001
    """Anyone may comment on what is open to comments; no account is needed."""
    return subject is None or bool(getattr(subject, "is_open", True))


@permission("support.give")
def may_support(actor: Actor, subject: Any) -> bool:  # noqa: ARG001
    """Anyone may support an input, once."""
    return subject is None or bool(getattr(subject, "is_open", True))


@permission("comment.own")
def may_touch_own_comment(actor: Actor, subject: Any) -> bool:
    """The author, known by the secret link or the account. Without a subject: the route may be asked."""
    if subject is None:
        return True
    if actor.person_id is not None and subject.author_id == actor.person_id:
        return True
    if not actor.edit_token or not subject.edit_token_hash:
        return False
    given = hashlib.sha256(actor.edit_token.encode("utf-8", "replace")).digest()
    return hmac.compare_digest(given, bytes(subject.edit_token_hash))


permission("comment.moderate")(has_role("moderator", "official"))


def may_be_answered(comment: Comment) -> bool:
    """Answers stand one level deep: an answer to an answer is put beside it."""
    return comment.parent_id is None
