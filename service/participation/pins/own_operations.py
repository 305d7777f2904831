"""What an author does with their own pin later: named verbs that flush and never commit."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.audit import record
from service.i18n import gettext as _
from service.moderation.names import has_person_name
from service.participation.pins.errors import EditTimeOver, NotYourPin
from service.participation.pins.models import Pin, StateChange
from service.participation.pins.schemas import PinText
from service.participation.pins.text_check import check_text
from service.permissions import Actor, may


def edit_pin(db: Session, actor: Actor, pin: Pin, text: PinText) -> Pin:
    """Correct the text of one's own pin while the rule allows it.

    A text in which a person's name appears goes back to wait for a moderator.

    Raises NotYourPin, EditTimeOver, IdentityCodeInText, ContactDetailsInText. The audit log says which
    fields changed and not what they said, so that personal data taken out is gone.
    """
    _require_author(actor, pin)
    if not may(actor, "pin.edit", pin):
        raise EditTimeOver(_("The text can no longer be changed. You can still add a comment to it."))
    check_text(text)
    # A name that comes in later is read by somebody first, as one that is there from the start.
    was_named = has_person_name(f"{pin.title}\n{pin.body}")
    waits = pin.visibility == "public" and not was_named and has_person_name(f"{text.title}\n{text.text}")
    changed = [name for name, new in (("title", text.title), ("body", text.text)) if getattr(pin, name) != new]
    pin.title, pin.body = text.title, text.text
    if waits:
        pin.visibility, pin.waits_for = "pending", "name"
    pin.changed_at = func.now()
    db.flush()
    record(db, actor, "pin.edited", "pin", str(pin.id), fields=changed)
    return pin


def withdraw_pin(db: Session, actor: Actor, pin: Pin) -> Pin:
    """Take one's own pin back: it leaves every public output, and stays in the log as withdrawn.

    Withdrawing twice changes nothing. Raises NotYourPin.
    """
    _require_author(actor, pin)
    if pin.visibility != "withdrawn":
        take_out(db, actor, pin, "pin.withdrawn")
    return pin


def take_out(db: Session, actor: Actor, pin: Pin, deed: str) -> None:
    """Withdraw a pin from every public output; `deed` is its name in the log. The caller has checked the right."""
    was = pin.visibility
    pin.visibility, pin.state = "withdrawn", "withdrawn"
    pin.changed_at = func.now()
    db.add(StateChange(pin_id=pin.id, state="withdrawn", is_synthetic=pin.is_synthetic))
    db.flush()
    record(db, actor, deed, "pin", str(pin.id), visibility=[was, "withdrawn"])


def pin_for_author(db: Session, municipality_id: int, reference: str) -> Pin | None:
    """The stored pin with a reference, whatever its visibility, locked for a change; None when there is none."""
    return db.scalar(
        select(Pin).where(Pin.municipality_id == municipality_id, Pin.reference == reference).with_for_update()
    )


def _require_author(actor: Actor, pin: Pin) -> None:
    if not may(actor, "pin.own", pin):
        raise NotYourPin(_("Only the one who sent this can change it. Open the link that you got when you sent it."))
