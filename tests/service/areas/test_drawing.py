"""Saving, showing and changing drawn areas, by form and by API."""

from __future__ import annotations

import json
import re

import pytest
from flask import Flask
from sqlalchemy import select

from boundaries.models import Area, AreaVersion
from geo.geometry import geometry_to_geojson
from service.records import AuditEntry
from tests.conftest import Browser, TownDatabase
from tests.factories.world import lonlat_in, square
from tests.service.areas.test_facts import part

DRAWN = geometry_to_geojson(part(200, 200, 1800, 1800))


def save(client: Browser, **more: object) -> str:
    form = {"name": "Meidän ranta", "geometry": json.dumps(DRAWN), **more}
    answer = client.send("/areas", form)
    assert answer.status_code == 303, answer.get_data(as_text=True)[-3000:]
    return answer.headers["Location"]


def secret_in(html: str) -> str:
    found = re.search(r"/edit\?key=([\w-]+)", html)
    assert found
    return found[1]


def test_a_drawn_area_gets_its_page(town: TownDatabase, client: Browser) -> None:
    page = save(client, description="Täällä uidaan.\n\nJa grillataan.")
    assert page == "/areas/meidan-ranta"
    html = client.get(page).get_data(as_text=True)
    assert "Meidän ranta" in html and "<p>Täällä uidaan.</p>" in html
    assert "Ketkä täällä asuvat" in html and "varmasti" in html and "Test" in html
    assert "keskivirhe" in html
    with town.session() as db:
        area = db.scalars(select(Area).where(Area.slug == "meidan-ranta")).one()
        assert (area.kind, area.state, area.names) == ("resident", "published", {"fi": "Meidän ranta"})
        assert area.edit_token_hash is not None and len(area.edit_token_hash) == 32
        assert secret_in(html).encode() not in area.edit_token_hash


def test_choosing_districts_works_without_a_map(client: Browser) -> None:
    answer = client.send("/areas", {"name": "Itä", "areas": ["02", "03"]})
    assert answer.headers["Location"] == "/areas/ita"
    facts = {fact["key"]: fact for fact in client.get("/api/areas/ita/facts").get_json()["facts"]}
    assert facts["residents"]["estimate"] == 4000
    assert facts["residents"]["grade"] == "exact"


def test_pasted_coordinates_work_without_a_map(client: Browser) -> None:
    lines = "\n".join(
        f"{lat} {lon}" for lon, lat in (lonlat_in("05", 0, 0), lonlat_in("05", 1000, 0), lonlat_in("05", 0, 1000))
    )
    assert client.send("/areas", {"name": "Kolmio", "coordinates": lines}).status_code == 303


def test_figures_can_be_seen_before_saving(town: TownDatabase, client: Browser) -> None:
    answer = client.send("/areas", {"action": "preview", "areas": ["02", "03"], "description": "Miksi"})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "4\xa0000" in html and "Miksi</textarea>" in html
    with town.session() as db:
        assert db.scalars(select(Area.id).where(Area.kind == "resident")).all() == []


def test_what_is_wrong_comes_back_with_what_was_typed(town: TownDatabase, client: Browser) -> None:
    bow_tie = {
        "type": "Polygon",
        "coordinates": [[list(lonlat_in("05", *at)) for at in ((0, 0), (900, 900), (900, 0), (0, 900))]],
    }
    answer = client.send("/areas", {"name": "Rusetti", "description": "Hups", "geometry": json.dumps(bow_tie)})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "risteää itsensä kanssa lähellä paikkaa" in html
    assert 'value="Rusetti"' in html and "Hups</textarea>" in html
    assert "Polygon" in html, "the drawing is kept too"
    nameless = client.send("/areas", {"name": "", "areas": ["01"]})
    assert nameless.status_code == 422
    assert re.search(r'value="01" checked', nameless.get_data(as_text=True))
    nothing = client.send("/areas", {"name": "Tyhjä"})
    assert nothing.status_code == 422 and "Rajaus puuttuu" in nothing.get_data(as_text=True)
    with town.session() as db:
        assert db.scalars(select(Area.id).where(Area.kind == "resident")).all() == []


def test_an_area_mostly_outside_is_not_saved(client: Browser) -> None:
    mostly_out = geometry_to_geojson(part(-800, 0, 200, 900))
    answer = client.send("/areas", {"name": "Naapurissa", "geometry": json.dumps(mostly_out)})
    assert answer.status_code == 422
    assert "Testilä" in answer.get_data(as_text=True)


