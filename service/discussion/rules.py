"""Who may take part in a discussion, and when."""

from __future__ import annotations

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


permission("comment.moderate")(has_role("moderator", "official"))


def may_be_answered(comment: Comment) -> bool:
    """Answers stand one level deep: an answer to an answer is put beside it."""
    return comment.parent_id is None
