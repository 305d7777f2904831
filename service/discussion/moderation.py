"""Comments as something that can be reported and moderated."""

from __future__ import annotations

import uuid

from sqlalchemy import Connection

from boundaries.database import sql
from service.discussion.operations import comment_for_moderation, move_comment
from service.discussion.subjects import subject_of
from service.errors import NotFound
from service.moderation.kinds import Kind, Target, register_kind
from service.web.context import db_session


def show_comment(connection: Connection, municipality_id: int, identifier: str) -> Target | None:
    """The public comment with an id, as something that can be reported; None when it or its subject is not public."""
    try:
        values = {"municipality_id": municipality_id, "comment_id": uuid.UUID(identifier)}
    except ValueError:
        return None
    row = connection.execute(sql("service.discussion", "public_comment"), values).first()
    if row is None:
        return None
    try:
        subject = subject_of(db_session(), municipality_id, row.subject_kind, row.subject_id)
    except NotFound:
        return None
    return Target("comment", str(row.id), row.body[:120], f"{subject.page}#comment-{row.id}")


register_kind(Kind("comment", show_comment, comment_for_moderation, move_comment))
