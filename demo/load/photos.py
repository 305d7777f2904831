"""What the demo's moderators have to do: drawn photos of some ideas, one that waits, and reports."""

from __future__ import annotations

import hashlib

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from boundaries.models import Municipality
from demo.load.scenes import drawn
from service.moderation.models import Report
from service.participation.photos.operations import store_photo
from service.participation.photos.subjects import PhotoSubject
from service.participation.pins.models import Pin, Theme
from service.permissions import Actor

#: A word of the idea, the scene, what is in it (nobody said it of the last one), and whether a moderator looks first.
PHOTOS = (
    ("penkki", "bench", "Piirros: penkki järven rannalla, toinen jalka on poikki", False),
    ("suojatie", "crossing", "Piirros: suojatie, jonka raidat ovat kuluneet", False),
    ("laituri", "shore", "Piirros: hiekkaranta ja laituri", False),
    ("valo", "lamp", "", True),
)
#: How many people reported the newest idea of a theme, why, and in which words.
REPORTS = (
    ("services", 3, "wrong_place", "Tämä on eri paikassa kuin teksti sanoo."),
    ("culture", 1, "spam", ""),
)


def add_photos(db: Session, town: Municipality) -> None:
    """Photos of the newest public ideas about some things, and reports of others; what nobody told is passed over."""
    for word, scene, alt, waits in PHOTOS:
        pin = _newest(db, town, Pin.title.ilike(f"%{word}%"))
        if pin is not None:
            subject = PhotoSubject("pin", pin.id, town.id, waits=waits, is_synthetic=True)
            store_photo(db, Actor(town.id), subject, drawn(scene), alt=alt)
    for theme, people, reason, words in REPORTS:
        pin = _newest(db, town, Theme.key == theme)
        if pin is not None:
            db.add_all(_report(town, pin, number, reason, words if number == 0 else "") for number in range(people))
    db.flush()


def _newest(db: Session, town: Municipality, which: ColumnElement[bool]) -> Pin | None:
    return db.scalar(
        select(Pin)
        .join(Theme, Theme.id == Pin.theme_id)
        .where(Pin.municipality_id == town.id, which, Pin.visibility == "public")
        .order_by(Pin.created_at.desc(), Pin.id)
        .limit(1)
    )


def _report(town: Municipality, pin: Pin, number: int, reason: str, words: str) -> Report:
    who = hashlib.sha256(f"demo {pin.reference} {number}".encode()).digest()
    return Report(
        municipality_id=town.id,
        subject_kind="pin",
        subject_id=str(pin.id),
        reporter_hash=who,
        client_hash=who,
        reason=reason,
        body=words,
    )
