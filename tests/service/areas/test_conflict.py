"""Two people with one area open: the second is told who changed what, keeps the draft, and decides."""

from __future__ import annotations

import json
import re

from flask import Flask

from geo.geometry import geometry_to_geojson
from tests.conftest import Browser
from tests.service.areas.test_drawing import edit_form, save
from tests.service.areas.test_facts import part

MINE = json.dumps(geometry_to_geojson(part(200, 200, 2200, 1800)))
THEIRS = json.dumps(geometry_to_geojson(part(100, 200, 1800, 1800)))


def two_open(app: Flask, client: Browser) -> tuple[Browser, Browser, str, dict[str, str], dict[str, str]]:
    """A planner and an official who have the edit page of one panel's area open."""
    client.sign_in("planner")
    page = save(client, kind="panel")
    other = app.test_client()
    other.sign_in("official")
    return client, other, page, edit_form(client, page), edit_form(other, page)


def test_the_second_is_told_and_loses_nothing(app: Flask, client: Browser) -> None:
    planner, official, page, first, second = two_open(app, client)
    theirs = {**first, "name": "Ranta", "geometry": THEIRS, "reason": "Uusi katu"}
    assert planner.send(f"{page}/edit", theirs).status_code == 303
    draft = {**second, "name": "Lahti", "description": "Omat sanat", "geometry": MINE, "reason": "Oma syy"}
    answer = official.send(f"{page}/edit", draft)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 412
    assert "Planner, Testilä, planner" in html and "Uusi katu" in html and ">Ranta</dd>" in html
    assert "muutti: rajaus" in html and "muutti: nimi" in html
    assert 'value="Lahti"' in html and "Omat sanat</textarea>" in html and 'value="Oma syy"' in html
    assert json.loads(MINE) == json.loads(
        re.findall(r'id="area-geometry" value="([^"]*)"', html)[0].replace("&#34;", '"')
    )
    assert 'class="change-svg__gained"' in html and 'class="change-svg__lost"' in html
    assert "Tallennettu sillä välin" in html, "their boundary is on the map"
    assert f'name="version" value="{second["version"]}"' in html, "the old mark stays"


def test_saving_again_is_refused_until_it_is_meant(app: Flask, client: Browser) -> None:
    planner, official, page, first, second = two_open(app, client)
    assert planner.send(f"{page}/edit", {**first, "name": "Ranta", "geometry": THEIRS}).status_code == 303
    draft = {**second, "name": "Lahti", "geometry": MINE}
    html = official.send(f"{page}/edit", draft).get_data(as_text=True)
    assert official.send(f"{page}/edit", draft).status_code == 412
    onto = re.search(r'name="onto" value="([^"]+)"', html)
    assert onto
    assert planner.send(f"{page}/edit", {**edit_form(planner, page), "name": "Ranta 2"}).status_code == 303
    assert official.send(f"{page}/edit", {**draft, "onto": onto[1]}).status_code == 412, "changed once more"
    html = official.send(f"{page}/edit", draft).get_data(as_text=True)
    onto = re.search(r'name="onto" value="([^"]+)"', html)
    assert onto and official.send(f"{page}/edit", {**draft, "onto": onto[1]}).status_code == 303
    assert "Lahti" in official.get(page).get_data(as_text=True)
    versions = official.get(f"/api{page}/versions").get_json()["versions"]
    assert [one["number"] for one in versions] == [3, 2, 1], "theirs stays in the history"


def test_enter_does_not_go_over_somebodys_work(app: Flask, client: Browser) -> None:
    planner, official, page, first, second = two_open(app, client)
    planner.send(f"{page}/edit", {**first, "name": "Ranta"})
    html = official.send(f"{page}/edit", {**second, "name": "Lahti"}).get_data(as_text=True)
    buttons = re.findall(r'<button[^>]*type="submit"[^>]*name="(\w+)"', html)
    assert buttons[0] == "action" and "onto" in buttons


def test_a_draft_of_words_alone_shows_no_comparison(app: Flask, client: Browser) -> None:
    planner, official, page, first, second = two_open(app, client)
    planner.send(f"{page}/edit", {**first, "geometry": THEIRS, "name": "Ranta"})
    html = official.send(f"{page}/edit", {**second, "name": "Lahti"}).get_data(as_text=True)
    assert "change-svg__gained" not in html and 'name="onto"' in html


def test_a_draft_by_areas_or_coordinates_is_kept_too(app: Flask, client: Browser) -> None:
    planner, official, page, first, second = two_open(app, client)
    planner.send(f"{page}/edit", {**first, "name": "Ranta"})
    html = official.send(f"{page}/edit", {**second, "name": "Lahti", "areas": ["02", "03"]}).get_data(as_text=True)
    assert re.search(r'value="02" checked', html) and re.search(r'value="03" checked', html)
    assert "change-svg__gained" in html


def test_an_author_is_not_named(app: Flask, client: Browser) -> None:
    page = save(client)
    form = edit_form(client, page)
    assert client.send(f"{page}/edit", {**form, "name": "Ranta"}).status_code == 303
    html = client.send(f"{page}/edit", {**form, "name": "Lahti"}).get_data(as_text=True)
    assert "Alueen tekijä" in html
