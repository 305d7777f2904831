"""Answering: verbs that flush and never commit."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func
from sqlalchemy.orm import Session

from service.participation.pins.answering import change_state
from service.participation.pins.models import Pin, StateChange
from service.participation.replies.answers.schemas import AnswerForm
from service.participation.replies.handling.operations import part_of, set_due, state_with
from service.participation.replies.links.operations import Use, add_uses
from service.participation.replies.units.queries import units_of_person
from service.permissions import Actor


def answer(
    db: Session,
    actor: Actor,
    pin: Pin,
    form: AnswerForm,
    uses: Sequence[Use] = (),
    *,
    is_synthetic: bool = False,
) -> StateChange:
    """Answer an input, or a part of it; the whole's state then follows from its parts unless the form says.

    The caller has checked that `actor` may answer the pin (permission ``pin.answer``).

    Parameters
    ----------
    uses : what used the input, used it in part or did not, checked by `uses_of`.

    Raises PartNotFound, and InvalidInput when the reason is missing or the next step's day is past.
    """
    state, part_state = form.state, None
    if form.part:
        part = part_of(db, pin, form.part)
        part.state, part.changed_at = form.state, func.now()
        # The day that was set was for this answer.
        part.due_on = None
        db.flush()
        part_state = form.state
        state = form.whole_state or state_with(db, pin, form.part, form.state)
    if form.due_on is not None:
        set_due(db, pin, form.part, form.due_on)
    change = change_state(
        db,
        actor,
        pin,
        state,
        public_text=form.public_text,
        signature=signature_of(db, actor, pin.language),
        part_number=form.part or None,
        part_state=part_state,
        is_synthetic=is_synthetic,
    )
    add_uses(db, actor, change, uses, is_synthetic=is_synthetic)
    return change


def signature_of(db: Session, actor: Actor, language: str) -> str:
    """Who answers, as readers see it: name, title and unit, each once.

    Parameters
    ----------
    language : code of the language that the unit's name is wanted in.
    """
    unit = unit_of_actor(db, actor, language)
    parts = [actor.name, actor.title]
    if unit.casefold() not in actor.title.casefold():
        parts.append(unit)
    return ", ".join(part for part in parts if part)


def unit_of_actor(db: Session, actor: Actor, language: str) -> str:
    """The name of the first unit that somebody works in, in a language or the nearest; empty without a unit."""
    for unit in units_of_person(db, actor.municipality_id, actor.person_id)[:1]:
        return unit.names.get(language) or unit.names.get("fi") or next(iter(unit.names.values()), "")
    return ""