def test_sending_twice_saves_once(town: TownDatabase, client: Browser) -> None:
    form = {"name": "Kerran", "areas": ["01"]}
    token = client.token()
    form |= {"csrf_token": token, "idempotency_key": "k" * 32}
    first = client.post("/areas", data=form)
    second = client.post("/areas", data=form)
    assert first.headers["Location"] == second.headers["Location"] == "/areas/kerran"
    with town.session() as db:
        assert len(db.scalars(select(Area.id).where(Area.kind == "resident")).all()) == 1


def test_a_program_that_fills_the_trap_learns_nothing(town: TownDatabase, client: Browser) -> None:
    assert client.send("/areas", {"name": "Roska", "areas": ["01"], "website": "x"}).status_code == 303
    with town.session() as db:
        assert db.scalars(select(Area.id).where(Area.kind == "resident")).all() == []


def test_only_the_secret_link_opens_the_editing(app: Flask, client: Browser) -> None:
    page = save(client)
    secret = secret_in(client.get(page).get_data(as_text=True))
    assert client.get(f"{page}/edit").status_code == 200, "this browser remembers"
    stranger = app.test_client()
    assert "key=" not in stranger.get(page).get_data(as_text=True)
    assert stranger.get(f"{page}/edit").status_code == 401
    assert stranger.get(f"{page}/edit?key=wrong").status_code == 401
    assert stranger.get(f"{page}/edit?key={secret}").status_code == 200
    assert stranger.get("/areas/01/edit").status_code == 401, "a statistical unit is nobody's to change"


def edit_form(client: Browser, page: str) -> dict[str, str]:
    html = client.get(f"{page}/edit").get_data(as_text=True)
    version = re.search(r'name="version" value="([^"]+)"', html)
    assert version
    return {"version": version[1], "name": "Meidän ranta", "description": ""}


def test_changing_by_form_makes_a_version(client: Browser) -> None:
    page = save(client)
    form = edit_form(client, page)
    shape = json.dumps(geometry_to_geojson(square("05")))
    answer = client.send(
        f"{page}/edit", {**form, "name": "Meidän lahti", "geometry": shape, "reason": "Raja tarkentui"}
    )
    assert answer.status_code == 303
    html = client.get(page).get_data(as_text=True)
    assert "Meidän lahti" in html and "Versio 2" in html and "Raja tarkentui" in html


def test_changing_only_the_name_keeps_the_boundary(town: TownDatabase, client: Browser) -> None:
    page = save(client)
    assert client.send(f"{page}/edit", {**edit_form(client, page), "name": "Lahti"}).status_code == 303
    unchanged = json.dumps(client.get("/api/areas/meidan-ranta").get_json(force=True)["geometry"])
    again = {**edit_form(client, page), "name": "Lahti", "geometry": unchanged}
    assert client.send(f"{page}/edit", again).status_code == 303
    with town.session() as db:
        assert db.scalars(select(AreaVersion.number).join(Area).where(Area.slug == "meidan-ranta")).all() == [1]


def test_a_change_on_an_old_page_is_refused_and_kept(client: Browser) -> None:
    page = save(client)
    old = edit_form(client, page)
    assert client.send(f"{page}/edit", {**old, "name": "Ensimmäinen"}).status_code == 303
    answer = client.send(f"{page}/edit", {**old, "name": "Toinen"})
    assert answer.status_code == 412
    html = answer.get_data(as_text=True)
    assert 'value="Toinen"' in html and "ehti tallentaa ensin" in html
    assert "Ensimmäinen" in client.get(page).get_data(as_text=True)


def test_the_api_saves_and_changes_with_preconditions(app: Flask, client: Browser) -> None:
    answer = client.send_json("/api/areas", {"name": "Kylä", "geometry": DRAWN})
    made = answer.get_json()
    assert answer.status_code == 201 and answer.headers["Location"] == "/api/areas/kyla"
    other = app.test_client()
    tag = other.get("/api/areas/kyla").headers["ETag"]
    assert tag == answer.headers["ETag"]
    assert other.get("/api/areas/kyla", headers={"If-None-Match": tag}).status_code == 304
    path, key = "/api/areas/kyla", {"X-Edit-Token": made["edit_token"]}
    assert other.send_json(path, {"name": "Kylät"}, method="PATCH").status_code == 401
    assert other.send_json(path, {"name": "Kylät"}, method="PATCH", **key).status_code == 428
    changed = other.send_json(path, {"name": "Kylät"}, method="PATCH", **key, **{"If-Match": tag})
    assert changed.status_code == 200 and changed.headers["ETag"] != tag
    late = other.send_json(path, {"name": "Myöhässä"}, method="PATCH", **key, **{"If-Match": tag})
    assert late.status_code == 412 and late.get_json()["code"] == "edit_conflict"
    newest = {"If-Match": changed.headers["ETag"]}
    moved = other.send_json(path, {"geometry": geometry_to_geojson(square("04"))}, method="PATCH", **key, **newest)
    assert moved.status_code == 200
    feature = other.get(path).get_json(force=True)
    assert (feature["properties"]["version"], feature["properties"]["names"]) == (2, {"fi": "Kylät"})


