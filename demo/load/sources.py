"""Some of the demo's ideas as if they had been told at an event and on paper, so that the marks can be seen."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from boundaries.models import Municipality
from service.accounts.models import Person
from service.participation.pins.models import Pin
from service.participation.sources.models import PinSource, Source

#: Kind, name, day, and how many ideas came from there.
TOLD = (
    ("event", "Asukasilta Neulamäen koululla (esimerkki)", dt.date(2026, 10, 12), 5),
    ("paper", "Kirjaston palautelaatikko, lokakuu (esimerkki)", None, 3),
)


def add_sources(db: Session, town: Municipality, people: dict[str, Person]) -> None:
    """Give the newest made-up ideas their sources."""
    pins = iter(
        db.scalars(
            select(Pin)
            .where(Pin.municipality_id == town.id, Pin.is_synthetic, Pin.visibility == "public")
            .order_by(Pin.created_at.desc(), Pin.reference)
            .limit(sum(count for *_rest, count in TOLD))
        )
    )
    official = people["official"].id
    for kind, name, day, count in TOLD:
        source = Source(
            municipality_id=town.id, kind=kind, name=name, held_on=day, made_by=official, is_synthetic=True
        )
        db.add(source)
        db.flush()
        for pin in (next(pins) for _number in range(count)):
            db.add(
                PinSource(
                    pin_id=pin.id, municipality_id=town.id, source_id=source.id, said_on=day, entered_by=official
                )
            )
    db.flush()
