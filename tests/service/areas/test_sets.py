"""Sets on the web: made by officials, read by everybody, mended after a look, edited whole, and logged."""

from __future__ import annotations

import json
import re

import pytest
from flask import Flask
from shapely.geometry import LineString, box
from sqlalchemy import select

from boundaries.models import Area, AreaVersion, Municipality
from boundaries.operations import AreaTraits, create_area
from boundaries.records import AreaSet
from boundaries.sets.checks import findings_of, members_of
from boundaries.sets.operations import create_set, declare_partition
from geo.crs import METRIC
from geo.geometry import geometry_to_geojson
from service.records import AuditEntry
from tests.conftest import Browser, TownDatabase
from tests.factories.world import ORIGIN, lonlat_in, square

pytestmark = pytest.mark.usefixtures("notes_stay_right")

X, Y = ORIGIN


def put_set(town: TownDatabase, *, is_partition: bool = True, **shapes: object) -> None:
    """A set "piirit" of districts, by default the squares 01 and 02."""
    with town.database.session() as db:
        home = db.scalars(select(Municipality.id)).one()
        one = create_set(db, home, {"fi": "Piirit"})
        for name, shape in (shapes or {"lansi": square("01"), "ita": square("02")}).items():
            traits = AreaTraits(kind="district", names={"fi": name.capitalize()}, slug=name, set_id=one.id)
            create_area(db, home, traits, shape)  # type: ignore[arg-type]
        if is_partition:
            declare_partition(db, one.id, 1.0)


def mark_in(html: str) -> str:
    found = re.search(r'name="mark" value="([^"]+)"', html)
    assert found, html[-2000:]
    return found[1]


def actions(town: TownDatabase) -> list[str]:
    with town.session() as db:
        return [entry.action for entry in db.scalars(select(AuditEntry).order_by(AuditEntry.id))]


def version_numbers(town: TownDatabase, slug: str) -> list[int]:
    with town.session() as db:
        query = select(AreaVersion.number).join(Area).where(Area.slug == slug).order_by(AreaVersion.number)
        return list(db.scalars(query))


def test_an_official_makes_a_set_and_everybody_reads_it(app: Flask, client: Browser, town: TownDatabase) -> None:
    put_set(town, is_partition=False)
    assert client.get("/areas/sets/new").status_code == 401
    client.sign_in("official")
    form = {"name_fi": "Itäiset", "name_sv": "De östra", "tolerance_m": "0,5", "areas": ["ita", "02"]}
    answer = client.send("/areas/sets", form)
    assert answer.headers["Location"] == "/areas/sets/itaiset", answer.get_data(as_text=True)[-2500:]
    html = app.test_client().get("/areas/sets/itaiset").get_data(as_text=True)
    assert "Itäiset" in html and "/areas/02" in html and "/areas/ita" in html
    assert "Päällekkäisyys" in html, "the two lie on each other"
    with town.session() as db:
        one = db.scalars(select(AreaSet).where(AreaSet.slug == "itaiset")).one()
        assert (one.tolerance_m, one.names["sv"], one.is_partition) == (0.5, "De östra", False)
    assert "area_set.made" in actions(town)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_pages_open_in_every_language(client: Browser, town: TownDatabase, language: str) -> None:
    put_set(town)
    client.sign_in("planner")
    for path in ("", "/piirit", "/new", "/piirit/edit", "/piirit/repair"):
        html = client.get(f"/areas/sets{path}?lang={language}").get_data(as_text=True)
        assert f'<html lang="{language}"' in html and "style=" not in html
    for deed in ("split", "merge", "border"):
        assert client.get(f"/areas/sets/piirit/change?do={deed}&lang={language}").status_code == 200


def test_residents_change_no_set(app: Flask, client: Browser, town: TownDatabase) -> None:
    put_set(town)
    for deed in ("edit", "partition", "release", "repair", "split", "merge", "border"):
        assert client.send(f"/areas/sets/piirit/{deed}", {"reason": "Huvikseen"}).status_code == 401
    moderator = app.test_client()
    moderator.sign_in("moderator")
    assert moderator.send("/areas/sets/piirit/release", {"reason": "Huvikseen"}).status_code == 403


