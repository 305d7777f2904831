"""What tests of photos share: an idea of one's own, photos stored with it, and their bytes."""

from __future__ import annotations

import io
import os
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from service.participation.photos.models import Photo, PhotoFile
from service.participation.photos.operations import add_photo
from service.participation.photos.subjects import PhotoSubject
from service.participation.pins.models import Pin
from service.participation.pins.operations import Submitted
from service.permissions import Actor
from tests.conftest import Browser, TownDatabase
from tests.factories.pictures import jpeg
from tests.service.pins.conftest import TOWN_ID, submit  # noqa: F401  (a fixture)

AddPhoto = Callable[..., Photo]


@pytest.fixture
def pin(submit: Callable[..., Submitted]) -> Submitted:  # noqa: F811
    """A public idea and its author's secret."""
    return submit()


@pytest.fixture
def photo_on(town: TownDatabase) -> AddPhoto:
    """Store a photo with an idea straight through the operation, committed."""

    def store(pin: Pin, data: bytes | None = None, alt: str = "Penkki lehmuksen alla") -> Photo:
        with town.database.session() as db:
            subject = PhotoSubject("pin", pin.id, TOWN_ID)
            return add_photo(db, Actor(TOWN_ID), subject, data or jpeg(), alt=alt)

    return store


def send_photo(client: Browser, pin: Submitted, data: bytes, *, key: str | None = None, **fields: Any) -> Any:
    """Send a photo through the API as the front end does."""
    headers = {
        "X-CSRF-Token": client.token(),
        "Idempotency-Key": key or os.urandom(16).hex(),
        "X-Edit-Token": fields.pop("token", pin.token),
    }
    form = {"photo": (io.BytesIO(data), fields.pop("name", "kuva.jpg")), **fields}
    return client.post(f"/api/pins/{pin.pin.reference}/photos", data=form, headers=headers)


def stored(town: TownDatabase) -> list[tuple[Photo, PhotoFile]]:
    """All photos with their bytes, in order."""
    with town.session() as db:
        rows = db.execute(
            select(Photo, PhotoFile).join(PhotoFile, PhotoFile.photo_id == Photo.id).order_by(Photo.number)
        )
        return [(row[0], row[1]) for row in rows]


def client_id() -> str:
    """A sender's own name for a photo."""
    return str(uuid.uuid4())
