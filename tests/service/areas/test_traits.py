"""Traits of areas, bodies and their seats on the web."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import select

from boundaries.membership import member_count
from boundaries.models import Area, Municipality
from boundaries.operations import AreaTraits, Maker, create_area
from boundaries.records import AreaBody, AreaChange
from boundaries.sets.operations import create_set
from boundaries.traits import change_traits
from boundaries.versions import current_version
from service.areas.facts.model import Fact
from service.areas.traits.seats import SeatTable, Suggestion, made_table, seat_table, suggestion
from service.areas.traits.view import traits_view
from service.records import AuditEntry
from tests.conftest import Browser, TownDatabase
from tests.factories.world import lonlat_in, square
from tests.service.areas.test_drawing import save
from tests.service.areas.test_facts import part
from tests.service.pins.conftest import pin_body

pytestmark = pytest.mark.usefixtures("notes_stay_right")

TABLE = SeatTable((2000, 5000), (5, 6, 7))
SETTING = {"board_seats": {"up_to": [2000, 5000], "seats": [5, 6, 7]}}


def fact(lower: float | None, upper: float | None, estimate: float | None = 1.0) -> Fact:
    return Fact(
        key="residents",
        kind="count",
        label="",
        of="",
        estimate=estimate,
        step=1,
        lower=lower,
        upper=upper,
        standard_error=None,
        state="complete",
        grade="fair",
        suppressed_share=0.0,
        base=None,
        municipality=None,
        comparison="",
        source="Test",
        year=2017,
        method="units",
        cell_m=None,
    )


@pytest.mark.parametrize(("residents", "seats"), [(0, 5), (2000, 5), (2001, 6), (5000, 6), (5001, 7), (100_000, 7)])
def test_the_table_steps_at_its_limits(residents: int, seats: int) -> None:
    assert suggestion(TABLE, fact(residents, residents)) == Suggestion(seats, seats, seats, ())


def test_bounds_across_a_limit_give_no_number() -> None:
    assert suggestion(TABLE, fact(1900, 2100)) == Suggestion(None, 5, 6, (2000,))
    assert suggestion(TABLE, fact(100, 9000)) == Suggestion(None, 5, 7, (2000, 5000))
    assert suggestion(TABLE, fact(1900, None)) == Suggestion(None, 5, None, (2000, 5000))
    assert suggestion(TABLE, fact(6000, None)).seats == 7, "a hidden figure cannot lower it"
    assert suggestion(TABLE, fact(2100, 4900)).seats == 6


@pytest.mark.parametrize(
    ("limits", "seats"),
    [
        ([2000, 1000], [5, 6, 7]),
        ([2000], [5]),
        ([2000, 2000], [5, 6, 7]),
        ([0], [5, 6]),
        ([True], [5, 6]),
        ([1.5], [5, 6]),
    ],
)
def test_a_table_that_makes_no_sense_is_none(limits: list[object], seats: list[object]) -> None:
    assert made_table(limits, seats) is None
    assert seat_table({"board_seats": {"up_to": limits, "seats": seats}}) is None
    assert seat_table({"board_seats": "seven"}) is None and seat_table({}) is None


def put_areas(town: TownDatabase, settings: dict[str, object] | None = None) -> None:
    with town.database.session() as db:
        home = db.scalars(select(Municipality)).one()
        home.settings = settings or {}
        create_area(db, home.id, AreaTraits(kind="district", names={"fi": "Keskusta"}, slug="keskusta"), square("02"))
        create_area(
            db, home.id, AreaTraits(kind="district", names={"fi": "Osa"}, slug="osa"), part(1000, 0, 1700, 1000)
        )
        create_set(db, home.id, {"fi": "Piirit"})


def form_of(client: Browser, slug: str, **more: str) -> dict[str, str]:
    html = client.get(f"/areas/{slug}/traits").get_data(as_text=True)
    found = re.search(r'name="version" value="([^"]+)"', html)
    assert found
    return {"version": found[1], "name_fi": "Keskusta", "kind": "district", **more}


def test_an_official_sets_up_an_area(client: Browser, town: TownDatabase) -> None:
    put_areas(town)
    client.sign_in("official")
    form = form_of(
        client,
        "osa",
        name_fi="Osa",
        name_sv="Delen",
        other_names="Pikkuosa | Asukasyhdistys\nNurkka",
        kind="board",
        parent="keskusta",
        set="piirit",
        body_kind="board",
        body_name_fi="Osan aluejohtokunta",
        term_from="2025-06-01",
        term_to="2029-05-31",
        contact="aluejohtokunta@testila.example",
        seats="5",
        reason="Uusi johtokunta",
    )
    answer = client.send("/areas/osa/traits", form)
    assert answer.status_code == 303, answer.get_data(as_text=True)[-3000:]
    with town.session() as db:
        area = db.scalars(select(Area).where(Area.slug == "osa")).one()
        assert area.names == {"fi": "Osa", "sv": "Delen"} and area.kind == "board" and area.set_id is not None
        assert area.other_names == [
            {"name": "Pikkuosa", "said_by": "Asukasyhdistys"},
            {"name": "Nurkka", "said_by": ""},
        ]
        body = db.scalars(select(AreaBody)).one()
        assert (body.seats, str(body.term_to)) == (5, "2029-05-31")
        assert {tuple(sorted(note.what)) for note in db.scalars(select(AreaChange))} == {
            ("kind", "names", "other_names", "parent_id", "set_id"),
            ("body",),
        }
        (entry,) = db.scalars(select(AuditEntry)).all()
        assert entry.action == "area.changed" and entry.detail["reason"] == "Uusi johtokunta"
    again = client.get("/areas/osa/traits").get_data(as_text=True)
    assert "Pikkuosa | Asukasyhdistys" in again and 'value="2029-05-31"' in again
    history = client.get("/areas/osa/history").get_data(as_text=True)
    assert "Uusi johtokunta" in history and "Osan aluejohtokunta" in history and "keskusta" in history


def test_the_view_for_the_areas_page(app: Flask, client: Browser, town: TownDatabase) -> None:
    put_areas(town, SETTING)
    client.sign_in("official")
    form = form_of(client, "osa", name_fi="Osa", kind="board", parent="keskusta", set="piirit", body_kind="board")
    assert client.send("/areas/osa/traits", {**form, "body_name_fi": "Johtokunta"}).status_code == 303
    with app.test_request_context("/areas/osa"):
        app.preprocess_request()
        view = traits_view("osa", part(1000, 0, 1700, 1000))
        above = traits_view("keskusta", square("02"))
        app.do_teardown_request()
    assert view and above
    assert view["parent"] == {"slug": "keskusta", "name": "Keskusta"} and view["set"]["slug"] == "piirit"
    assert above["parts"] == [{"slug": "osa", "name": "Osa"}]
    seats = view["body"]["suggestion"]
    assert seats["seats"] is None and "2\xa0000" in seats["text"] and "5–6" in seats["text"]
    assert "varmasti" in seats["population_text"] and seats["source"] == "Test, 2017"


def test_a_published_population_gives_a_number(client: Browser, town: TownDatabase) -> None:
    put_areas(town, SETTING)
    client.sign_in("official")
    html = client.get("/areas/keskusta/traits").get_data(as_text=True)
    assert "Väkiluvun mukaan paikkoja on 6." in html and "3\xa0000" in html


def test_what_is_wrong_comes_back_with_what_was_typed(client: Browser, town: TownDatabase) -> None:
    put_areas(town)
    client.sign_in("planner")
    wrong = {"term_from": "2029-01-01", "term_to": "2025-01-01", "body_kind": "panel", "contact": "Torilla"}
    answer = client.send("/areas/osa/traits", form_of(client, "osa", name_sv="Delen", seats="x", **wrong))
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "päättyy ennen kuin se alkaa" in html and "nimi" in html and 'value="Delen"' in html and "Torilla" in html
    assert client.send("/areas/osa/traits", form_of(client, "osa", parent="osa")).status_code == 422
    assert client.send("/areas/osa/traits", form_of(client, "osa", parent="ei-ole")).status_code == 422


def test_rings_in_the_hierarchy_are_refused_in_words(client: Browser, town: TownDatabase) -> None:
    put_areas(town)
    client.sign_in("official")
    assert client.send("/areas/osa/traits", form_of(client, "osa", parent="keskusta")).status_code == 303
    answer = client.send("/areas/keskusta/traits", form_of(client, "keskusta", parent="osa"))
    assert answer.status_code == 422 and "oma yläalueensa" in answer.get_data(as_text=True)


def test_two_officials_at_once(app: Flask, client: Browser, town: TownDatabase) -> None:
    put_areas(town)
    client.sign_in("official")
    form = form_of(client, "osa", name_fi="Minun nimeni")
    other = app.test_client()
    other.sign_in("planner")
    theirs = form_of(other, "osa", name_fi="Heidän nimensä", reason="Nimistö")
    assert other.send("/areas/osa/traits", theirs).status_code == 303
    answer = client.send("/areas/osa/traits", form)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 412
    assert "Planner, Testilä, planner muutti: nimi" in html and "Nimistö" in html and 'value="Minun nimeni"' in html
    onto = re.search(r'name="onto" value="([^"]+)"', html)
    assert onto and client.send("/areas/osa/traits", {**form, "onto": onto[1]}).status_code == 303


def test_only_officials_and_only_official_areas(client: Browser, town: TownDatabase) -> None:
    put_areas(town)
    assert client.get("/areas/osa/traits").status_code == 401
    page = save(client)
    client.sign_in("official")
    assert client.get(f"{page}/traits").status_code == 403
    assert client.get("/areas/05/traits").status_code == 403, "a statistical unit is its publisher's"


def test_the_table_of_seats_is_set_and_logged(client: Browser, town: TownDatabase) -> None:
    put_areas(town)
    client.sign_in("official")
    answer = client.send("/areas/seats", {"table": "2000: 5\n5000: 6\n7", "reason": "Hallintosääntö"})
    assert answer.status_code == 303
    assert "5000: 6" in client.get("/areas/seats").get_data(as_text=True)
    bad = client.send("/areas/seats", {"table": "5000: 6\n2000: 5\n7", "reason": "Hallintosääntö"})
    assert (
        bad.status_code == 422
        and "nouseva raja" in bad.get_data(as_text=True)
        and "5000: 6" in bad.get_data(as_text=True)
    )
    with town.session() as db:
        assert db.scalars(select(Municipality.settings)).one() == SETTING
        assert [entry.action for entry in db.scalars(select(AuditEntry))] == ["municipality.seats"]


def test_an_official_area_alone_holds_what_is_shown_only_as_its_area(client: Browser, town: TownDatabase) -> None:
    client.send_json("/api/pins", pin_body(precision="area", lonlat=list(lonlat_in("05"))))
    with town.database.session() as db:
        made = create_area(db, 1, AreaTraits("panel", {"fi": "Keskustan paneeli"}), square("05"))
        version = current_version(db, made.id).id
        assert member_count(db, version) == 0
        change_traits(db, made.id, {"kind": "district"}, Maker())
        assert member_count(db, version) == 1
        change_traits(db, made.id, {"kind": "panel"}, Maker())
        assert member_count(db, version) == 0