def test_a_set_with_faults_is_told_with_places_and_not_declared(client: Browser, town: TownDatabase) -> None:
    put_set(
        town,
        is_partition=False,
        lansi=box(X, Y, X + 1000, Y + 1000),
        ita=box(X + 1000.4, Y, X + 2000, Y + 1000),
        yla=box(X, Y + 980, X + 1000, Y + 2000),
    )
    html = client.get("/areas/sets/piirit").get_data(as_text=True)
    assert "Kapea aukko" in html and "40 cm" in html and "Päällekkäisyys" in html and "20 m" in html
    assert "lähellä paikkaa Testilän leikkipuisto" in html
    client.sign_in("official")
    mark = mark_in(client.get("/areas/sets/piirit/repair").get_data(as_text=True))
    answer = client.send("/areas/sets/piirit/partition", {"reason": "Tarkka jako", "mark": mark})
    assert answer.status_code == 422 and "Testilän leikkipuisto" in answer.get_data(as_text=True)
    with town.session() as db:
        assert not db.scalars(select(AreaSet)).one().is_partition


def test_a_repair_is_shown_first_and_written_when_agreed(client: Browser, town: TownDatabase) -> None:
    put_set(
        town,
        is_partition=False,
        lansi=box(X, Y, X + 1000, Y + 1000),
        ita=box(X + 1000.4, Y, X + 2000, Y + 1000),
        yla=box(X, Y + 980, X + 1000, Y + 2000),
    )
    client.sign_in("official")
    html = client.get("/areas/sets/piirit/repair").get_data(as_text=True)
    assert "2,0 ha" in html and "400 m²" in html and "Asukkaita" in html
    assert version_numbers(town, "yla") == [1], "a preview writes nothing"
    mark = mark_in(html)
    refused = client.send("/areas/sets/piirit/repair", {"reason": "", "mark": mark})
    assert refused.status_code == 422
    answer = client.send("/areas/sets/piirit/repair", {"reason": "Rajojen siistiminen", "mark": mark})
    assert answer.status_code == 303, answer.get_data(as_text=True)[-2000:]
    with town.session() as db:
        one = db.scalars(select(AreaSet)).one()
        assert one.is_partition and findings_of(db, one)[1] == []
    assert actions(town) == ["area_set.repaired"]
    again = client.send("/areas/sets/piirit/repair", {"reason": "Uudestaan", "mark": mark})
    assert again.status_code == 412, "what was agreed to is not what is there"


def test_a_gap_too_wide_is_left_to_people(client: Browser, town: TownDatabase) -> None:
    ring = square("05").buffer(300, join_style="mitre").difference(square("05").buffer(-200))
    put_set(town, is_partition=False, kehys=ring)
    client.sign_in("official")
    html = client.get("/areas/sets/piirit/repair").get_data(as_text=True)
    assert "liian leveitä" in html and 'name="mark"' not in html


def split_form(client: Browser, **more: str) -> dict[str, str]:
    html = client.get("/areas/sets/piirit/change?do=split").get_data(as_text=True)
    line = METRIC.geometry_to_lonlat(LineString([(X + 600, Y - 20), (X + 600, Y + 1020)]))
    geometry = json.dumps({"type": "LineString", "coordinates": [list(pair) for pair in line.coords]})
    form = {"mark": mark_in(html), "area": "lansi", "geometry": geometry, "name": "Lännen itä", "reason": "Kasvoi"}
    return {**form, **more}


def test_an_area_is_split_and_joined_again(client: Browser, town: TownDatabase) -> None:
    put_set(town)
    client.sign_in("planner")
    answer = client.send("/areas/sets/piirit/split", split_form(client))
    assert answer.status_code == 303, answer.get_data(as_text=True)[-2000:]
    html = client.get("/areas/sets/piirit").get_data(as_text=True)
    assert "/areas/lannen-ita" in html and version_numbers(town, "lansi") == [1, 2]
    mark = mark_in(client.get("/areas/sets/piirit/change?do=merge").get_data(as_text=True))
    form = {"mark": mark, "area": "lansi", "other": "lannen-ita", "reason": "Takaisin"}
    assert client.send("/areas/sets/piirit/merge", form).status_code == 303
    assert client.get("/areas/lannen-ita").headers["Location"] == "/areas/lansi", "the address leads to what it became"
    assert "lansi" in client.get("/areas/lannen-ita/history").get_data(as_text=True)
    with town.session() as db:
        one = db.scalars(select(AreaSet)).one()
        members = members_of(db, one.id)
        shape = members.shapes[members.position("lansi") or 0]
        assert shape.symmetric_difference(square("01")).area < 1
    assert actions(town) == ["area_set.split", "area_set.merged"]


