"""Comments as something that has photos: who may add them, and those of a thread."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.discussion.models import Comment
from service.discussion.queries import Thread
from service.discussion.subjects import subject_of
from service.errors import NotFound
from service.participation.photos.blueprint import blueprint
from service.participation.photos.queries import PhotoView, photos_of
from service.participation.photos.rules import MOST
from service.participation.photos.subjects import PhotoSubject, register_photo_subject
from service.permissions import Actor, may
from service.web.context import public_db
from service.web.sessions import own_identifiers, own_token

#: Photos are taken so long after the comment was sent.
WINDOW = dt.timedelta(days=7)


def find_comment(db: Session, actor: Actor, comment_id: uuid.UUID) -> PhotoSubject | None:
    """The comment with an id for the actor, with its secret as this browser remembers it; None when there is none."""
    comment = db.scalar(
        select(Comment).where(
            Comment.id == comment_id,
            Comment.municipality_id == actor.municipality_id,
            Comment.visibility != "withdrawn",
        )
    )
    if comment is None:
        return None
    who = actor if actor.edit_token else replace(actor, edit_token=own_token("comment", str(comment.id)))
    is_young = dt.datetime.now(dt.UTC) - comment.created_at <= WINDOW
    return PhotoSubject(
        "comment",
        comment.id,
        comment.municipality_id,
        page=_page(db, comment),
        is_own=may(who, "comment.own", comment),
        is_open=is_young and comment.visibility in ("public", "pending"),
        is_synthetic=comment.is_synthetic,
    )


@blueprint.app_context_processor
def _of_threads() -> dict[str, Any]:
    """What the template of a thread asks for."""
    return {"photos_of_thread": photos_of_thread, "may_add_photo_to": may_add_photo_to}


def photos_of_thread(thread: Thread) -> dict[uuid.UUID, list[PhotoView]]:
    """The public photos of a thread's comments and answers; no query when nobody has said anything."""
    ids = [one.id for comment in thread.comments for one in (comment, *comment.answers)]
    return photos_of(public_db(), "comment", ids)


def may_add_photo_to(comment_id: uuid.UUID, photos: list[PhotoView]) -> bool:
    """Whether to offer it: this browser made the comment, and it has room."""
    return len(photos) < MOST and str(comment_id) in own_identifiers("comment")


def _page(db: Session, comment: Comment) -> str:
    try:
        subject = subject_of(db, comment.municipality_id, comment.subject_kind, comment.subject_id)
    except NotFound:  # what it stands below is not public any more
        return "/"
    return f"{subject.page}#comment-{comment.id}"


register_photo_subject("comment", find_comment)