def test_an_account_comes_back_to_its_area(app: Flask, client: Browser) -> None:
    client.sign_in("official")
    page = save(client, kind="panel")
    other = app.test_client()
    assert other.get(f"{page}/edit").status_code == 401
    other.sign_in("official")
    assert other.get(f"{page}/edit").status_code == 200


def test_official_kinds_are_for_the_municipality(town: TownDatabase, client: Browser) -> None:
    answer = client.send("/areas", {"name": "Paneeli", "areas": ["01"], "kind": "panel"})
    assert answer.status_code == 403
    assert client.send_json("/api/areas", {"name": "X alue", "areas": ["01"], "kind": "district"}).status_code == 403
    client.sign_in("planner")
    assert client.send("/areas", {"name": "Paneeli", "areas": ["01"], "kind": "panel"}).status_code == 303
    with town.session() as db:
        assert [entry.action for entry in db.scalars(select(AuditEntry))] == ["area.drawn"]


def test_hiding_needs_a_reason_and_is_logged(town: TownDatabase, app: Flask, client: Browser) -> None:
    page = save(client)
    moderator = app.test_client()
    assert moderator.send(f"{page}/hide", {"reason": "Loukkaava nimi"}).status_code == 401
    moderator.sign_in("moderator")
    assert moderator.send(f"{page}/hide", {"reason": ""}).status_code == 422
    assert moderator.send(f"{page}/hide", {"reason": "Loukkaava nimi"}).status_code == 303
    assert client.get(page).status_code == 404
    assert client.get("/api/areas/meidan-ranta").status_code == 404
    assert "meidan-ranta" in moderator.get("/areas").get_data(as_text=True)
    assert moderator.send(f"{page}/publish", {"reason": "Nimi korjattiin"}).status_code == 303
    assert client.get(page).status_code == 200
    with town.session() as db:
        entries = db.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
        assert [entry.action for entry in entries] == ["area.hidden", "area.published"]
        assert entries[0].detail["reason"] == "Loukkaava nimi"


def test_taking_back_ones_own(client: Browser) -> None:
    page = save(client)
    assert client.send(f"{page}/withdraw", {}).status_code == 303
    assert client.get(page).status_code == 404


@pytest.mark.parametrize(
    "path", ["/areas", "/areas?kind=postal", "/areas?q=alue", "/areas/new", "/areas/new?from=01", "/areas/05"]
)
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_pages_open_in_every_language(client: Browser, path: str, language: str) -> None:
    separator = "&" if "?" in path else "?"
    answer = client.get(f"{path}{separator}lang={language}")
    assert answer.status_code == 200
    html = answer.get_data(as_text=True)
    assert f'<html lang="{language}"' in html
    assert "style=" not in html and "onclick" not in html


def test_the_list_finds_by_name_and_says_when_nothing_fits(client: Browser) -> None:
    assert "/areas/07" in client.get("/areas?q=07").get_data(as_text=True)
    assert "Sen nimistä aluetta ei ole" in client.get("/areas?q=zzz").get_data(as_text=True)
    assert client.get("/areas?colour=red").status_code == 400


def test_a_suppressed_area_says_so_on_its_page(client: Browser) -> None:
    html = client.get("/areas/08").get_data(as_text=True)
    assert html.count('<span class="suppressed">ei julkaistu</span>') >= 5
    assert "-1" not in re.sub(
        r"[\w-]*-1[\w-]*(?==)|cols|[a-z0-9]-1[a-z0-9]", "", re.findall(r"<table.*?</table>", html, re.S)[0]
    )


def test_the_api_lists_areas_as_geojson(client: Browser) -> None:
    west, south = lonlat_in("05", 100, 100)
    east, north = lonlat_in("05", 900, 900)
    answer = client.get(f"/api/areas?bbox={west},{south},{east},{north}")
    assert answer.content_type == "application/geo+json"
    features = answer.get_json(force=True)["features"]
    assert [feature["id"] for feature in features] == ["05"]
    assert features[0]["properties"]["name_sv"] == "Område 05"
    assert client.get("/api/areas?bbox=1,2,3").status_code == 400
    assert len(client.get("/api/areas?kind=postal&kind=district").get_json(force=True)["features"]) == 9
