"""Every change makes a version; nobody writes over somebody else unknowingly."""

from __future__ import annotations

import pytest
from shapely import affinity

from tests.conftest import Browser
from tests.service.proposals.conftest import BOTH_HALVES, form, geojson, send_new, text_of

SLUG = "/proposals/uusi-puisto-keskustaan"
WEST = affinity.translate(BOTH_HALVES, xoff=-100)


@pytest.fixture
def saved(planner: Browser) -> Browser:
    assert send_new(planner).status_code == 303
    return planner


def api_body(**changes: object) -> dict[str, object]:
    kept = ("title", "summary", "body", "state")
    return {**{k: v for k, v in form().items() if k in kept}, **changes}


def test_an_edit_keeps_the_old_version(saved: Browser) -> None:
    answer = saved.send(SLUG + "/edit", form(version="1", title="Puisto ja kahvila", change_note="Kahvila mukaan"))
    assert answer.status_code == 303 and answer.headers["Location"] == SLUG, "the address stays"
    page = text_of(saved.get(SLUG + "?lang=fi"))
    assert "Puisto ja kahvila" in page and "Kahvila mukaan" in page and "Versio 1" in page
    old = text_of(saved.get(SLUG + "/versions/1?lang=fi"))
    assert "Uusi puisto Keskustaan" in old and "vanhempi versio" in old
    assert saved.get(SLUG + "/versions/2", headers={"Accept": "text/html"}).status_code == 404


def test_the_edit_form_holds_what_is_there(saved: Browser) -> None:
    html = saved.get(SLUG + "/edit").get_data(as_text=True)
    assert 'name="version" value="1"' in html and "Uusi puisto Keskustaan" in html
    assert "coordinates" in html


def test_a_form_from_an_old_version_is_refused_with_what_was_typed(saved: Browser) -> None:
    saved.send(SLUG + "/edit", form(version="1", title="Toisen otsikko"))
    answer = saved.send(SLUG + "/edit?lang=fi", form(version="1", title="Minun otsikkoni"))
    assert answer.status_code == 412
    html = answer.get_data(as_text=True)
    assert 'value="Minun otsikkoni"' in html and "Toisen otsikko" in html
    assert 'name="version" value="2"' in html, "saving again is then done knowingly"


def test_a_form_without_a_version_is_refused(saved: Browser) -> None:
    assert saved.send(SLUG + "/edit", form()).status_code == 428


def test_versions_over_the_api(saved: Browser) -> None:
    shown = saved.get("/api" + SLUG)
    assert shown.headers["ETag"] == '"1"'
    body = api_body(title="Uusi otsikko", geometry=geojson(WEST))
    assert saved.send_json("/api" + SLUG, body, method="PUT").status_code == 428
    assert saved.send_json("/api" + SLUG, body, method="PUT", **{"If-Match": '"7"'}).status_code == 412
    assert saved.send_json("/api" + SLUG, body, method="PUT", **{"If-Match": '"odd"'}).status_code == 428
    changed = saved.send_json("/api" + SLUG, body, method="PUT", **{"If-Match": '"1"'})
    assert changed.status_code == 200 and changed.headers["ETag"] == '"2"'
    assert [p["letter"] for p in changed.json["properties"]["coverage"]["parts"]] == ["AK"]
    again = saved.send_json("/api" + SLUG, body, method="PUT", **{"If-Match": '"1"'})
    assert again.status_code == 412 and again.json["code"] == "proposal_changed"


def test_without_a_new_drawing_the_old_one_stays(saved: Browser) -> None:
    before = saved.get("/api" + SLUG).json["geometry"]
    body = api_body(summary="Vain sanat muuttuivat.")
    changed = saved.send_json("/api" + SLUG, body, method="PUT", **{"If-Match": '"1"'})
    assert changed.json["geometry"] == before


def test_versions_from_the_drafting_time_stay_unseen(planner: Browser) -> None:
    send_new(planner, state="draft", title="Salainen luonnos")
    slug = "/proposals/salainen-luonnos"
    planner.send(slug + "/edit", form(version="1", state="open", title="Valmis ehdotus"))
    visitor = planner.application.test_client()
    page = visitor.get(slug, headers={"Accept": "text/html"})
    assert "Valmis ehdotus" in page.get_data(as_text=True)
    assert "Salainen luonnos" not in page.get_data(as_text=True)
    assert visitor.get(slug + "/versions/1", headers={"Accept": "text/html"}).status_code == 404


def test_withdrawing_takes_the_whole_history_out_of_sight(saved: Browser) -> None:
    saved.send(SLUG + "/edit", form(version="1", state="withdrawn"))
    visitor = saved.application.test_client()
    html = {"Accept": "text/html"}
    assert visitor.get(SLUG, headers=html).status_code == 404
    assert visitor.get(SLUG + "/versions/1", headers=html).status_code == 404
    assert saved.get(SLUG, headers=html).status_code == 200
