"""Making a walk: with stops alone, with a drawn route, in pairs, again, and with what is wrong in it."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
from sqlalchemy import select

from service.participation.walks.codes import LETTERS, new_code, normal_code
from service.participation.walks.models import Observation, Walk
from service.participation.walks.rules import present_state, takes_notes, takes_walkers
from tests.conftest import Browser, TownDatabase
from tests.factories.world import lonlat_in
from tests.service.walks.conftest import walk_form, written

pytestmark = pytest.mark.usefixtures("notes_stay_right")


def test_a_walk_is_made_from_stops_alone(
    official: Browser, client: Browser, town: TownDatabase, open_walk: str
) -> None:
    html = client.get(f"/walks/{open_walk}?lang=fi").get_data(as_text=True)
    for words in ("Koulun reitti", "Tervetuloa mukaan.", "Koulun portti", "Alikulku", "Katupalvelut", "päivänvalossa"):
        assert words in html, words
    with town.session() as db:
        walk = db.scalars(select(Walk)).one()
    assert walk.group_code and walk.group_code not in html, "the code is for the group, not for everyone"
    features = client.get(f"/api/walks/{open_walk}").json["features"]
    assert len(features[0]["geometry"]["coordinates"]) == 3, "straight from stop to stop"
    assert 'href="/layers/walks"' in client.get("/layers").get_data(as_text=True), "the first walk begins the layer"


def test_the_leader_sees_the_code_and_a_square(official: Browser, town: TownDatabase, open_walk: str) -> None:
    html = official.get(f"/walks/{open_walk}/manage").get_data(as_text=True)
    with town.session() as db:
        code = db.scalars(select(Walk.group_code)).one()
    assert f"{code[:3]} {code[3:]}" in html and f"/walks/join?code={code}" in html and "<svg" in html


def test_a_drawn_route_and_a_named_place(official: Browser, client: Browser) -> None:
    line = {
        "type": "LineString",
        "coordinates": [lonlat_in("05", 100, 100), lonlat_in("05", 300, 300), lonlat_in("05", 480, 480)],
    }
    form = walk_form(route=json.dumps(line), stop_name=["", "Puisto"], stop_place=["", "testilän leikkipuisto"])
    answer = official.send("/walks/new", form)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    features = client.get("/api/walks/koulun-reitti").json["features"]
    assert len(features[0]["geometry"]["coordinates"]) == 3
    assert [f["properties"]["name"] for f in features[1:]] == ["Puisto"]


def test_a_pair_in_another_light(official: Browser, client: Browser, town: TownDatabase) -> None:
    form = walk_form(second_day="12.12.2030", second_time="18.30")
    assert official.send("/walks/new", form).status_code == 303
    with town.session() as db:
        by_slug = {walk.slug: walk for walk in db.scalars(select(Walk))}
        assert set(by_slug) == {"koulun-reitti", "koulun-reitti-2"}
        second = by_slug["koulun-reitti-2"]
        assert second.pair_of_id == by_slug["koulun-reitti"].id and second.light == "dark"
        assert len(second.stops) == 3 and second.group_code != by_slug["koulun-reitti"].group_code
    html = client.get("/walks/koulun-reitti?lang=fi").get_data(as_text=True)
    assert "Sama reitti" in html and "pimeällä, 12.12.2030 18.30" in html
    assert "päivänvalossa" in client.get("/walks/koulun-reitti-2?lang=fi").get_data(as_text=True)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"title": ""}, "Kirjoita vähintään 3 merkkiä."),
        ({"day": ""}, "Tämä tarvitaan."),
        ({"day": "37.13.2026"}, "päivä"),
        ({"theme": "nothing"}, "Valitse jokin aiheista."),
        ({"stop_place": ["", "", ""]}, "Pysähdys 1: Kirjoita, missä pysähdys on"),
        ({"stop_place": ["1.5, 2.5", "", ""]}, "Pysähdys 1:"),
        ({"stop_place": ["Atlantis", "", ""]}, "Minkään paikan nimi ei ole ”Atlantis”."),
        ({"stop_name": ["Yksi"], "stop_place": [written("05", 1, 1)]}, "vähintään kaksi pysähdystä"),
        ({"route": "<svg>"}, "Reittiä ei voitu lukea."),
        ({"route": '{"type": "Point", "coordinates": [27.7, 62.9]}'}, "Reitin pitää olla yksi viiva."),
        ({"follows": "nowhere"}, "ei löydy"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    official: Browser, town: TownDatabase, changed: dict[str, object], words: str
) -> None:
    answer = official.send("/walks/new?lang=fi", walk_form(**changed))
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422 and words in html, re.findall(r'field__error"[^§]{0,300}', html)[:2]
    assert "Tervetuloa mukaan." in html and "Katupalvelut" in html
    if "stop_name" not in changed:
        assert "Alikulku" in html
    with town.session() as db:
        assert db.scalars(select(Walk)).all() == []


def test_a_change_keeps_the_rest(official: Browser, town: TownDatabase, open_walk: str) -> None:
    form = walk_form(
        title="Uusi nimi", stop_name=["A", "B"], stop_place=[written("05", 50, 50), written("05", 90, 90)]
    )
    assert official.send(f"/walks/{open_walk}/edit", form).status_code == 303
    with town.session() as db:
        walk = db.scalars(select(Walk)).one()
        assert walk.title == "Uusi nimi" and [stop.name for stop in walk.stops] == ["A", "B"]


def test_a_route_that_was_walked_stays(official: Browser, client: Browser, town: TownDatabase, open_walk: str) -> None:
    with town.session() as db:
        walk = db.scalars(select(Walk)).one()
        db.add(Observation(walk_id=walk.id, number=1, severity="minor", body="Kuoppa", geom=walk.stops[0].geom))
        db.commit()
    form = walk_form(
        title="Uusi nimi", stop_name=["A", "B"], stop_place=[written("05", 50, 50), written("05", 90, 90)]
    )
    assert official.send(f"/walks/{open_walk}/edit", form).status_code == 303
    with town.session() as db:
        walk = db.scalars(select(Walk)).one()
        assert walk.title == "Uusi nimi" and len(walk.stops) == 3


def test_steps_of_a_walk(official: Browser, client: Browser, town: TownDatabase, open_walk: str) -> None:
    for state, words in (
        ("open", "Käynnissä"),
        ("cancelled", "Peruttu"),
        ("planned", "Käynnissä"),
        ("ended", "huomautettavaa"),
    ):
        assert official.send(f"/walks/{open_walk}/state", {"state": state}).status_code == 303
        assert words in client.get(f"/walks/{open_walk}?lang=fi").get_data(as_text=True), state
    with town.session() as db:
        walk = db.scalars(select(Walk)).one()
        assert walk.ended_at is not None and not takes_walkers(walk) and takes_notes(walk)


def test_a_follow_up_begins_with_the_earlier_route(official: Browser, open_walk: str) -> None:
    html = official.get(f"/walks/new?follows={open_walk}").get_data(as_text=True)
    assert "Alikulku" in html and f'value="{open_walk}" selected' in html and "LineString" in html


def test_visitors_make_no_walks(client: Browser, open_walk: str) -> None:
    for path in ("/walks/new", f"/walks/{open_walk}/edit", f"/walks/{open_walk}/state"):
        assert client.send(path, walk_form()).status_code in (401, 403), path
    for path in ("/walks/new", f"/walks/{open_walk}/edit", f"/walks/{open_walk}/manage"):
        assert client.get(path).status_code in (401, 403), path


def test_codes_have_no_look_alikes() -> None:
    code = new_code()
    assert len(code) == 6 and set(code) <= set(LETTERS) and not set("AEIOUYGJQVWZ01") & set(LETTERS)
    assert normal_code(f" {code[:3].lower()}-{code[3:]} ") == code
    assert normal_code("") is None and normal_code("AAAAAA") is None and normal_code(code + "B") is None


def test_times_of_a_walk() -> None:
    now = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)

    class At:
        state, ended_at = "planned", None

        def __init__(self, hours: float) -> None:
            self.walked_at = now + dt.timedelta(hours=hours)

    assert [present_state(At(hours), now) for hours in (3, 1, -23, -25)] == ["planned", "open", "open", "ended"]
    assert takes_notes(At(-24 * 30), now) and not takes_notes(At(-24 * 32), now)
