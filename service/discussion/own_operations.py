"""What somebody does with their own comment later: correct it or take it back. Verbs that flush and never commit."""

from __future__ import annotations

from sqlalchemy.orm import Session

from service.audit import record
from service.discussion.models import Comment
from service.discussion.operations import move_comment
from service.discussion.subjects import Subject, note_comment
from service.discussion.text_check import check_comment, waits_for_moderator
from service.permissions import Actor


def edit_comment(db: Session, actor: Actor, comment: Comment, body: str) -> Comment:
    """Correct one's own comment; the caller has checked ``comment.own``.

    One that seems to name somebody now waits for a moderator. The log says that it was corrected and not what
    it said, so that personal data taken out is gone. Raises what `check_comment` raises.
    """
    check_comment(actor, body)
    comment.body = body
    if comment.visibility == "public" and waits_for_moderator(actor, body):
        comment.visibility = "pending"
        note_comment(db, Subject(comment.subject_kind, comment.subject_id, comment.municipality_id, page=""), -1)
    db.flush()
    record(db, actor, "comment.edited", "comment", str(comment.id))
    return comment


def withdraw_comment(db: Session, actor: Actor, comment: Comment) -> bool:
    """Take one's own comment back: it leaves every output. Answers to it stay; True when that was new."""
    return move_comment(db, actor, comment, "withdrawn", reason="", batch="", deed="comment.withdrawn")
