"""Segments as the desk shows them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.participation.replies.units.queries import staff
from service.statements.models import Statement
from service.statements.segments.models import SegmentAnswer, StatementSegment
from service.statements.segments.operations import segments_of
from service.statements.segments.splitting import Stretch, sentences


@dataclass(frozen=True, slots=True)
class SegmentView:
    """A segment with its words, who answers it, and the earlier versions of its answer, the newest first."""

    id: int
    number: int
    start: int
    text: str
    tags: Sequence[str]
    person_id: uuid.UUID | None
    person: str
    due_on: dt.date | None
    note: str
    answer: str
    outcome: str
    is_approved: bool
    version: int
    signature: str
    earlier: Sequence[SegmentAnswer]


@dataclass(frozen=True, slots=True)
class Split:
    """How a statement is split: its sentences, where segments begin, the segments, and who may be asked to answer."""

    sentences: Sequence[Stretch]
    starts: frozenset[int]
    segments: Sequence[SegmentView]
    people: Sequence[tuple[uuid.UUID, str]]
    tags: Sequence[str]


def split_of(db: Session, statement: Statement) -> Split:
    """What the desk shows of a statement's segments."""
    segments = segments_of(db, statement)
    people = staff(db, statement.municipality_id)
    names = dict(people)
    earlier: dict[int, list[SegmentAnswer]] = {}
    query = (
        select(SegmentAnswer)
        .where(SegmentAnswer.segment_id.in_([one.id for one in segments]))
        .order_by(SegmentAnswer.version.desc())
    )
    for one in db.scalars(query):
        earlier.setdefault(one.segment_id, []).append(one)
    views = [
        SegmentView(
            number=number,
            text=statement.body[one.start : one.stop].strip(),
            person=names.get(one.person_id, "") if one.person_id else "",
            earlier=earlier.get(one.id, [])[1:],
            **{name: getattr(one, name) for name in _SAME},
        )
        for number, one in enumerate(segments, 1)
    ]
    starts = frozenset(one.start for one in segments)
    return Split(sentences(statement.body), starts, views, people, _tags_of(db, statement))


_SAME = (
    "id", "start", "tags", "person_id", "due_on", "note", "answer", "outcome", "is_approved", "version", "signature",
)  # fmt: skip


def _tags_of(db: Session, statement: Statement) -> list[str]:
    """The tags that segments on the same proposal have, to choose from."""
    query = (
        select(StatementSegment.tags)
        .join(Statement, Statement.id == StatementSegment.statement_id)
        .where(Statement.proposal_id == statement.proposal_id)
    )
    return sorted({tag for tags in db.scalars(query) for tag in tags})
