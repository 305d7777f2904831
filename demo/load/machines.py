"""A key of another service, as if two of the demo's ideas had come by it; nobody knows its secret."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from boundaries.models import Municipality
from service.accounts.models import Person
from service.machines.models import MachineReport
from service.machines.operations import make_key
from service.participation.pins.models import Pin
from service.permissions import Actor

NAME = "Kaupungin neuvonnan palautejärjestelmä (esimerkki)"
REPORTS = 2


def add_machines(db: Session, town: Municipality, people: dict[str, Person]) -> None:
    """Give one key, and let the oldest made-up ideas have come by it."""
    actor = Actor(town.id, people["administrator"].id)
    key, _secret = make_key(db, actor, name=NAME, per_hour=60, is_synthetic=True)
    pins = select(Pin.id).where(Pin.municipality_id == town.id, Pin.is_synthetic, Pin.visibility == "public")
    for number, pin_id in enumerate(db.scalars(pins.order_by(Pin.created_at, Pin.reference).limit(REPORTS)), 1):
        db.add(MachineReport(pin_id=pin_id, municipality_id=town.id, key_id=key.id, own_id=f"NEU-{number}"))
    db.flush()
