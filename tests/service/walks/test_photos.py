"""Photos of observations: after the observation itself, once, and gone with it."""

from __future__ import annotations

import io
import uuid
from typing import Any

from PIL import Image
from sqlalchemy import select

from service.participation.photos.models import Photo
from tests.conftest import Browser, TownDatabase
from tests.service.walks.conftest import Phone, observation


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "JPEG")
    return out.getvalue()


def send_photo(phone: Phone, note_id: str, photo_id: str, data: bytes, token: str | None = None) -> Any:
    return phone.browser.application.test_client().post(
        f"/api/walks/{phone.slug}/observations/{note_id}/photos",
        data={"photo": (io.BytesIO(data), "photo.jpg"), "alt": "Lamppu", "client_id": photo_id},
        headers={"Walker-Token": phone.token if token is None else token, "Idempotency-Key": photo_id},
    )


def test_a_photo_comes_after_its_observation_and_once(client: Browser, town: TownDatabase, phone: Phone) -> None:
    note, photo_id = observation(), str(uuid.uuid4())
    assert send_photo(phone, note["id"], photo_id, picture()).status_code == 404, "the observation is not here yet"
    phone.send("observations", note)
    assert send_photo(phone, note["id"], photo_id, picture(), token="guess").status_code == 404
    answers = [send_photo(phone, note["id"], photo_id, picture()) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert send_photo(phone, note["id"], str(uuid.uuid4()), b"<svg/>").status_code == 422
    with town.session() as db:
        stored = db.scalars(select(Photo)).one()
        assert stored.subject_kind == "observation" and stored.alt == "Lamppu"
        address = f"/photos/{stored.id}/thumb.jpg"
    assert address in client.get(f"/walks/{phone.slug}").get_data(as_text=True)
    assert client.get(address).status_code == 200
    client.sign_in("moderator")
    client.send(f"/walks/{phone.slug}/observations/1/hide", {"reason": "Kasvot näkyvät"})
    client.send("/sign-out", {})
    assert client.get(address).status_code == 404, "hidden with what it is of"


def test_by_the_plain_form(town: TownDatabase, phone: Phone) -> None:
    form = {"id": str(uuid.uuid4()), "walker": phone.token, "at": "stop:1", "severity": "minor", "text": "Kuoppa."}
    files = {"photo_1": (io.BytesIO(picture()), "kuva.jpg"), "photo_alt_1": "Kuoppa kadussa"}
    path = f"/walks/{phone.slug}/along/observations"
    answer = phone.browser.send(path, {**form, **files}, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.get_data(as_text=True)
    with town.session() as db:
        assert db.scalars(select(Photo)).one().alt == "Kuoppa kadussa"
