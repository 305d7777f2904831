"""Handling an input: verbs that flush, note who did it, and never commit."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.audit import record
from service.errors import FieldError, InvalidInput
from service.i18n import TIME_ZONE
from service.i18n import gettext as _
from service.participation.pins.models import Pin
from service.participation.replies.errors import NotAQuote, PartAnswered, PartNotFound
from service.participation.replies.handling.schemas import CareForm, PartForm
from service.participation.replies.models import MOST_PARTS, PinNote, PinPart, Unit
from service.participation.replies.rules import may_be_removed, whole_state
from service.participation.replies.units.queries import staff
from service.permissions import Actor


def give_care(db: Session, actor: Actor, pin: Pin, form: CareForm) -> PinPart:
    """Say who looks after an input or a part of it, and by when.

    Raises PartNotFound, and InvalidInput when the unit or the person is not the municipality's or the day is
    past.
    """
    part = _part_for_change(db, pin, form.part)
    if form.due_on is not None and form.due_on != part.due_on:
        _check_day(form.due_on)
    check_carer(db, actor.municipality_id, form.unit, form.person)
    before = [part.unit_id, part.person_id, part.due_on]
    part.unit_id, part.person_id, part.due_on = form.unit, form.person, form.due_on
    part.changed_at = func.now()
    db.flush()
    after = [part.unit_id, part.person_id, part.due_on]
    record(db, actor, "pin.assigned", "pin", str(pin.id), part=part.number, before=before, after=after)
    return part


def split_off(db: Session, actor: Actor, pin: Pin, form: PartForm, *, is_synthetic: bool = False) -> PinPart:
    """Make a part of an input that somebody answers by itself.

    Raises NotAQuote when an excerpt does not stand in what was said, and InvalidInput when there are too many
    parts or the unit is unknown.
    """
    is_quote = form.sort == "quote"
    if is_quote and not is_excerpt(form.text, f"{pin.title}\n{pin.body}"):
        sentence = _("These words do not stand in the text. Copy them from it, or choose a summary.")
        raise NotAQuote(sentence, [FieldError("text", sentence)])
    check_carer(db, actor.municipality_id, form.unit, None)
    numbers = db.scalars(select(PinPart.number).where(PinPart.pin_id == pin.id, PinPart.number > 0)).all()
    number = max(numbers, default=0) + 1
    if number > MOST_PARTS:
        sentence = _("An idea can have at most %(count)s parts.", count=MOST_PARTS)
        raise InvalidInput(sentence, [FieldError("text", sentence)])
    part = PinPart(
        municipality_id=pin.municipality_id,
        pin_id=pin.id,
        number=number,
        text=form.text,
        is_quote=is_quote,
        unit_id=form.unit,
        is_synthetic=is_synthetic,
    )
    db.add(part)
    db.flush()
    record(db, actor, "pin.split", "pin", str(pin.id), part=number, quote=is_quote)
    return part


def remove_part(db: Session, actor: Actor, pin: Pin, number: int) -> None:
    """Take a part away that nobody has answered. Raises PartNotFound or PartAnswered."""
    part = part_of(db, pin, number)
    if number == 0:
        raise PartNotFound(_("This idea has no such part."))
    if not may_be_removed(part.state):
        sentence = _("This part has been answered already, so it stays.")
        raise PartAnswered(sentence, [FieldError("", sentence)])
    db.delete(part)
    db.flush()
    record(db, actor, "pin.joined", "pin", str(pin.id), part=number)


def add_note(
    db: Session, actor: Actor, pin: Pin, body: str, *, part_number: int = 0, is_synthetic: bool = False
) -> PinNote:
    """Write a note that staff alone see. Raises PartNotFound."""
    if part_number:
        part_of(db, pin, part_number)
    note = PinNote(
        municipality_id=pin.municipality_id,
        pin_id=pin.id,
        part_number=part_number,
        body=body,
        written_by=actor.person_id,
        signature=actor.name,
        is_synthetic=is_synthetic,
    )
    db.add(note)
    db.flush()
    return note


def part_of(db: Session, pin: Pin, number: int) -> PinPart:
    """A part that is there, locked for a change. Raises PartNotFound."""
    part = _stored(db, pin, number)
    if part is None:
        raise PartNotFound(_("This idea has no such part."))
    return part


def state_with(db: Session, pin: Pin, number: int, state: str) -> str:
    """The state of the whole input when a part of it gets this state."""
    rows = db.execute(select(PinPart.number, PinPart.state).where(PinPart.pin_id == pin.id, PinPart.number > 0))
    states = {row.number: row.state for row in rows}
    return whole_state({**states, number: state}.values())


def is_excerpt(quote: str, said: str) -> bool:
    """Whether the words stand in the text one after another, whatever the white space and the case."""
    return " ".join(quote.split()).casefold() in " ".join(said.split()).casefold()


def check_carer(db: Session, municipality_id: int, unit_id: int | None, person_id: uuid.UUID | None) -> None:
    """Raises InvalidInput when a unit or a person is not the municipality's."""
    if unit_id is not None and not db.scalar(
        select(Unit.id).where(Unit.id == unit_id, Unit.municipality_id == municipality_id)
    ):
        sentence = _("There is no such unit.")
        raise InvalidInput(sentence, [FieldError("unit", sentence)])
    if person_id is not None and person_id not in dict(staff(db, municipality_id)):
        sentence = _("This person does not work for the municipality.")
        raise InvalidInput(sentence, [FieldError("person", sentence)])


def set_due(db: Session, pin: Pin, number: int, due_on: dt.date) -> None:
    """Set the day by which the next step comes. Raises InvalidInput for a day that is past."""
    _check_day(due_on)
    part = _part_for_change(db, pin, number)
    part.due_on = due_on
    part.changed_at = func.now()
    db.flush()


def _check_day(due_on: dt.date) -> None:
    if due_on < dt.datetime.now(TIME_ZONE).date():
        sentence = _("The day is past already. Choose today or a later day.")
        raise InvalidInput(sentence, [FieldError("due_on", sentence)])


def _part_for_change(db: Session, pin: Pin, number: int) -> PinPart:
    """The part; that of the whole is made when it is needed for the first time."""
    part = _stored(db, pin, number)
    if part is None and number == 0:
        part = PinPart(municipality_id=pin.municipality_id, pin_id=pin.id, number=0)
        db.add(part)
        db.flush()
    if part is None:
        raise PartNotFound(_("This idea has no such part."))
    return part


def _stored(db: Session, pin: Pin, number: int) -> PinPart | None:
    return db.scalar(select(PinPart).where(PinPart.pin_id == pin.id, PinPart.number == number).with_for_update())
