"""Photos of an idea: by the form, by the API, by whom, how many, and who sees them when."""

from __future__ import annotations

import io
import re
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import update

from service.participation.photos.rules import MOST
from service.participation.pins.models import Pin
from service.participation.pins.operations import Submitted
from tests.conftest import Browser, TownDatabase
from tests.factories.pictures import CANARY, hostile, jpeg, telltale
from tests.factories.world import lonlat_in
from tests.service.photos.conftest import AddPhoto, client_id, send_photo, stored
from tests.service.pins.test_pages import form


def _form_with(client: Browser, **changes: Any) -> Any:
    return client.send("/pins/new", form(**changes), content_type="multipart/form-data")


def test_the_form_takes_photos_along_without_scripts(client: Browser, town: TownDatabase) -> None:
    answer = _form_with(
        client,
        photo_1=(io.BytesIO(telltale()), "IMG_1.jpg"),
        photo_alt_1="Rikkinäinen penkki",
        photo_2=(io.BytesIO(telltale("PNG")), "../../etc/passwd"),
        photo_3=(io.BytesIO(b""), ""),
    )
    assert answer.status_code == 303, answer.get_data(as_text=True)
    photos = stored(town)
    assert [photo.alt for photo, _file in photos] == ["Rikkinäinen penkki", ""]
    for _photo, file in photos:
        assert CANARY.encode() not in file.full + file.thumb
    receipt = client.get(answer.headers["Location"]).get_data(as_text=True)
    assert "Rikkinäinen penkki" in receipt
    assert "Kerro se niille" in receipt, "words for the second photo are asked again"


def test_a_refused_photo_does_not_refuse_the_idea(client: Browser, town: TownDatabase) -> None:
    answer = _form_with(
        client,
        photo_1=(io.BytesIO(hostile()["svg"]), "kuva.jpg"),
        photo_2=(io.BytesIO(jpeg()), "toinen.jpg"),
        photo_alt_2="Toinen",
    )
    assert answer.status_code == 303
    assert [photo.alt for photo, _file in stored(town)] == ["Toinen"]
    receipt = client.get(answer.headers["Location"]).get_data(as_text=True)
    assert "Kuva 1 jäi pois. SVG-piirroksia" in receipt
    assert 'type="file"' in receipt, "it can be replaced there"


@pytest.mark.parametrize("wrong", [{"text": ""}, {"photo_alt_1": "hetu 131052-308T"}, {"photo_alt_1": "x" * 301}])
def test_what_was_typed_is_kept_when_the_form_has_errors(
    client: Browser, town: TownDatabase, wrong: dict[str, str]
) -> None:
    sent = {"photo_1": (io.BytesIO(jpeg()), "kuva.jpg"), "photo_alt_1": "Penkki", "title": "Otsikkoni", **wrong}
    answer = _form_with(client, **sent)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Otsikkoni" in page and "Valitse kuvat uudelleen" in page
    assert stored(town) == []


def test_the_author_adds_photos_through_the_api(client: Browser, town: TownDatabase, pin: Submitted) -> None:
    answer = send_photo(client, pin, telltale("WEBP"), alt="Lehmus")
    assert answer.status_code == 201, answer.get_data(as_text=True)
    assert CANARY.encode() not in stored(town)[0][1].full
    shown = client.get(f"/api/pins/{pin.pin.reference}").json["properties"]["photos"]
    assert [one["alt"] for one in shown] == ["Lehmus"]
    got = client.get(shown[0]["url"])
    assert got.status_code == 200 and got.mimetype == "image/jpeg"
    assert got.data == stored(town)[0][1].full
    page = client.get(f"/pins/{pin.pin.reference}").get_data(as_text=True)
    assert 'alt="Lehmus"' in page


@pytest.mark.parametrize("token", ["", "wrong-token"])
def test_nobody_else_adds_photos(client: Browser, town: TownDatabase, pin: Submitted, token: str) -> None:
    assert send_photo(client, pin, jpeg(), token=token).status_code == 403
    assert stored(town) == []


def test_a_photo_sent_again_is_kept_once(client: Browser, town: TownDatabase, pin: Submitted) -> None:
    name = client_id()
    first = send_photo(client, pin, jpeg(), key="a" * 20, client_id=name)
    again = send_photo(client, pin, jpeg(), key="a" * 20, client_id=name)
    anew = send_photo(client, pin, jpeg(), client_id=name)
    assert [first.status_code, again.status_code, anew.status_code] == [201, 201, 201]
    assert first.json["id"] == again.json["id"] == anew.json["id"]
    assert len(stored(town)) == 1


def test_a_name_that_stands_for_another_photo_is_refused(
    client: Browser, town: TownDatabase, pin: Submitted, submit: Any
) -> None:
    name, other = client_id(), submit(text="Toinen idea toisaalla.")
    assert send_photo(client, pin, jpeg(), client_id=name).status_code == 201
    answer = send_photo(client, other, jpeg(), client_id=name)
    assert answer.status_code == 422 and answer.json["code"] == "key_reused"
    assert len(stored(town)) == 1


def test_parallel_sending_keeps_each_photo_once_and_three_at_most(
    client: Browser, town: TownDatabase, pin: Submitted
) -> None:
    names, token = [client_id() for _ in range(5)], client.token()
    cookie = client.get_cookie("form")
    assert cookie is not None

    def send(number: int) -> int:
        one = client.application.test_client()
        one.set_cookie("form", cookie.value)
        form = {"photo": (io.BytesIO(jpeg()), "k.jpg"), "client_id": names[number % 5]}
        headers = {"X-CSRF-Token": token, "Idempotency-Key": f"{number:020d}", "X-Edit-Token": pin.token}
        return int(one.post(f"/api/pins/{pin.pin.reference}/photos", data=form, headers=headers).status_code)

    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(send, range(10)))
    assert set(answers) <= {201, 422}
    assert len(stored(town)) == MOST
    assert answers.count(201) == 2 * MOST


