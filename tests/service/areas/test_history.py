"""The history of an area: versions, what was gained and lost, going back, and results that stay where they were."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
import shapely
from flask import Flask
from geoalchemy2.shape import from_shape
from shapely.geometry import LineString, Point, shape
from sqlalchemy import select

from boundaries.models import Area, AreaVersion, Municipality
from boundaries.operations import AreaTraits, Maker, create_area, revise_area
from boundaries.sets.operations import create_set, declare_partition, merge_areas
from geo.crs import METRIC
from geo.geometry import geometry_to_geojson
from service.participation.pins.models import Pin, Theme
from service.participation.walks.models import Walk
from service.programmes.models import Decision
from service.records import AuditEntry
from tests.conftest import Browser, TownDatabase
from tests.factories.world import ORIGIN, SRID, square
from tests.service.areas.test_drawing import save, secret_in
from tests.service.areas.test_facts import part

pytestmark = pytest.mark.usefixtures("notes_stay_right")

STAFF = Maker(None, "staff", "Onni, osallisuus")


def town_id(db: object) -> int:
    return db.scalars(select(Municipality.id)).one()  # type: ignore[attr-defined]


@pytest.fixture
def moved(town: TownDatabase) -> TownDatabase:
    """A district that moved from squares 01 and 02 to squares 02 and 03."""
    with town.database.session() as db:
        west = shapely.union_all([square("01"), square("02")])
        east = shapely.union_all([square("02"), square("03")])
        traits = AreaTraits(kind="district", names={"fi": "Etelä", "sv": "Söder"}, slug="etela")
        area = create_area(db, town_id(db), traits, west, STAFF)
        revise_area(db, area.id, east, reason="Raja siirtyi itään", maker=STAFF)
    return town


def add_pin(town: TownDatabase, at: tuple[float, float], **more: object) -> None:
    with town.database.session() as db:
        point = from_shape(Point(ORIGIN[0] + at[0], ORIGIN[1] + at[1]), SRID)
        number = len(db.scalars(select(Pin.id)).all())
        values: dict[str, object] = {"public_geom": point, **more}
        db.add(
            Pin(
                municipality_id=town_id(db),
                reference=f"TES-{number}",
                theme_id=db.scalars(select(Theme.id)).first(),
                title="Penkki",
                language="fi",
                geom=point,
                **values,
            )
        )


def test_gained_and_lost_people_are_those_of_the_ground(moved: TownDatabase, client: Browser) -> None:
    found = client.get("/api/areas/etela/difference?from=1&to=2").get_json()
    assert [(one["part"], one["area_m2"]) for one in found["parts"]] == [
        ("gained", 1e6),
        ("lost", 1e6),
        ("kept", 1e6),
    ]
    figures = {one["key"]: (one["gained"]["estimate"], one["lost"]["estimate"]) for one in found["figures"]}
    assert figures == {"residents": (1000, 2000), "households": (500, 1000), "holiday_homes": (40, 5)}
    back = client.get("/api/areas/etela/difference?from=2&to=1").get_json()
    assert back["figures"][0]["gained"]["estimate"] == 2000


def test_the_map_tells_gained_lost_and_kept_apart(moved: TownDatabase, client: Browser) -> None:
    features = client.get("/api/areas/etela/difference").get_json()["geometry"]["features"]
    shapes = {one["id"]: METRIC.geometry_from_lonlat(shape(one["geometry"])) for one in features}
    for name, code in (("gained", "03"), ("lost", "01"), ("kept", "02")):
        assert shapes[name].symmetric_difference(square(code)).area < 100
    assert [one["properties"]["label"] for one in features] == [
        "Tullut 1,0 km²",
        "Lähtenyt 1,0 km²",
        "Säilynyt 1,0 km²",
    ]


def test_suppressed_and_few_stay_words(town: TownDatabase, client: Browser) -> None:
    with town.database.session() as db:
        traits = AreaTraits(kind="district", names={"fi": "Koe"}, slug="koe")
        area = create_area(db, town_id(db), traits, square("05"))
        revise_area(db, area.id, shapely.union_all([square("05"), square("08")]))
    found = client.get("/api/areas/koe/difference").get_json()
    figures = {one["key"]: one for one in found["figures"]}
    assert figures["households"]["gained"] == {
        "state": "suppressed",
        "estimate": None,
        "lower": None,
        "upper": None,
        "text": "ei julkaistu",
        "bounds_text": "",
    }
    assert figures["households"]["lost"]["state"] == "nothing"
    html = client.get("/areas/koe/history").get_data(as_text=True)
    assert '<span class="suppressed">ei julkaistu</span>' in html


def test_pins_and_walks_count_by_what_anyone_may_see(moved: TownDatabase, client: Browser) -> None:
    add_pin(moved, (2500, 500))
    add_pin(moved, (2600, 500))
    add_pin(moved, (500, 500))
    add_pin(moved, (1500, 500))
    add_pin(moved, (2700, 500), visibility="hidden")
    add_pin(moved, (2700, 600), public_geom=None, precision="area")
    with moved.database.session() as db:
        x, y = ORIGIN
        theme = db.scalars(select(Theme.id)).first()
        for slug, xs in (("itaan", (2100, 2900)), ("lapi", (100, 2900)), ("lanteen", (100, 900))):
            route = LineString([(x + xs[0], y + 300), (x + xs[1], y + 300)])
            db.add(
                Walk(
                    municipality_id=town_id(db),
                    slug=slug,
                    title=slug,
                    theme_id=theme,
                    walked_at=dt.datetime(2026, 5, 1, 10, tzinfo=dt.UTC),
                    light="light",
                    participant_count=3,
                    route=from_shape(route, SRID),
                )
            )
    found = client.get("/api/areas/etela/difference").get_json()
    assert (found["pins"]["gained"]["count"], found["pins"]["lost"]["count"]) == (2, 1)
    assert [walk["title"] for walk in found["walks"]["gained"]] == ["itaan"]
    assert [walk["title"] for walk in found["walks"]["lost"]] == ["lanteen"]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_pages_open_in_every_language(moved: TownDatabase, client: Browser, language: str) -> None:
    for path in ("history", "history?from=1&to=2", "history?from=2&to=2", "history/1", "history/2"):
        joint = "&" if "?" in path else "?"
        answer = client.get(f"/areas/etela/{path}{joint}lang={language}")
        html = answer.get_data(as_text=True)
        assert answer.status_code == 200 and f'<html lang="{language}"' in html
        assert "style=" not in html
    assert client.get("/areas/07/history").status_code == 200, "one version alone"


def test_who_and_why_are_told(moved: TownDatabase, client: Browser) -> None:
    html = client.get("/areas/etela/history").get_data(as_text=True)
    assert "Onni, osallisuus" in html and "Raja siirtyi itään" in html
    listed = client.get("/api/areas/etela/versions").get_json()["versions"]
    assert [(one["number"], one["who"], one["reason"]) for one in listed] == [
        (2, "Onni, osallisuus", "Raja siirtyi itään"),
        (1, "Onni, osallisuus", ""),
    ]
    page = save(client)
    own = client.get(f"/api{page}/versions").get_json()["versions"]
    assert own[0]["changed_as"] == "author" and own[0]["who"] == "alueen tekijä"


def test_an_account_behind_a_residents_own_area_is_not_named(client: Browser) -> None:
    client.sign_in("planner")
    page = save(client)
    assert "Planner" not in re.sub(
        r"(?s)<header.*?</header>", "", client.get(f"{page}/history").get_data(as_text=True)
    )


def test_a_version_is_geojson(moved: TownDatabase, client: Browser) -> None:
    answer = client.get("/api/areas/etela/versions/1")
    feature = answer.get_json(force=True)
    assert answer.content_type == "application/geo+json" and feature["id"] == "etela/1"
    old = METRIC.geometry_from_lonlat(shape(feature["geometry"]))
    assert old.symmetric_difference(shapely.union_all([square("01"), square("02")])).area < 100
    assert (
        client.get("/api/areas/etela/versions/1", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    )


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/areas/etela/history?from=7", 404),
        ("/areas/etela/history?from=x", 400),
        ("/areas/etela/history?colour=red", 400),
        ("/areas/etela/history/9", 404),
        ("/api/areas/etela/versions/9", 404),
        ("/areas/none/history", 404),
        ("/api/areas/none/versions", 404),
        ("/api/areas/07/difference", 404),
    ],
)
def test_what_is_not_there_is_said(moved: TownDatabase, client: Browser, path: str, status: int) -> None:
    assert client.get(path).status_code == status


def test_a_hidden_area_hides_its_history(moved: TownDatabase, client: Browser) -> None:
    with moved.database.session() as db:
        db.scalars(select(Area).where(Area.slug == "etela")).one().state = "hidden"
    for path in ("/areas/etela/history", "/areas/etela/history/1", "/api/areas/etela/versions/1"):
        assert client.get(path).status_code == 404


def restore_form(client: Browser, page: str, **more: str) -> dict[str, str]:
    found = re.search(r'name="version" value="([^"]+)"', client.get(page).get_data(as_text=True))
    assert found, "the page offers no way back"
    return {"version": found[1], "reason": "Palautetaan", **more}


def test_going_back_makes_a_new_version_and_is_logged(moved: TownDatabase, client: Browser) -> None:
    assert "restore" not in client.get("/areas/etela/history/1").get_data(as_text=True), "a visitor may not"
    assert client.send("/areas/etela/history/1/restore", {"reason": "Ei saa", "version": "x"}).status_code == 401
    client.sign_in("official")
    page = "/areas/etela/history/1"
    form = restore_form(client, page)
    empty = client.send(f"{page}/restore", {**form, "reason": ""})
    assert empty.status_code == 422
    answer = client.send(f"{page}/restore", form)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    listed = client.get("/api/areas/etela/versions").get_json()["versions"]
    assert [(one["number"], one["restored_from"]) for one in listed] == [(3, 1), (2, None), (1, None)]
    assert listed[0]["who"].startswith("Official") and listed[0]["reason"] == "Palautetaan"
    assert client.send(f"{page}/restore", form).status_code == 412, "the page is old by now"
    with moved.session() as db:
        (entry,) = db.scalars(select(AuditEntry).where(AuditEntry.action == "area.restored")).all()
        assert entry.detail == {"version": 1, "new_version": 3, "reason": "Palautetaan"}


def test_an_author_goes_back_by_the_secret_link(app: Flask, client: Browser) -> None:
    page = save(client)
    secret = secret_in(client.get(page).get_data(as_text=True))
    tag = client.get(f"/api{page}").headers["ETag"]
    new = {"geometry": geometry_to_geojson(part(300, 300, 1500, 1500))}
    assert client.send_json(f"/api{page}", new, method="PATCH", **{"If-Match": tag}).status_code == 200
    other = app.test_client()
    where = f"{page}/history/1"
    form = restore_form(other, f"{where}?key={secret}")
    assert other.send(f"{where}/restore?key={secret}", form).status_code == 303
    assert client.get(f"/api{page}/versions").get_json()["versions"][0]["restored_from"] == 1


def test_a_partition_is_not_broken_by_going_back(town: TownDatabase, client: Browser) -> None:
    with town.database.session() as db:
        one = create_set(db, town_id(db), {"fi": "Piirit"})
        made = [
            create_area(
                db,
                town_id(db),
                AreaTraits(kind="district", names={"fi": code}, slug=f"p{code}", set_id=one.id),
                square(code),
            )
            for code in ("01", "02")
        ]
        revise_area(db, made[0].id, shapely.union_all([square("01"), square("04")]))
        revise_area(db, made[0].id, part(0, 0, 900, 1000))
        revise_area(db, made[1].id, part(900, 0, 2000, 1000))
        declare_partition(db, one.id, 1.0)
    client.sign_in("official")
    page = "/areas/p01/history/1"
    answer = client.send(f"{page}/restore", restore_form(client, page))
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "kahteen alueeseen" in html and "Testilän leikkipuisto" in html, "the place is named"
    assert 'value="Palautetaan"' in html
    with town.session() as db:
        assert len(db.scalars(select(AreaVersion.id).where(AreaVersion.area_id == made[0].id)).all()) == 3


def test_results_keep_pointing_at_the_version_they_were_made_on(town: TownDatabase, client: Browser) -> None:
    with town.session() as db:
        version_id = db.scalars(
            select(AreaVersion.id).join(Area, Area.id == AreaVersion.area_id).where(Area.slug == "05")
        ).one()
        area_id = db.scalars(select(Area.id).where(Area.slug == "05")).one()
    with town.database.session() as db:
        rows = [{"code": "05", "area_version_id": version_id, "boundary_version": 1}]
        db.add(
            Decision(
                municipality_id=town_id(db),
                slug="painopisteet",
                title="Painopistealueet 2027",
                reason="",
                method_card={},
                table=rows,
                chosen=[{"code": "05", "reason": "Tarve"}],
                content_hash=b"x",
            )
        )
    with town.database.session() as db:
        revise_area(db, area_id, part(1000, 1000, 2100, 2000), reason="Uusi jako")
    listed = {one["number"]: one["results"] for one in client.get("/api/areas/05/versions").get_json()["versions"]}
    assert listed == {
        1: [{"title": "Painopistealueet 2027", "page": "/decisions/painopisteet", "chose_it": True}],
        2: [],
    }
    assert "Painopistealueet 2027" in client.get("/areas/05/history/1").get_data(as_text=True)
    assert "Painopistealueet 2027" not in client.get("/areas/05/history/2").get_data(as_text=True)
    old = METRIC.geometry_from_lonlat(shape(client.get("/api/areas/05/versions/1").get_json(force=True)["geometry"]))
    assert old.symmetric_difference(square("05")).area < 100


def test_an_area_that_was_joined_keeps_its_history(town: TownDatabase, client: Browser) -> None:
    with town.database.session() as db:
        one = create_set(db, town_id(db), {"fi": "Piirit"})
        traits = [AreaTraits(kind="district", names={"fi": n}, slug=n, set_id=one.id) for n in ("itainen", "lantinen")]
        east, west = (create_area(db, town_id(db), t, square(c)) for t, c in zip(traits, ("02", "01"), strict=True))
        merge_areas(db, west.id, east.id, STAFF, "Yhdistyminen")
    html = client.get("/areas/itainen/history").get_data(as_text=True)
    assert "yhdistettiin" in html and "/areas/lantinen" in html
    assert client.get("/api/areas/itainen/versions").get_json()["successor"] == "lantinen"
    assert client.get("/api/areas/itainen/versions/1").status_code == 200
    assert json.loads(client.get("/api/areas?kind=district").data)["features"][0]["id"] == "lantinen"
