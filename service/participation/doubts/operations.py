"""Doubting an answer: named verbs that flush and never commit."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from service.jobs import defer
from service.participation.doubts.models import Doubt
from service.participation.pins.models import Pin, StateChange


def last_step(db: Session, pin: Pin) -> StateChange | None:
    """The newest step of an input's timeline; None before there is any."""
    return db.scalar(select(StateChange).where(StateChange.pin_id == pin.id).order_by(StateChange.id.desc()).limit(1))


def doubt_step(db: Session, pin: Pin, step: StateChange, *, doubter: bytes, body: str) -> bool:
    """Keep one person's word against a step, and have whoever answered told of it.

    False when that person had said so of this step already; then nothing changes and nobody is told again.
    """
    added = db.execute(
        insert(Doubt)
        .values(municipality_id=pin.municipality_id, pin_id=pin.id, step_id=step.id, doubter_hash=doubter, body=body)
        .on_conflict_do_nothing(index_elements=[Doubt.step_id, Doubt.doubter_hash])
        .returning(Doubt.id)
    ).scalar_one_or_none()
    if added is None:
        return False
    defer(db, "tell_of_doubt", "mail", doubt=added)
    return True
