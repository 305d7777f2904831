"""What a client of the standard sends: stored as the form would store it, once, with the same limits and looks."""

from __future__ import annotations

import io
import json
import os
from dataclasses import replace
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from sqlalchemy import func, select, update

from service.machines.models import MachineKey, MachineReport
from service.machines.operations import end_key, make_key
from service.participation.pins.models import Pin
from service.permissions import Actor
from tests.conftest import Browser, TownDatabase
from tests.factories.world import lonlat_in
from tests.service.open311.conftest import GeoReport, read_xml

LON, LAT = lonlat_in("05")


@pytest.fixture
def secret(town: TownDatabase) -> str:
    """A key of the town."""
    with town.session() as db:
        _key, secret = make_key(db, Actor(1), name="Palautepalvelu", per_hour=60)
        db.commit()
    return secret


def report(secret: str, **changes: Any) -> dict[str, Any]:
    """A report as the standard's own example sends it."""
    sent = {
        "api_key": secret,
        "jurisdiction_id": "testila",
        "service_code": "green",
        "lat": f"{LAT:.7f}",
        "long": f"{LON:.7f}",
        "description": "Penkki on rikki lehmuksen alla.",
    }
    return {name: value for name, value in {**sent, **changes}.items() if value is not None}


def post(client: Browser, fields: dict[str, Any], status: int = 200, form: str = "xml", **headers: str) -> Any:
    """Send a report; gives the one request of the answer, or the errors."""
    answer = client.post(f"/open311/v2/requests.{form}", data=fields, headers=headers)
    assert answer.status_code == status, answer.get_data(as_text=True)
    found = json.loads(answer.data) if form == "json" else read_xml(fromstring(answer.data))
    return found[0] if status < 400 else found


def pins(town: TownDatabase) -> list[Pin]:
    with town.session() as db:
        return list(db.scalars(select(Pin).order_by(Pin.created_at)))


@pytest.mark.usefixtures("notes_stay_right")
@pytest.mark.parametrize("form", ["xml", "json"])
def test_what_is_reported_is_read_back(client: Browser, town: TownDatabase, secret: str, form: str) -> None:
    kind = {"attribute[kind]": "problem", "title": "Rikki"}
    number = post(client, report(secret, **kind), form=form)["service_request_id"]
    one = GeoReport(client).get(f"requests/{number}", extensions="true")[0]
    assert (one["description"], one["title"]) == ("Penkki on rikki lehmuksen alla.", "Rikki")
    assert (one["lat"], one["long"]) == (pytest.approx(LAT, abs=1e-6), pytest.approx(LON, abs=1e-6))
    assert one["extended_attributes"]["kind"] == "problem"
    (pin,) = pins(town)
    assert (pin.author_id, pin.method) == (None, "coordinates")
    with town.session() as db:
        assert db.scalar(select(MachineReport.pin_id)) == pin.id
        assert db.scalar(select(MachineKey.used_at)) is not None


@pytest.mark.parametrize("form", ["xml", "json"])
def test_without_a_working_key_nothing_is_taken(client: Browser, town: TownDatabase, secret: str, form: str) -> None:
    for wrong in (None, "", "alue_wrong", secret[:-1], secret + "x", "\x00", "å" * 50):
        assert post(client, report(secret, api_key=wrong), 403, form)[0]["code"] in (403, "403")
    with town.session() as db:
        end_key(db, Actor(1), db.scalars(select(MachineKey.id)).one())
        db.commit()
    post(client, report(secret), 403, form)
    assert pins(town) == []


def test_a_session_lends_its_name_to_no_report(client: Browser, town: TownDatabase, secret: str) -> None:
    client.sign_in("planner")
    post(client, report(secret, api_key=None), 403)
    post(client, report(secret))
    assert pins(town)[0].author_id is None


def test_the_same_report_comes_once(client: Browser, town: TownDatabase, secret: str) -> None:
    first = post(client, report(secret))
    # A client that sends again may put the fields in another order.
    again = dict(reversed(list(report(secret).items())))
    assert post(client, again)["service_request_id"] == first["service_request_id"]
    assert len(pins(town)) == 1
    other = post(client, report(secret, description="Lamppu on pimeä."))
    assert other["service_request_id"] != first["service_request_id"]


