"""Reading discussions."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from boundaries.database import sql
from service.discussion.models import Support


@dataclass(frozen=True)
class CommentView:
    """A comment as it is shown. `is_official` marks somebody who speaks for the municipality; `board_names` those
    of the board that its author speaks for."""

    id: uuid.UUID
    body: str
    language: str
    author_name: str
    staff_title: str
    is_synthetic: bool
    created_on: Any
    board_names: dict[str, str] | None = None
    answers: list[CommentView] = field(default_factory=list)

    @property
    def is_official(self) -> bool:
        """Whether an official wrote it."""
        return bool(self.staff_title)


@dataclass(frozen=True)
class Thread:
    """All public comments below a subject."""

    kind: str
    id: str
    comments: list[CommentView]
    count: int
    is_open: bool


def thread(
    connection: Connection | Session, municipality_id: int, kind: str, identifier: str, *, is_open: bool = True
) -> Thread:
    """The public comments of a subject, oldest first, answers below what they answer.

    An answer whose comment was hidden stands on its own.
    """
    rows = connection.execute(
        sql("service.discussion", "comments_of"),
        {"municipality_id": municipality_id, "kind": kind, "id": identifier},
    ).all()
    views = {
        row.id: CommentView(
            row.id,
            row.body,
            row.language,
            row.author_name,
            row.staff_title,
            row.is_synthetic,
            row.created_on,
            row.board_names,
        )
        for row in rows
    }
    top: list[CommentView] = []
    for row in rows:
        parent = views.get(row.parent_id)
        (parent.answers if parent is not None else top).append(views[row.id])
    return Thread(kind, identifier, top, len(rows), is_open)


def supports(db: Session, kind: str, identifier: str, supporter: bytes) -> bool:
    """Whether somebody, known by the keyed hash of them and the subject, supports it."""
    query = select(Support.id).where(Support.subject_kind == kind, Support.subject_id == identifier)
    return db.scalar(query.where(Support.supporter_hash == supporter)) is not None


def support_count(db: Session, kind: str, identifier: str) -> int:
    """How many support a subject."""
    query = select(func.count()).select_from(Support)
    return db.scalar(query.where(Support.subject_kind == kind, Support.subject_id == identifier)) or 0