def test_one_more_way_in_leaves_nothing_of_the_file(client: Browser, town: TownDatabase, pin: Submitted) -> None:
    sent = {"photo": (io.BytesIO(telltale()), "IMG.jpg"), "alt": "Penkki"}
    answer = client.send(f"/photos/of/pin/{pin.pin.id}?key={pin.token}", sent, content_type="multipart/form-data")
    assert answer.status_code == 303
    (photo, file) = stored(town)[0]
    assert photo.alt == "Penkki" and CANARY.encode() not in file.full + file.thumb


def test_similar_ideas_come_with_their_photos(client: Browser, pin: Submitted, photo_on: AddPhoto) -> None:
    photo_on(pin.pin, alt="Lehmus")
    lon, lat = lonlat_in("05")
    items = client.get(f"/api/pins/similar?lon={lon}&lat={lat}").json["items"]
    assert [photo["alt"] for photo in items[0]["photos"]] == ["Lehmus"]


def test_no_more_than_three(client: Browser, town: TownDatabase, pin: Submitted) -> None:
    for _ in range(MOST):
        assert send_photo(client, pin, jpeg()).status_code == 201
    fourth = send_photo(client, pin, jpeg())
    assert fourth.status_code == 422 and fourth.json["code"] == "too_many_photos"
    assert len(stored(town)) == MOST


@pytest.mark.parametrize("visibility", ["pending", "hidden", "withdrawn"])
def test_a_photo_is_seen_only_while_its_idea_is(
    client: Browser, town: TownDatabase, pin: Submitted, photo_on: AddPhoto, visibility: str
) -> None:
    photo = photo_on(pin.pin)
    addresses = [f"/photos/{photo.id}/{size}.jpg" for size in ("full", "thumb")]
    for address in addresses:
        seen = client.get(address)
        assert seen.status_code == 200
        assert seen.headers["X-Content-Type-Options"] == "nosniff"
        assert "filename=" in seen.headers["Content-Disposition"]
        assert "no-cache" in seen.headers["Cache-Control"]
        assert client.get(address, headers={"If-None-Match": seen.headers["ETag"]}).status_code == 304
    with town.database.session() as db:
        db.execute(update(Pin).where(Pin.id == pin.pin.id).values(visibility=visibility))
    for address in addresses:
        assert client.get(address, headers={"If-None-Match": seen.headers["ETag"]}).status_code == 404
        own = client.get(f"{address}?key={pin.token}")
        assert own.status_code == 200 and own.headers["Cache-Control"] == "no-store"
    client.sign_in("moderator")
    assert client.get(addresses[0]).status_code == 200


def test_the_author_describes_and_removes(
    client: Browser, town: TownDatabase, pin: Submitted, photo_on: AddPhoto
) -> None:
    photo = photo_on(pin.pin, alt="")
    page = client.get(f"/photos/of/pin/{pin.pin.id}?key={pin.token}").get_data(as_text=True)
    assert "Kerro se niille" in page
    wrong = client.send(f"/photos/{photo.id}/describe?key={pin.token}", {"alt": "soita 040 1234567"})
    assert wrong.status_code == 422 and "soita 040 1234567" in wrong.get_data(as_text=True)
    assert client.send(f"/photos/{photo.id}/describe?key={pin.token}", {"alt": "Penkki"}).status_code == 303
    assert stored(town)[0][0].alt == "Penkki"
    stranger = client.application.test_client()
    assert stranger.send(f"/photos/{photo.id}/remove", {}).status_code == 403
    assert client.send(f"/photos/{photo.id}/remove?key={pin.token}", {}).status_code == 303
    assert stored(town) == []
    assert client.get(f"/photos/{photo.id}/full.jpg?key={pin.token}").status_code == 404


def test_a_refused_photo_keeps_its_words(client: Browser, pin: Submitted) -> None:
    sent = {"photo": (io.BytesIO(hostile()["heic"]), "kuva.heic"), "alt": "Kaunis <b>lehmus"}
    answer = client.send(f"/photos/of/pin/{pin.pin.id}?key={pin.token}", sent, content_type="multipart/form-data")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "HEIC-muodossa" in page and "Kaunis &lt;b&gt;lehmus" in page


def test_a_premoderated_campaign_looks_at_later_photos_first(
    client: Browser, town: TownDatabase, pin: Submitted
) -> None:
    with town.database.session() as db:
        db.connection().exec_driver_sql("UPDATE service.campaign SET is_premoderated = true")
    answer = send_photo(client, pin, jpeg())
    assert answer.json["is_public"] is False
    assert client.get(f"/photos/{answer.json['id']}/thumb.jpg").status_code == 404


def test_a_made_up_photo_is_not_there(client: Browser) -> None:
    for size in ("full", "thumb", "huge"):
        assert client.get(f"/photos/{uuid.uuid4()}/{size}.jpg").status_code == 404


def test_too_large_a_body_is_refused_in_a_sentence(client: Browser, pin: Submitted) -> None:
    head = b'--x\r\nContent-Disposition: form-data; name="photo"; filename="kuva.jpg"\r\n\r\n\xff\xd8\xff'
    body = head + b"\x00" * (12 * 1024 * 1024) + b"\r\n--x--\r\n"
    headers = {"X-CSRF-Token": client.token(), "Idempotency-Key": "k" * 20, "X-Edit-Token": pin.token}
    address = f"/api/pins/{pin.pin.reference}/photos"
    answer = client.post(address, data=body, headers=headers, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 413 and re.search(r"\w", answer.json["detail"])
