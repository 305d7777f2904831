"""Versions before and after a change, and alternatives side by side: numbers by hand, nothing hidden shown."""

from __future__ import annotations

import json
import re

import pytest
from shapely import affinity
from shapely.geometry import LineString, Point, Polygon, box
from sqlalchemy import text

from service.conflicts.beside.changes import place_changes
from service.conflicts.beside.pictures import WIDTH, frame_around, picture
from tests.conftest import Browser, TownDatabase
from tests.service.proposals.conftest import BOTH_HALVES, form, geojson, send_new, text_of

SLUG = "/proposals/uusi-puisto-keskustaan"
CHANGES = SLUG + "/changes"
WEST = affinity.translate(BOTH_HALVES, xoff=-100)
SQUARE = box(500_000, 6_900_000, 500_100, 6_900_100)
HTML = {"Accept": "text/html"}


def plain(answer: object) -> str:
    return text_of(answer).replace("\xa0", " ")


@pytest.fixture
def revised(planner: Browser, layered: TownDatabase) -> Browser:
    send_new(planner)
    sent = form(version="1", geometry=json.dumps(geojson(WEST)), body="Puistoon tulee lampi.\n\nSe aidataan.")
    assert planner.send(SLUG + "/edit", sent).status_code == 303
    return planner


def test_ground_that_two_units_of_one_letter_cover_is_no_hole(layered: TownDatabase) -> None:
    with layered.session() as db:
        db.execute(
            text(
                "INSERT INTO layers.zoning_unit (plan_id, number, letter, land_use, area_m2, geom) "
                "SELECT plan_id, 'again', letter, '', 1, geom FROM layers.zoning_unit WHERE letter = 'AK'"
            )
        )
        db.commit()
    with layered.database.public_engine.connect() as connection:
        home = connection.execute(text("SELECT id FROM municipality")).scalar_one()
        ground = picture(connection, home, BOTH_HALVES, frame_around([BOTH_HALVES])).ground
    paths = [one.path for one in ground]
    assert len(paths) - len(set(paths)) == 1, "each of the two is a path of its own"


def test_a_place_that_grew_and_moved_is_told_by_hand_reckoned_numbers() -> None:
    told = " ".join(place_changes(SQUARE, box(500_000, 6_900_000, 500_120, 6_900_100))).replace("\xa0", " ")
    assert "Pinta-ala kasvoi 2 000 m²" in told and "Mukaan tuli 2 000 m²" in told
    assert "siirtyi 10 m itään" in told and "Pois jäi" not in told


def test_places_of_every_kind_are_told() -> None:
    line = LineString([(500_000, 6_900_000), (500_100, 6_900_000)])
    assert place_changes(SQUARE, Polygon(SQUARE)) == ["Paikka on sama kuin ennen."]
    assert "100 m ja on nyt 200 m" in place_changes(line, affinity.scale(line, xfact=2))[0].replace("\xa0", " ")
    assert "eri lajia" in place_changes(SQUARE, Point(500_000, 6_900_000))[0]
    assert "pieneni" in place_changes(SQUARE, affinity.scale(SQUARE, xfact=0.5))[0]


def test_a_frame_holds_all_shapes_in_the_drawing_s_proportions() -> None:
    frame = frame_around([SQUARE, affinity.translate(SQUARE, yoff=900)])
    assert (frame[2] - frame[0]) / (frame[3] - frame[1]) == pytest.approx(WIDTH / 360)
    assert box(*frame).contains(SQUARE) and box(*frame).contains(affinity.translate(SQUARE, yoff=900))
    point = frame_around([Point(500_000, 6_900_000)])
    assert point[2] - point[0] == 240


