"""Taking in what another service's people say about a request: a note becomes a comment of nobody below the idea.

What becomes of an idea is decided by officials and told with their answer: no key changes it.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from flask import current_app
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.discussion.models import Comment
from service.discussion.operations import add_comment
from service.discussion.schemas import CommentText
from service.discussion.subjects import Subject, subject_of
from service.discussion.text_check import check_comment
from service.errors import FieldError, InvalidInput, NotFound
from service.i18n import gettext as _
from service.i18n import language
from service.machines.models import MachineKey, MachineUpdate
from service.open311.keys import refused
from service.open311.report_form import number_in, sender_of
from service.open311.reporting import HOUR, left_out
from service.participation.pins.models import Pin
from service.permissions import Actor, require
from service.web.context import db_session, municipality
from service.web.limits import count_deed
from service.web.parse import validated

#: What the sender's own number of an update is called.
OWN_ID = "update_id"


def receive_update(key: MachineKey, fields: Mapping[str, str]) -> dict[str, Any]:
    """Store a note as a comment, and say under which number it stands.

    What comes again under the sender's own number is not stored again. Raises TooMany; NotFound for a request that
    is not public here; InvalidInput by the standard's names.
    """
    db, home = db_session(), municipality()
    own_id = number_in(fields, (OWN_ID,))
    # Counting holds the key until the transaction ends: two notes under one number wait for each other here.
    count_deed("machine", key.per_hour, HOUR, f"machine:{key.id}")
    key.used_at = func.now()
    reference = fields.get("service_request_id", "").strip().upper()
    known = _known(db, key, own_id)
    if known is not None:
        return _answer(known, _request_of(db, known), [_("This was sent before. Nothing was stored again.")])
    subject = _subject(db, home.id, reference)
    body = _body(home.id, fields)
    sender = sender_of(fields)
    if sender:
        most = current_app.config["SETTINGS"].comments_per_hour
        count_deed("comment", most, HOUR, f"machine:{key.id}|{sender}")
    comment = add_comment(db, Actor(home.id), subject, body=body, language=language())
    db.add(MachineUpdate(comment_id=comment.id, municipality_id=home.id, key_id=key.id, own_id=own_id))
    db.flush()
    return _answer(comment, reference, left_out(fields) + _unchanged(fields))


def _known(db: Session, key: MachineKey, own_id: str | None) -> Comment | None:
    if own_id is None:
        return None
    query = select(Comment).join(MachineUpdate, MachineUpdate.comment_id == Comment.id)
    return db.scalar(query.where(MachineUpdate.key_id == key.id, MachineUpdate.own_id == own_id))


def _request_of(db: Session, comment: Comment) -> str:
    """The number of the request that a note stands below, whichever one it is sent again for."""
    return db.scalar(select(Pin.reference).where(Pin.id == uuid.UUID(comment.subject_id))) or ""


def _subject(db: Session, municipality_id: int, reference: str) -> Subject:
    if not reference:
        raise refused("service_request_id", _("Say which request the update is about."))
    try:
        subject = subject_of(db, municipality_id, "pin", reference)
    except NotFound:
        raise NotFound(_("There is no request %(reference)s here.", reference=reference[:40])) from None
    require(Actor(municipality_id), "comment.add", subject)
    return subject


def _body(municipality_id: int, fields: Mapping[str, str]) -> str:
    if not fields.get("description", "").strip() and fields.get("status", "").strip():
        raise refused(
            "description",
            _("Say in words what happened. What becomes of an idea is decided by officials, and no key changes it."),
        )
    try:
        body = validated(CommentText, {"body": fields.get("description", "")}).body
        check_comment(Actor(municipality_id), body)
    except InvalidInput as error:
        error.errors = [FieldError("description", one.message) for one in error.errors]
        raise
    return body


def _unchanged(fields: Mapping[str, str]) -> list[str]:
    if not fields.get("status", "").strip():
        return []
    return [_("The status stays as it is: officials decide what becomes of an idea.")]


def _answer(comment: Comment, reference: str, notices: list[str]) -> dict[str, Any]:
    if comment.visibility == "pending":
        notices = [_("A moderator looks at it first. It becomes public after that."), *notices]
    said = " ".join(notices) or None
    return {"update_id": str(comment.id), "service_request_id": reference or None, "service_notice": said}
