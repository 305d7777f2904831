"""An official makes an area of a call's drawings, and it tells where it came from."""

from __future__ import annotations

import re

import pytest
import shapely
from flask import Flask
from sqlalchemy import select

from boundaries.models import Area, AreaVersion
from geo.agreement import METHOD
from service.areas.agreement.models import AreaOrigin
from service.records import AuditEntry
from tests.conftest import Browser, TownDatabase
from tests.service.areas.agreement.conftest import SMALL, WHOLE, Draw, person

pytestmark = pytest.mark.usefixtures("notes_stay_right")


def seen_hash(official: Browser, call: str) -> str:
    html = official.get(f"{call}/publish?level=60").get_data(as_text=True)
    found = re.search(r'id="publish-hash" value="([0-9a-f]{64})"', html)
    assert found, html[-2000:]
    return found[1]


@pytest.fixture
def official(app: Flask) -> Browser:
    browser = person(app)
    browser.sign_in("official")
    return browser


@pytest.fixture
def drawn(draw: Draw) -> None:
    for shape in [WHOLE] * 6 + [SMALL] * 4:
        draw(shape)


def current(town: TownDatabase, slug: str) -> tuple[int, shapely.Geometry]:
    with town.session() as db:
        version = db.scalars(
            select(AreaVersion).join(Area).where(Area.slug == slug, AreaVersion.valid_to.is_(None))
        ).one()
        return version.number, shapely.from_wkb(bytes(version.geom.data))


@pytest.mark.usefixtures("drawn")
def test_one_step_from_drawings_to_an_area(town: TownDatabase, client: Browser, official: Browser, call: str) -> None:
    page = official.get(f"{call}/publish?level=60").get_data(as_text=True)
    assert "vähintään 6/10 piirtäjästä" in page and "Asukkaita" in page
    form = {"level": "60", "name_fi": "Keskusta", "name_sv": "Centrum", "kind": "district"}
    answer = official.send(f"{call}/publish", {**form, "hash": seen_hash(official, call)})
    assert answer.status_code == 303, answer.get_data(as_text=True)[-2000:]
    assert answer.headers["Location"] == "/areas/keskusta"
    number, shape = current(town, "keskusta")
    assert number == 1 and shape.symmetric_difference(WHOLE).area < 0.02 * WHOLE.area
    shown = client.get("/areas/keskusta").get_data(as_text=True)
    assert "Tehty 10 ihmisen piirroksista" in shown and "60\xa0% otti mukaan" in shown
    assert f'href="{call}"' in shown and METHOD in shown
    assert 'href="/areas/keskusta"' in client.get(call).get_data(as_text=True)
    with town.session() as db:
        area = db.scalars(select(Area).where(Area.slug == "keskusta")).one()
        assert (area.kind, area.names) == ("district", {"fi": "Keskusta", "sv": "Centrum"})
        origin = db.scalars(select(AreaOrigin)).one()
        assert (origin.level, origin.drawing_count, origin.method) == (0.6, 10, METHOD)
        entry = db.scalars(select(AuditEntry).where(AuditEntry.action == "call.boundary_published")).one()
        assert entry.detail["drawings_hash"] == bytes(origin.drawings_hash).hex()


@pytest.mark.usefixtures("drawn")
def test_later_drawings_change_the_area_only_by_a_new_version(
    town: TownDatabase, client: Browser, official: Browser, call: str, draw: Draw
) -> None:
    form = {"level": "60", "name_fi": "Keskusta", "kind": "district"}
    mark = seen_hash(official, call)
    official.send(f"{call}/publish", {**form, "hash": mark})
    for _ in range(5):
        draw(SMALL)
    assert current(town, "keskusta")[0] == 1
    stale = official.send(f"{call}/publish", {**form, "hash": mark})
    assert stale.status_code == 412 and "Katso raja uudelleen" in stale.get_data(as_text=True)
    answer = official.send(
        f"{call}/publish", {**form, "hash": seen_hash(official, call), "reason": "Uusia piirroksia"}
    )
    assert answer.headers["Location"] == "/areas/keskusta", "the same area, not a second one"
    number, shape = current(town, "keskusta")
    assert number == 2 and shape.symmetric_difference(SMALL).area < 0.02 * SMALL.area
    page = client.get("/areas/keskusta").get_data(as_text=True)
    assert "Tehty 15 ihmisen piirroksista" in page and "Uusia piirroksia" in page
    official.send(f"{call}/publish", {**form, "hash": seen_hash(official, call)})
    assert current(town, "keskusta")[0] == 2, "the same drawings give the same boundary, and no new version"


@pytest.mark.usefixtures("drawn")
def test_only_officials_publish_and_only_what_there_is(
    town: TownDatabase, client: Browser, official: Browser, call: str, draw: Draw
) -> None:
    form = {"level": "60", "name_fi": "Keskusta", "kind": "district", "hash": seen_hash(official, call)}
    assert client.get(f"{call}/publish").status_code == 401
    assert client.get(f"{call}/outline?level=60").status_code == 401
    assert client.send(f"{call}/publish", form).status_code == 401
    nameless = official.send(f"{call}/publish", {**form, "name_fi": ""})
    assert nameless.status_code == 422 and "Anna alueelle nimi" in nameless.get_data(as_text=True)
    assert official.send(f"{call}/publish", {**form, "level": "7"}).status_code == 422
    with town.session() as db:
        assert db.scalars(select(Area.id).where(Area.kind == "district")).all() == []


@pytest.mark.usefixtures("drawn")
def test_the_slider_asks_for_the_outline_of_a_level(official: Browser, call: str) -> None:
    wide, narrow = (official.get(f"{call}/outline?level={level}").get_json() for level in (60, 90))
    assert wide["facts"]["area_m2"] == pytest.approx(WHOLE.area, rel=0.02)
    assert narrow["facts"]["area_m2"] == pytest.approx(SMALL.area, rel=0.02)
    assert wide["hash"] == narrow["hash"]


def test_too_few_drawings_make_no_area(official: Browser, call: str, draw: Draw) -> None:
    for _ in range(4):
        draw(WHOLE)
    found = official.get(f"{call}/outline?level=50").get_json()
    assert found["geometry"] is None and found["facts"] is None
    form = {"level": "50", "name_fi": "Keskusta", "kind": "district", "hash": ""}
    assert official.send(f"{call}/publish", form).status_code == 422