def test_a_change_is_told_with_two_maps_and_in_words(revised: Browser) -> None:
    answer = revised.application.test_client().get(CHANGES + "?lang=fi")
    page, html = plain(answer), answer.get_data(as_text=True)
    assert html.count('class="plan-picture"') == 2 and html.count("plan-picture__shape") == 2
    assert "Keskikohta siirtyi 100 m länteen" in page
    gone = page.partition("Ei osu enää näihin")[2]
    assert "VP" in gone
    assert "Puistoon tulee lampi." in page and "Puistoon tulee penkkejä ja puita." in page
    first = plain(revised.get(CHANGES + "?lang=fi&from=2&to=1"))
    assert "Ennen: versio 1" in first and "Jälkeen: versio 2" in first, "the order of time holds"


def test_one_version_has_no_change_and_missing_ones_are_said(planner: Browser, layered: TownDatabase) -> None:
    send_new(planner)
    assert "mikään ei ole muuttunut" in plain(planner.get(CHANGES + "?lang=fi"))
    assert planner.get(CHANGES + "?from=7", headers=HTML).status_code == 404
    assert planner.get(CHANGES + "?from=x", headers=HTML).status_code == 400
    assert planner.get(CHANGES + "?odd=1", headers=HTML).status_code == 400


def test_versions_of_the_drafting_time_are_in_no_comparison(planner: Browser, layered: TownDatabase) -> None:
    send_new(planner, state="draft", body="Salainen vaihe.")
    planner.send(SLUG + "/edit", form(version="1", state="open"))
    visitor = planner.application.test_client()
    assert "Salainen" not in visitor.get(CHANGES).get_data(as_text=True)
    assert visitor.get(CHANGES + "?from=1&to=2", headers=HTML).status_code == 404


def test_alternatives_stand_side_by_side(planner: Browser, layered: TownDatabase) -> None:
    send_new(planner, matter="Keskustan puisto")
    half = box(BOTH_HALVES.bounds[0], BOTH_HALVES.bounds[1], BOTH_HALVES.bounds[0] + 90, BOTH_HALVES.bounds[3])
    send_new(planner, title="Pienempi puisto", matter="Keskustan puisto", geometry=json.dumps(geojson(half)))
    visitor = planner.application.test_client()
    html = visitor.get(SLUG).get_data(as_text=True)
    link = re.search(r'href="(/proposals/compare\?of=[^"]+)"', html)
    assert link and "Pienempi puisto" in html
    page = plain(visitor.get(link[1].replace("&amp;", "&") + "&lang=fi"))
    assert "Vain ”Uusi puisto Keskustaan” osuu näihin: " in page and "Vain ”Pienempi" not in page
    assert page.partition("Koko eroaa")[2].startswith("4,0 ha eniten1,8 ha vähiten")
    assert "samassa mittakaavassa" in page


def test_what_cannot_be_compared_is_said(planner: Browser, layered: TownDatabase) -> None:
    send_new(planner)
    send_new(planner, title="Salainen", state="draft")
    visitor = planner.application.test_client()
    assert visitor.get("/proposals/compare?of=uusi-puisto-keskustaan&of=salainen", headers=HTML).status_code == 404
    assert "Salainen" not in visitor.get("/proposals/compare").get_data(as_text=True)
    assert "Valitse ainakin kaksi" in plain(planner.get("/proposals/compare?of=salainen&of=salainen&lang=fi"))
    assert "Kaavan" not in plain(visitor.get("/proposals/compare?lang=fi"))
    many = "&".join(f"of=a{n}" for n in range(5))
    assert visitor.get(f"/proposals/compare?{many}", headers=HTML).status_code == 400
    drafts = planner.get("/proposals/compare?of=uusi-puisto-keskustaan&of=salainen")
    assert drafts.status_code == 200 and drafts.get_data(as_text=True).count('class="plan-picture"') == 2


def test_an_edit_that_says_nothing_of_the_matter_keeps_it(planner: Browser, layered: TownDatabase) -> None:
    send_new(planner, matter="Keskustan puisto")
    planner.send(SLUG + "/edit", form(version="1"))
    assert 'value="Keskustan puisto"' in planner.get(SLUG + "/edit").get_data(as_text=True)
    assert send_new(planner, title="compare").headers["Location"] != "/proposals/compare"
