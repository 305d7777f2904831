"""Keeping the catalogue: who may, what hiding and removing takes away, order, and what is typed wrong or too late."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from shapely.geometry import Point
from sqlalchemy import select
from werkzeug.test import Client

from boundaries.files import FileFeature
from boundaries.models import Municipality
from geo.crs import METRIC
from layers.attributes import ShownAttribute
from layers.importing import LayerTraits, replace_layer
from layers.models import Layer
from service.maps.tiles import TileApp
from service.records import AuditEntry
from tests.conftest import Browser, TownDatabase
from tests.factories.world import ORIGIN

ROOMS = LayerTraits(
    "rooms", "spaces", {"fi": "Tilat"}, "Testi", "CC0", "© Testi",
    attributes=(ShownAttribute("hours", "Aukiolo", {"fi": "Aukioloajat"}),),
)  # fmt: skip
BASE = "/admin/layers/rooms"


@pytest.fixture
def rooms(town: TownDatabase) -> str:
    """A layer of one room in the middle of the town; gives the address of its feature."""
    feature = FileFeature(1, {"nimi": "Sali", "Aukiolo": "8–16", "owner": "Olli"}, Point(ORIGIN[0] + 10, ORIGIN[1]))
    with town.database.session() as db:
        layer = replace_layer(db, db.scalars(select(Municipality.id)).one(), ROOMS, [feature])
        layer.style = {"colour": "plum", "width": 2}
    return "/layers/rooms"


def typed(client: Browser, **changes: str) -> dict[str, str]:
    """The form of the layer as the page fills it, with some fields typed otherwise."""
    text = client.get(BASE).get_data(as_text=True)
    form = text[text.index(f'action="{BASE}"') :]
    form = form[: form.index("</form>")]
    values = {}
    for tag in re.findall(r"<input [^>]*>", form):
        name, value = (re.search(rf' {part}="([^"]*)"', tag) for part in ("name", "value"))
        if name and (" checked" in tag or not re.search(r'type="(radio|checkbox)"', tag)):
            values[name[1]] = html.unescape(value[1]) if value else ""
    for name, inside in re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>([^<]*)', form):
        values[name] = html.unescape(inside)
    for name, inside in re.findall(r'<select [^>]*name="([^"]+)".*?>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', inside)
        values[name] = chosen[1] if chosen else ""
    del values["csrf_token"], values["idempotency_key"]
    return {**values, **changes}


def entry(town: TownDatabase) -> Layer:
    with town.session() as db:
        return db.scalars(select(Layer).where(Layer.key == "rooms")).one()


def outputs(town: TownDatabase, client: Browser) -> dict[str, bool]:
    """Whether each public output tells of the layer."""
    told = {path: "rooms" in client.get(path).get_data(as_text=True) for path in ("/layers", "/", "/data/collections")}
    for path in ("/layers/rooms", "/data/collections/rooms", "/ogc/collections/rooms", "/ogc/collections/rooms/items"):
        told[path] = client.get(path).status_code == 200
    tiles = Client(TileApp(town.database))
    told["TileJSON"] = tiles.get(f"/tiles/{METRIC.matrix.name}/rooms.json").status_code == 200
    x, y = METRIC.matrix.tile_at(13, ORIGIN[0] + 10, ORIGIN[1])
    tile = tiles.get(f"/tiles/{METRIC.matrix.name}/rooms/13/{x}/{y}.mvt")
    told["tile"] = tile.status_code == 200 and bool(tile.data)
    return told


@pytest.mark.parametrize(("role", "status"), [("", 303), ("official", 403), ("planner", 200), ("administrator", 200)])
def test_planners_and_administrators_keep_the_catalogue(client: Browser, rooms: str, role: str, status: int) -> None:
    if role:
        client.sign_in(role)
    for path in ("/admin/layers", BASE):
        answer = client.get(path, headers={"Accept": "text/html"})
        assert answer.status_code in ((302, 303, 401) if status == 303 else (status,)), path
    if status != 200:
        assert client.send(f"{BASE}/remove", {}).status_code in (303, 401, 403)
    links = 'href="/admin/layers/rooms"' in client.get("/layers").get_data(as_text=True)
    assert links == (status == 200)


def test_an_entry_is_changed_as_typed_and_the_log_tells_what(town: TownDatabase, client: Browser, rooms: str) -> None:
    client.sign_in("planner")
    form = typed(client, name_sv="Lokaler", description_fi="Maksutta", source_url="https://example.invalid/a",
                 valid_from="2026-01-01", valid_to="2026-12-31", min_zoom="3", max_zoom="9", on_at_start="yes",
                 colour="teal")  # fmt: skip
    columns = {form[name]: name for name in form if re.fullmatch(r"column-\d+", name)}
    assert {"Aukiolo", "owner", "nimi"} <= set(columns)
    form |= {f"{columns['nimi']}-shown": "yes", f"{columns['nimi']}-en": "Called"}
    assert client.send(BASE, form).status_code == 303
    layer = entry(town)
    assert layer.names == {"fi": "Tilat", "sv": "Lokaler"} and layer.descriptions == {"fi": "Maksutta"}
    assert (layer.min_zoom, layer.max_zoom, layer.is_on_at_start, layer.is_protected) == (3, 9, True, False)
    assert layer.style == {"colour": "teal", "width": 2} and str(layer.valid_to) == "2026-12-31"
    assert layer.shown_attributes == [
        {"key": "hours", "column": "Aukiolo", "names": {"fi": "Aukioloajat"}},
        {"key": "nimi", "column": "nimi", "names": {"en": "Called"}},
    ]
    text = client.get("/layers/rooms").get_data(as_text=True)
    assert "Lokaler" not in text and "Maksutta" in text and "Olli" not in text
    with town.session() as db:
        said = db.scalars(select(AuditEntry).where(AuditEntry.action == "layer.changed")).one()
    assert {"names", "style", "shown_attributes"} <= set(said.detail["fields"])
    assert "visibility" not in said.detail and "removed_at" not in said.detail["fields"]


def test_saving_what_stands_changes_nothing(town: TownDatabase, client: Browser, rooms: str) -> None:
    client.sign_in("planner")
    before = entry(town).changed_at
    assert client.send(BASE, typed(client)).status_code == 303
    assert entry(town).changed_at == before


@pytest.mark.parametrize("visibility", ["officials", "administrators"])
def test_a_restricted_layer_is_gone_from_every_public_output(
    town: TownDatabase, client: Browser, rooms: str, visibility: str
) -> None:
    assert all(outputs(town, client).values()), outputs(town, client)
    client.sign_in("administrator")
    assert client.send(BASE, typed(client, visibility=visibility)).status_code == 303
    assert client.get("/layers").get_data(as_text=True).count("badge--warn") == 1
    client.send("/sign-out", {})
    assert not any(outputs(town, client).values()), outputs(town, client)
    client.sign_in("official")
    assert ("Tilat" in client.get("/layers").get_data(as_text=True)) == (visibility == "officials")


def test_a_removed_layer_is_gone_and_comes_back_as_it_was(town: TownDatabase, client: Browser, rooms: str) -> None:
    client.sign_in("planner")
    assert client.send(f"{BASE}/remove", {}).status_code == 303
    assert entry(town).removed_at is not None
    text = client.get("/admin/layers").get_data(as_text=True)
    assert f'action="{BASE}/put-back"' in text and client.get(BASE).status_code == 200
    assert "Tilat" not in client.get("/layers").get_data(as_text=True)
    client.send("/sign-out", {})
    assert not any(outputs(town, client).values()), outputs(town, client)
    client.sign_in("planner")
    assert client.send(f"{BASE}/put-back", {}).status_code == 303
    client.send("/sign-out", {})
    assert all(outputs(town, client).values())


def test_a_layer_of_the_services_own_data_is_neither_hidden_nor_removed(
    town: TownDatabase, client: Browser, rooms: str
) -> None:
    with town.database.session() as db:
        db.scalars(select(Layer).where(Layer.key == "rooms")).one().kind = "zoning"
    client.sign_in("administrator")
    assert client.send(f"{BASE}/remove", {}).status_code == 422
    assert client.send(BASE, typed(client, visibility="administrators", name_en="Rooms")).status_code == 303
    layer = entry(town)
    assert layer.is_public and layer.names["en"] == "Rooms"


def test_who_saves_later_is_told_and_keeps_what_was_typed(town: TownDatabase, client: Browser, rooms: str) -> None:
    client.sign_in("planner")
    mine = typed(client, name_en="Mine")
    assert client.send(BASE, typed(client, name_en="Theirs")).status_code == 303
    answer = client.send(BASE, mine)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 409 and 'value="Mine"' in text and "Theirs" in text
    assert 'href="#field-name_en"' in text and 'href="#field-source"' not in text
    assert entry(town).names["en"] == "Theirs"
    seen = re.search(r'name="seen" value="([^"]+)"', text)
    assert seen
    assert client.send(BASE, {**mine, "seen": html.unescape(seen[1])}).status_code == 303
    assert entry(town).names["en"] == "Mine"


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"name_fi": " "}, "name_fi"),
        ({"source": ""}, "source"),
        ({"source_url": "javascript:alert(1)"}, "source_url"),
        ({"licence_url": "https://a b"}, "licence_url"),
        ({"valid_from": "2026-05-02", "valid_to": "2026-05-01"}, "valid_to"),
        ({"valid_from": "first of May"}, "valid_from"),
        ({"min_zoom": "9", "max_zoom": "3"}, "max_zoom"),
        ({"max_zoom": "99"}, "max_zoom"),
        ({"visibility": "nobody"}, "visibility"),
        ({"colour": "ultraviolet"}, "colour"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    town: TownDatabase, client: Browser, rooms: str, wrong: dict[str, Any], where: str
) -> None:
    client.sign_in("planner")
    form = typed(client, name_en="Typed <b>long</b>", **wrong)
    shown = next(name for name in form if re.fullmatch(r"column-\d+", name) and form[name] == "owner")
    answer = client.send(BASE, {**form, f"{shown}-fi": "Omistaja"})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422 and f'href="#field-{where}"' in text and f'id="field-{where}-error"' in text
    assert "Typed &lt;b&gt;long&lt;/b&gt;" in text and 'value="Omistaja"' in text
    assert "en" not in entry(town).names


def test_layers_change_places(town: TownDatabase, client: Browser, rooms: str) -> None:
    client.sign_in("planner")

    def order() -> list[str]:
        return re.findall(r'id="layer-([a-z_]+)"', client.get("/admin/layers").get_data(as_text=True))

    before = order()
    at = before.index("rooms")
    direction, other = ("up", at - 1) if at else ("down", at + 1)
    assert client.send(f"{BASE}/move", {"direction": direction}).status_code == 303
    after = order()
    assert after.index("rooms") == other and sorted(after) == sorted(before)
    assert client.send(f"{BASE}/move", {"direction": "sideways"}).status_code == 422
    for _step in before:
        assert client.send(f"{BASE}/move", {"direction": "up"}).status_code == 303
    assert order()[0] == "rooms"
    assert client.get("/admin/layers/none").status_code == 404