def test_a_senders_own_number_comes_once_for_good(client: Browser, town: TownDatabase, secret: str) -> None:
    own = {"attribute[fixmystreet_id]": "4711"}
    first = post(client, report(secret, **own))
    changed = post(
        client, report(secret, description="Korjattu teksti.", **own), **{"Idempotency-Key": os.urandom(9).hex()}
    )
    assert changed["service_request_id"] == first["service_request_id"]
    assert changed["service_notice"]
    assert len(pins(town)) == 1
    with town.session() as db:
        _key, another = make_key(db, Actor(1), name="Toinen palvelu", per_hour=60)
        db.commit()
    other = post(client, report(another, description="Sama numero toisessa palvelussa.", **own))
    assert other["service_request_id"] != first["service_request_id"], "numbers are each service's own"


def test_what_waits_gets_a_token_that_leads_to_it_later(client: Browser, town: TownDatabase, secret: str) -> None:
    post(client, report(secret))
    # The same words from the same place wait for a moderator, whoever sends them.
    waiting = post(client, report(secret, **{"attribute[external_id]": "2"}))
    token = waiting["token"]
    assert "service_request_id" not in waiting
    assert waiting["service_notice"]
    georeport = GeoReport(client)
    assert georeport.get(f"tokens/{token}") == [{"service_request_id": None, "token": token}]
    assert len(georeport.get("requests")) == 1
    see(town, token, "public")
    number = georeport.get(f"tokens/{token}")[0]["service_request_id"]
    assert georeport.get(f"requests/{number}")
    see(town, token, "hidden")
    georeport.get(f"tokens/{token}", 404)
    for unknown in ("x", "0" * 32, "00000000-0000-0000-0000-000000000000", number):
        georeport.get(f"tokens/{unknown}", 404)


def see(town: TownDatabase, token: str, visibility: str) -> None:
    with town.session() as db:
        db.execute(update(Pin).where(Pin.id == token).values(visibility=visibility))
        db.commit()


def test_a_name_of_a_place_will_do(client: Browser, town: TownDatabase, secret: str) -> None:
    post(client, report(secret, lat=None, long=None, address_string="Alue 05"))
    assert pins(town)[0].named_area_id is not None
    wrong = post(client, report(secret, lat=None, long=None, address_string="Kuun pimeä puoli", description="Ei"), 400)
    assert [one["description"].partition(":")[0] for one in wrong] == ["description"]
    wrong = post(client, report(secret, lat=None, long=None, address_string="Kuun pimeä puoli"), 400)
    assert [one["description"].partition(":")[0] for one in wrong] == ["address_string"]


@pytest.mark.parametrize(
    ("changes", "status", "says"),
    [
        ({"service_code": None}, 400, "service_code: "),
        ({"service_code": "mars"}, 404, "mars"),
        ({"description": None}, 400, "description: "),
        ({"description": "x" * 4001}, 400, "description: "),
        ({"description": "Tunnus on 131052-308T."}, 400, "description: "),
        ({"description": "Soita 040 123 4567."}, 400, "description: "),
        ({"description": "\x00\x00\x00\x00"}, 400, ""),
        ({"lat": None, "long": None}, 400, "lat: "),
        ({"long": None}, 400, "lat: "),
        ({"lat": "abc"}, 400, "lat: "),
        ({"lat": "nan", "long": "inf"}, 400, "lat: "),
        ({"lat": "0", "long": "0"}, 400, "lat: "),
        ({"lat": "1e308", "long": "-1e308"}, 400, "lat: "),
        ({"lat": f"{LAT + 0.5}"}, 400, "lat: "),
        ({"attribute[kind]": "crime"}, 400, "attribute[kind]: "),
        ({"attribute[external_id]": "9" * 81}, 400, "attribute[external_id]: "),
        ({"jurisdiction_id": "springfield"}, 404, "springfield"),
    ],
)
def test_what_is_wrong_is_said_in_the_standards_words(
    client: Browser, town: TownDatabase, secret: str, changes: dict[str, Any], status: int, says: str
) -> None:
    found = post(client, report(secret, **changes), status)
    assert found[0]["code"] == str(status)
    assert says in found[0]["description"]
    assert pins(town) == []
    assert post(client, report(secret, **changes), status, "json")[0]["description"] == found[0]["description"]


