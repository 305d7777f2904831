"""Moving a pin on its way, in public and with a reason."""

from __future__ import annotations

from sqlalchemy import func
from sqlalchemy.orm import Session

from service.audit import record
from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.notices.events import note_event
from service.participation.pins.models import STATES, Pin, StateChange
from service.permissions import Actor


def change_state(
    db: Session,
    actor: Actor,
    pin: Pin,
    state: str,
    *,
    public_text: str,
    signature: str = "",
    part_number: int | None = None,
    part_state: str | None = None,
    is_synthetic: bool = False,
) -> StateChange:
    """Move a pin on its way and say why, in public.

    The caller has checked that `actor` may answer the pin (permission ``pin.answer``).

    Parameters
    ----------
    state : one of STATES but "withdrawn", which is its author's alone.
    public_text : the reason; every change needs one.
    signature : who answers, as readers see it; the actor's title when empty.
    part_number, part_state : the part that is answered and the state that it gets; None for the whole.

    Raises InvalidInput when the state is unknown or the reason is missing.
    """
    if state not in STATES or state == "withdrawn":
        raise InvalidInput(_("Choose one of the options."), [FieldError("state", _("Choose one of the options."))])
    if not public_text.strip():
        sentence = _("Say in a few words why. The author and everybody else can read it.")
        raise InvalidInput(sentence, [FieldError("public_text", sentence)])
    was = pin.state
    pin.state = state
    pin.changed_at = func.now()
    change = StateChange(
        pin_id=pin.id,
        state=state,
        public_text=public_text.strip(),
        changed_by=actor.person_id,
        signature=signature or actor.title,
        part_number=part_number,
        part_state=part_state,
        is_synthetic=is_synthetic,
    )
    db.add(change)
    db.flush()
    record(
        db,
        actor,
        "pin.state_changed",
        "pin",
        str(pin.id),
        state=[was, state],
        change=change.id,
        part=part_number,
    )
    note_event(db, pin.municipality_id, "answered", "pin", str(pin.id), source=str(change.id))
    return change
