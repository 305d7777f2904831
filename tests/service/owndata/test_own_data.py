"""A copy of one's own data holds everything that was declared personal; after erasure none of it is anywhere."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from sqlalchemy import select, text

from service.accounts.models import Person
from service.audit import first_broken_entry
from service.discussion.models import Comment
from service.jobs import defer
from service.participation.pins.models import Pin
from service.personal import registry
from service.records import Erasure
from tests.conftest import Browser, TownDatabase
from tests.factories.world import lonlat_in
from tests.service.owndata.conftest import Dump
from tests.service.owndata.seed import Seeded

HTML = {"Accept": "text/html"}
FOUND = text("SELECT 1 FROM service.pin WHERE search @@ plainto_tsquery('simple', :words)")
PLACE = text("SELECT geom IS NOT DISTINCT FROM public_geom, accuracy_m FROM service.pin WHERE id = :id")
SHOWN = text(
    "UPDATE service.pin SET precision = CAST(:precision AS text), "
    "public_geom = CASE CAST(:precision AS text) WHEN 'exact' THEN geom "
    "WHEN 'about_100_m' THEN ST_SnapToGrid(geom, 100) END WHERE id = :id"
)


def enter(client: Browser, who: Seeded) -> None:
    assert client.send("/sign-in/demo", {"email": who.email}).status_code == 303


def unpacked(answer: Any) -> dict[str, bytes]:
    assert answer.status_code == 200, answer.text
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def erase(client: Browser, path: str = "/account/data/erase", **form: str) -> Any:
    return client.send(path, {"sure": "yes", **form})


def test_the_copy_holds_every_column_that_was_declared(client: Browser, somebody: Seeded, other: Seeded) -> None:
    enter(client, somebody)
    files = unpacked(client.get("/account/data.zip"))
    data = {one["table"]: one for one in json.loads(files["data.json"])["data"]}
    for name, declared in registry().tables.items():
        assert name in data, f"the copy lacks {name}"
        assert data[name]["rows"], name
        row = data[name]["rows"][0]
        assert set(declared.columns) <= set(row), name
        for column in declared.columns:
            words = {**somebody.gone, **somebody.kept}.get(f"{name}.{column}")
            assert words is None or row[column] == words or len(data[name]["rows"]) > 1, f"{name}.{column}"
    places = json.loads(files["places.geojson"])
    assert {"service.pin", "service.area_drawing"} <= {one["properties"]["table"] for one in places["features"]}
    pin = next(one for one in places["features"] if one["properties"]["table"] == "service.pin")
    assert pin["geometry"]["coordinates"] == pytest.approx(lonlat_in("05", 111, 222), abs=1e-5)
    assert any(name.startswith("files/service.photo_file") and name.endswith(".jpg") for name in files)
    whole = b"".join(files.values()).decode("utf-8", "replace")
    assert other.mark not in whole
    assert other.email not in whole


def test_the_copy_is_for_the_person_signed_in_alone(client: Browser, somebody: Seeded) -> None:
    assert client.get("/account/data.zip").status_code == 401
    assert client.get("/account/data").status_code == 401
    client.sign_in("administrator")
    whole = b"".join(unpacked(client.get("/account/data.zip")).values())
    assert somebody.mark.encode() not in whole
    assert client.get("/account/data.zip").headers["Cache-Control"] == "no-store"


def test_after_erasure_a_dump_of_everything_holds_none_of_it(
    client: Browser, somebody: Seeded, other: Seeded, town: TownDatabase, dump: Dump
) -> None:
    with town.database.session() as db:
        defer(db, "send_sign_in_link", "mail", email=somebody.email, place="Testilä", language="fi")
    enter(client, somebody)
    client.get("/account", headers=HTML)
    canaries = {*somebody.gone.values(), somebody.email, str(somebody.person_id)}
    before = dump()
    assert len([one for one in canaries if one in before]) >= 12
    answer = erase(client)
    assert answer.status_code == 303, answer.text
    assert client.get("/account").status_code == 401
    after = dump()
    names = {*somebody.gone.values(), somebody.email}
    assert [one for one in sorted(names) if one in after or one.encode().hex() in after] == []
    for words in somebody.kept.values():  # the anonymous contribution stays
        assert words in after
    for words in (*other.gone.values(), *other.kept.values(), other.email):
        assert words in after, f"{words} of somebody else is gone"
    with town.session() as db:
        assert db.get(Person, somebody.person_id) is None
        assert db.scalars(select(Erasure.thing_id)).all()
    # The number alone stays, in the log whose chain may not break and in the list of erasures.
    assert set(_lines_with(after, str(somebody.person_id))) <= {"audit_entry", "erasure", "personal_access"}


def _lines_with(dump: str, word: str) -> list[str]:
    table, found = "", []
    for line in dump.splitlines():
        if line.startswith("COPY "):
            table = line.split()[1].rpartition(".")[2]
        elif word in line:
            found.append(table)
    return found


def test_erasing_needs_a_tick(client: Browser, somebody: Seeded, town: TownDatabase) -> None:
    enter(client, somebody)
    answer = client.send("/account/data/erase?lang=en", {})
    assert answer.status_code == 422
    assert "Tick the box" in answer.text
    with town.session() as db:
        assert db.get(Person, somebody.person_id) is not None


def test_the_last_administrator_hands_over_first(client: Browser, town: TownDatabase) -> None:
    client.sign_in("administrator")
    answer = client.send("/account/data/erase?lang=en", {"sure": "yes"})
    assert answer.status_code == 422
    assert "You are the last administrator" in answer.text
    assert client.get("/account").status_code == 200


def test_what_was_sent_can_be_taken_back_too(
    client: Browser, somebody: Seeded, other: Seeded, town: TownDatabase, dump: Dump
) -> None:
    enter(client, somebody)
    assert erase(client, take_back="yes").status_code == 303
    after = dump()
    for name in ("service.pin.title", "service.pin.body", "service.comment.body", "service.photo.alt"):
        assert somebody.kept[name] not in after, name
        assert other.kept[name] in after, name
    with town.session() as db:
        assert db.get_one(Pin, somebody.keys["service.pin"]).visibility == "withdrawn"
        assert db.get_one(Comment, somebody.keys["service.comment"]).visibility == "withdrawn"
        found = db.execute(FOUND, {"words": somebody.kept["service.pin.title"]})
        assert found.first() is None


@pytest.mark.parametrize("precision", ["exact", "about_100_m", "area"])
def test_a_place_that_was_not_to_be_shown_is_given_up(
    client: Browser, somebody: Seeded, town: TownDatabase, precision: str
) -> None:
    pin = {"id": somebody.keys["service.pin"]}
    with town.database.session() as db:
        for one in ("exact", precision):  # its areas are noted when its place changes
            db.execute(SHOWN, {**pin, "precision": one})
        areas = db.execute(AREAS, pin).all()
    assert areas
    enter(client, somebody)
    assert erase(client).status_code == 303
    with town.session() as db:
        is_same, accuracy = db.execute(PLACE, pin).one()
        assert is_same
        assert accuracy is None
        assert db.execute(AREAS, pin).all() == areas  # the area's numbers are what they were


AREAS = text("SELECT area_version_id FROM boundaries.membership WHERE subject_id = CAST(:id AS uuid) ORDER BY 1")


@pytest.fixture
def sent(client: Browser, town: TownDatabase) -> tuple[str, str]:
    """A pin sent without an account: its reference and its secret."""
    body = {"text": "Penkki puuttuu", "theme": "green", "lonlat": list(lonlat_in("05")), "method": "tap", "zoom": 12}
    answer = client.send_json("/api/pins", body)
    assert answer.status_code == 201, answer.text
    own = str(answer.get_json()["own_url"])
    return answer.get_json()["reference"], own.partition("key=")[2]


def test_without_an_account_the_secret_link_gives_the_same_for_its_pin(
    client: Browser, app: Any, sent: tuple[str, str], town: TownDatabase
) -> None:
    reference, key = sent
    other = app.test_client()
    for path in (f"/pins/{reference}/data", f"/pins/{reference}/data.zip"):
        assert other.get(path).status_code in (401, 403)
        assert other.get(f"{path}?key={'x' * 43}").status_code in (401, 403)
    assert other.send(f"/pins/{reference}/data/erase", {"sure": "yes"}).status_code in (401, 403)
    files = unpacked(other.get(f"/pins/{reference}/data.zip?key={key}"))
    assert b"Penkki puuttuu" in files["data.json"]
    assert other.send(f"/pins/{reference}/data/erase?key={key}", {"sure": "yes"}).status_code == 303
    with town.session() as db:
        pin = db.scalars(select(Pin).where(Pin.reference == reference)).one()
        assert (pin.edit_token_hash, pin.visibility, pin.body) == (None, "public", "Penkki puuttuu")
        assert first_broken_entry(db) is None
    assert other.get(f"/pins/{reference}/data?key={key}").status_code == 404
    assert client.get(f"/pins/{reference}", headers=HTML).status_code == 200


def test_the_pages_say_what_is_kept(client: Browser, somebody: Seeded) -> None:
    enter(client, somebody)
    page = client.get("/account/data?lang=en", headers=HTML).text
    assert "Where you are signed in: browser and times" in page
    assert "Comments, with the name that you gave" in page
    assert "<svg onload" not in page
