"""Writing in discussions."""

from __future__ import annotations

import hashlib
import hmac
import uuid

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from service.audit import record
from service.discussion.models import Comment, Support
from service.discussion.rules import may_be_answered
from service.discussion.subjects import Subject, note_comment, note_support
from service.discussion.text_check import waits_for_moderator
from service.errors import NotAllowed, NotFound
from service.i18n import gettext as _
from service.notices.events import note_event
from service.permissions import Actor


def add_comment(
    db: Session,
    actor: Actor,
    subject: Subject,
    *,
    body: str,
    language: str,
    author_name: str = "",
    parent_id: uuid.UUID | None = None,
    board_area_id: int | None = None,
    edit_token_hash: bytes | None = None,
) -> Comment:
    """Add a comment below a subject. Somebody on the staff speaks with their unit and role beside the name.
    One that seems to name somebody waits for a moderator.

    `board_area_id` is the area for whose board a member of it speaks.

    Raises NotFound when the comment that is answered is not below this subject, and NotAllowed when the actor does
    not sit on the board.
    """
    if board_area_id is not None and board_area_id not in actor.boards:
        raise NotAllowed(_("You can speak only for a board, panel or table that you sit on."))
    comment = Comment(
        municipality_id=subject.municipality_id,
        subject_kind=subject.kind,
        subject_id=subject.id,
        parent_id=_parent(db, subject, parent_id),
        body=body,
        language=language,
        author_name=actor.name if actor.is_signed_in else author_name,
        author_id=actor.person_id,
        staff_title=actor.title if actor.is_staff and board_area_id is None else "",
        board_area_id=board_area_id,
        edit_token_hash=edit_token_hash,
        visibility="pending" if waits_for_moderator(actor, body) else "public",
    )
    db.add(comment)
    db.flush()
    if comment.visibility == "public":
        note_comment(db, subject, +1)
        if comment.staff_title:
            note_event(db, subject.municipality_id, "commented", subject.kind, subject.id, source=str(comment.id))
    return comment


def hide_comment(db: Session, actor: Actor, comment: Comment, reason: str, *, batch: str = "") -> bool:
    """Take a comment out of every output; it stays in the log with the reason. True when that was new.

    `batch` is what the act is known by, so that it can be undone.
    """
    return _set_visibility(db, actor, comment, "hidden", reason, batch)


def publish_comment(db: Session, actor: Actor, comment: Comment, reason: str = "") -> bool:
    """Show a comment that waited or was hidden; True when that was new."""
    return _set_visibility(db, actor, comment, "public", reason)


def move_comment(
    db: Session,
    actor: Actor | None,
    comment: Comment,
    visibility: str,
    *,
    reason: str = "",
    batch: str = "",
    deed: str = "",
) -> bool:
    """Give a comment another visibility, as `moderation.kinds.Move` says."""
    return _set_visibility(db, actor, comment, visibility, reason, batch, deed)


def comment_for_moderation(db: Session, municipality_id: int, comment_id: uuid.UUID) -> Comment | None:
    """A comment that its author has not taken back, locked for a change; None when there is none."""
    return db.scalar(
        select(Comment)
        .where(
            Comment.id == comment_id,
            Comment.municipality_id == municipality_id,
            Comment.visibility != "withdrawn",
        )
        .with_for_update()
    )


def give_support(db: Session, subject: Subject, supporter: bytes) -> bool:
    """Support a subject; True when it is new. The unique constraint, not a check, keeps it to one."""
    statement = (
        insert(Support)
        .values(subject_kind=subject.kind, subject_id=subject.id, supporter_hash=supporter)
        .on_conflict_do_nothing()
        .returning(Support.id)
    )
    is_new = db.execute(statement).first() is not None
    if is_new:
        note_support(db, subject, +1)
    return is_new


def take_support_back(db: Session, subject: Subject, supporter: bytes) -> bool:
    """Take support back; True when there was any."""
    statement = (
        delete(Support)
        .where(
            Support.subject_kind == subject.kind,
            Support.subject_id == subject.id,
            Support.supporter_hash == supporter,
        )
        .returning(Support.id)
    )
    was_there = db.execute(statement).first() is not None
    if was_there:
        note_support(db, subject, -1)
    return was_there


def supporter_hash(secret_key: str, subject: Subject, who: str) -> bytes:
    """A supporter as a keyed hash of person and subject: it counts one person once and links no two supports."""
    return hmac.new(secret_key.encode(), f"{subject.kind}|{subject.id}|{who}".encode(), hashlib.sha256).digest()


def _set_visibility(
    db: Session, actor: Actor | None, comment: Comment, visibility: str, reason: str, batch: str = "", deed: str = ""
) -> bool:
    was = comment.visibility
    if was == visibility:
        return False
    comment.visibility = visibility
    db.flush()
    # Told by kind and id alone: a comment can be moderated also while what it stands below is hidden.
    below = Subject(comment.subject_kind, comment.subject_id, comment.municipality_id, page="")
    if "public" in (was, visibility):
        note_comment(db, below, +1 if visibility == "public" else -1)
    deed = deed or ("comment.hidden" if visibility == "hidden" else "comment.published")
    record(db, actor, deed, "comment", str(comment.id), visibility=[was, visibility], reason=reason, batch=batch)
    return True


def _parent(db: Session, subject: Subject, parent_id: uuid.UUID | None) -> uuid.UUID | None:
    if parent_id is None:
        return None
    parent = db.get(Comment, parent_id)
    if parent is None or (parent.subject_kind, parent.subject_id) != (subject.kind, subject.id):
        raise NotFound(_("The comment that you answer is not here any more."))
    return parent.id if may_be_answered(parent) else parent.parent_id
