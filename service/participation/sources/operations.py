"""Writing down what others told: named verbs that flush and never commit."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.audit import record
from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.participation.pins.home import Home
from service.participation.pins.models import Pin
from service.participation.pins.operations import Submitted, submit_pin
from service.participation.pins.own_operations import take_out
from service.participation.pins.schemas import Submission
from service.participation.sources.models import PinSource, Source
from service.permissions import Actor


class UnknownSource(InvalidInput):
    """There is no such event or heap of paper."""

    code = "unknown_source"


def source_of(
    db: Session,
    actor: Actor,
    *,
    number: int | None = None,
    kind: str = "event",
    name: str = "",
    held_on: dt.date | None = None,
    is_synthetic: bool = False,
) -> Source:
    """The source with a number, or else the one of a kind, name and day, made when there is none yet.

    Raises UnknownSource, or InvalidInput when a new one has no name.
    """
    if number is not None:
        found = db.scalar(select(Source).where(Source.id == number, Source.municipality_id == actor.municipality_id))
        if found is None:
            sentence = _("Choose where this was told.")
            raise UnknownSource(sentence, [FieldError("source", sentence)])
        return found
    if not name:
        sentence = _("Write the name of the event, or what the papers are.")
        raise InvalidInput(sentence, [FieldError("source_name", sentence)])
    same = select(Source).where(
        Source.municipality_id == actor.municipality_id,
        Source.kind == kind,
        Source.name == name,
        Source.held_on.is_not_distinct_from(held_on),
    )
    found = db.scalar(same)
    if found is None:
        found = Source(
            municipality_id=actor.municipality_id,
            kind=kind,
            name=name,
            held_on=held_on,
            made_by=actor.person_id,
            is_synthetic=is_synthetic,
        )
        db.add(found)
        db.flush()
        record(db, actor, "source.made", "source", str(found.id), name=name, kind=kind)
    return found


def enter_pin(db: Session, actor: Actor, home: Home, sent: Submission, source: Source, *, language: str) -> Submitted:
    """Store what somebody told at a source. It has no author here, and a member of staff has read it already, so
    that it waits for nobody unless its place or its words make it.

    Raises what `submit_pin` raises.
    """
    nobody = Actor(actor.municipality_id)
    submitted = submit_pin(db, nobody, home, sent, language=language, is_read=True)
    pin = submitted.pin
    db.add(
        PinSource(
            pin_id=pin.id,
            municipality_id=pin.municipality_id,
            source_id=source.id,
            said_on=source.held_on,
            entered_by=actor.person_id,
        )
    )
    db.flush()
    record(db, actor, "pin.entered", "pin", str(pin.id), reference=pin.reference, source=source.name)
    return submitted


def take_entry_back(db: Session, actor: Actor, reference: str) -> Pin | None:
    """Take out of sight what was written down by mistake, while nobody has answered it; None when there is none."""
    pin = db.scalar(
        select(Pin)
        .join(PinSource, PinSource.pin_id == Pin.id)
        .where(
            Pin.municipality_id == actor.municipality_id,
            Pin.reference == reference,
            PinSource.entered_by.is_not(None),
            Pin.state == "received",
            Pin.visibility.in_(("public", "pending")),
        )
        .with_for_update(of=Pin)
    )
    if pin is not None:
        take_out(db, actor, pin, "pin.entry_taken_back")
    return pin