def test_a_split_that_fails_loses_nothing_typed(client: Browser, town: TownDatabase) -> None:
    put_set(town)
    client.sign_in("planner")
    inside = "\n".join(f"{lat} {lon}" for lon, lat in (lonlat_in("01", 300, 300), lonlat_in("01", 700, 700)))
    answer = client.send("/areas/sets/piirit/split", split_form(client, geometry="", coordinates=inside))
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "reunasta reunaan" in html
    assert 'value="Lännen itä"' in html and inside.splitlines()[0] in html and 'value="Kasvoi"' in html
    empty = client.send("/areas/sets/piirit/split", split_form(client, geometry=""))
    assert empty.status_code == 422 and "Rajaus puuttuu" in empty.get_data(as_text=True)
    wrong = client.send("/areas/sets/piirit/split", split_form(client, area="07"))
    assert wrong.status_code == 422 and "Valitse tämän jaon alue" in wrong.get_data(as_text=True)


def test_a_border_moves_for_both_neighbours(client: Browser, town: TownDatabase) -> None:
    put_set(town)
    client.sign_in("official")
    mark = mark_in(client.get("/areas/sets/piirit/change?do=border").get_data(as_text=True))
    wanted = json.dumps(geometry_to_geojson(box(X - 50, Y, X + 1200, Y + 1000)))
    form = {"mark": mark, "area": "lansi", "geometry": wanted, "reason": "Uusi katu"}
    assert client.send("/areas/sets/piirit/border", form).status_code == 303
    assert version_numbers(town, "lansi") == version_numbers(town, "ita") == [1, 2]
    with town.session() as db:
        shapes = members_of(db, db.scalars(select(AreaSet.id)).one()).shapes
        assert [round(shape.area, -2) for shape in shapes] == [1_200_000, 800_000]
    late = client.send("/areas/sets/piirit/border", form)
    assert late.status_code == 412 and 'value="Uusi katu"' in late.get_data(as_text=True)


def test_the_drawing_page_and_the_api_cannot_break_a_partition(client: Browser, town: TownDatabase) -> None:
    put_set(town)
    client.sign_in("official")
    tag = client.get("/api/areas/lansi").headers["ETag"]
    smaller = {
        "geometry": geometry_to_geojson(box(X, Y, X + 1000, Y + 1000).buffer(-3).union(box(X, Y, X + 999.5, Y + 1000)))
    }
    answer = client.send_json("/api/areas/lansi", smaller, method="PATCH", **{"If-Match": tag})
    assert answer.status_code == 422
    assert answer.get_json()["code"] == "leaves_gap" and "Testilän leikkipuisto" in answer.get_json()["detail"]
    assert version_numbers(town, "lansi") == [1]
    withdrawn = client.send("/areas/lansi/withdraw", {})
    assert withdrawn.status_code == 422


def test_leaving_a_partition_hole_is_refused_with_the_choice_kept(client: Browser, town: TownDatabase) -> None:
    put_set(town, **{f"a{code}": square(code) for code in ("01", "02", "03", "04", "05", "06", "07", "08", "09")})
    client.sign_in("official")
    html = client.get("/areas/sets/piirit/edit").get_data(as_text=True)
    kept = [f"a0{n}" for n in range(1, 10) if n != 5]
    form = {"name_fi": "Piirit", "tolerance_m": "1", "mark": mark_in(html), "areas": kept}
    answer = client.send("/areas/sets/piirit/edit", form)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "ei kuulu mihinkään" in html
    assert 'value="a05" checked' not in html and 'value="a04" checked' in html
    form["areas"] = [*kept[:-1], "a05"]
    assert client.send("/areas/sets/piirit/edit", form).status_code == 303, "a corner may leave"


def test_unknown_sets_and_addresses(client: Browser, town: TownDatabase) -> None:
    put_set(town)
    client.sign_in("official")
    assert client.get("/areas/sets/muu").status_code == 404
    assert client.get("/areas/sets/piirit/change?do=explode").status_code == 400
    assert client.send("/areas", {"name": "Sets", "areas": ["01"]}).headers["Location"] == "/areas/sets-2"
