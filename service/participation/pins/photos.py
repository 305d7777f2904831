"""Pins as something that has photos: who may add them, and those that a new pin comes with."""

from __future__ import annotations

import uuid

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.participation.campaigns.models import Campaign
from service.participation.photos.queries import PhotoView, photos_not_public, photos_of
from service.participation.photos.subjects import PhotoSubject, register_photo_subject
from service.participation.pins import rules
from service.participation.pins.author import author_aware
from service.participation.pins.models import Pin
from service.permissions import Actor
from service.web.context import db_session, public_db


def subject_of_pin(pin: Pin, who: Actor) -> PhotoSubject:
    """A stored pin as `who` may deal with its photos; photos are taken as long as its text may be corrected."""
    is_own = rules.is_author(who, pin)
    key = {"key": who.edit_token} if is_own and who.edit_token else {}
    return PhotoSubject(
        "pin",
        pin.id,
        pin.municipality_id,
        page=url_for("pins.show_pin", reference=pin.reference, **key),
        is_own=is_own,
        is_open=rules.is_editable(pin),
        # What waits itself takes its photos along; a photo that comes later to a public pin waits alone.
        waits=pin.visibility == "public" and _is_premoderated(pin),
        is_synthetic=pin.is_synthetic,
    )


def _is_premoderated(pin: Pin) -> bool:
    return bool(db_session().scalar(select(Campaign.is_premoderated).where(Campaign.id == pin.campaign_id)))


def find_pin(db: Session, actor: Actor, pin_id: uuid.UUID) -> PhotoSubject | None:
    """The pin with an id for the actor, with its secret as this browser remembers it; None when there is none."""
    pin = db.scalar(select(Pin).where(Pin.id == pin_id, Pin.municipality_id == actor.municipality_id))
    return subject_of_pin(pin, author_aware(pin.reference)) if pin is not None else None


def photos_of_pin(db: Session, pin_id: uuid.UUID, *, sees_all: bool) -> list[PhotoView]:
    """A pin's photos: the public ones, or all for its author and officials."""
    if sees_all:
        return photos_not_public(db, "pin", [pin_id])[pin_id]
    return photos_of(public_db(), "pin", [pin_id])[pin_id]


register_photo_subject("pin", find_pin)