def test_nothing_of_the_person_is_kept(client: Browser, town: TownDatabase, secret: str) -> None:
    who = {
        "first_name": "Taimi", "last_name": "Testaaja", "email": "taimi@example.org", "phone": "0401234567",
        "device_id": "laite-77", "account_id": "tili-88",
    }  # fmt: skip
    answer = post(client, report(secret, **who))
    assert answer["service_notice"]
    with town.database.engine.connect() as connection:
        tables = connection.exec_driver_sql(
            "SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname IN ('service', 'jobs')"
        ).scalars()
        for table in tables.all():
            for word in (*who.values(), *(value.encode().hex() for value in who.values())):
                query = f"SELECT count(*) FROM {table} AS t WHERE CAST(t AS text) LIKE %s"  # noqa: S608
                assert connection.exec_driver_sql(query, (f"%{word}%",)).scalar() == 0, (table, word)
    assert secret not in str(answer)


def test_a_picture_behind_an_address_is_not_fetched(
    client: Browser, monkeypatch: pytest.MonkeyPatch, secret: str
) -> None:
    def refuse(*args: Any, **_kwargs: Any) -> None:
        raise AssertionError(f"looked up {args}")

    monkeypatch.setattr("socket.getaddrinfo", refuse)
    answer = post(client, report(secret, media_url="http://169.254.169.254/latest/meta-data/"))
    assert answer["service_request_id"]
    assert answer["service_notice"]
    assert GeoReport(client).get(f"requests/{answer['service_request_id']}")[0]["media_url"] is None


def test_files_are_refused(client: Browser, secret: str) -> None:
    post(client, report(secret, media=(io.BytesIO(b"x"), "x.jpg")), 400)


def test_a_key_has_a_limit_of_its_own(client: Browser, town: TownDatabase, secret: str) -> None:
    with town.session() as db:
        db.execute(update(MachineKey).values(per_hour=2))
        db.commit()
    for number in range(2):
        post(client, report(secret, description=f"Asia {number}"))
    answer = client.post("/open311/v2/requests.xml", data=report(secret, description="Kolmas asia"))
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert read_xml(fromstring(answer.data))[0]["code"] == "429"
    assert len(pins(town)) == 2


def test_one_resident_of_another_service_has_the_limit_that_residents_have(
    client: Browser, town: TownDatabase, secret: str
) -> None:
    client.application.config["SETTINGS"] = replace(client.application.config["SETTINGS"], pins_per_hour=2)
    for number in range(2):
        post(client, report(secret, description=f"Asia {number}", device_id="a"))
    post(client, report(secret, description="Kolmas asia", device_id="a"), 429)
    post(client, report(secret, description="Toisen asia", device_id="b"))
    assert len(pins(town)) == 3


def test_a_campaign_that_reads_first_reads_these_too(client: Browser, town: TownDatabase, secret: str) -> None:
    with town.database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE service.campaign SET is_premoderated = true")
    assert post(client, report(secret))["token"]
    assert [pin.visibility for pin in pins(town)] == ["pending"]
    assert GeoReport(client).get("requests") == []


def test_another_municipalitys_key_opens_nothing(client: Browser, town: TownDatabase, secret: str) -> None:
    with town.database.engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO boundaries.municipality SELECT (jsonb_populate_record(m, jsonb_build_object('id', 2, "
            "'slug', 'naapurila', 'code', '998', 'reference_prefix', 'NAA'))).* FROM boundaries.municipality AS m"
        )
        connection.execute(update(MachineKey).values(municipality_id=2))
    post(client, report(secret), 403)
    with town.session() as db:
        assert db.scalar(select(func.count()).select_from(Pin)) == 0
