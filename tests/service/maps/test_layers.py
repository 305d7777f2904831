"""Any public layer of the catalogue has tiles, TileJSON and a collection; one for officials has none of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from shapely.geometry import LineString, Point, box
from sqlalchemy import select, text
from werkzeug.test import Client

from boundaries.files import FileFeature
from boundaries.models import Municipality
from geo.crs import WEB_MERCATOR_QUAD
from layers.attributes import ShownAttribute, attributes_for
from layers.importing import LayerTraits, replace_layer
from layers.models import Layer
from tests.conftest import Browser, TownDatabase
from tests.factories.world import ORIGIN
from tests.service.maps.conftest import MATRIX, address, decoded

X, Y = ORIGIN
ROOMS = LayerTraits(
    "rooms", "spaces", {"fi": "Tilat 100 %", "sv": "Lokaler", "en": "Rooms"}, "Testi", "CC0", "© Testi",
    descriptions={"fi": "Maksuttomat tilat, 100 %"},
    attributes=(*attributes_for(["Aukiolo"]), ShownAttribute("order", "order", {})),
)  # fmt: skip
FEATURES = (
    FileFeature(1, {"nimi": "Sali", "Aukiolo": "8–16", "order": 2, "owner": "Olli"}, Point(X + 1500, Y + 1500)),
    FileFeature(2, {"Aukiolo": None}, LineString([(X + 1200, Y + 1200), (X + 1800, Y + 1300)])),
    FileFeature(3, {}, box(X + 1100, Y + 1600, X + 1400, Y + 1900)),
)


@pytest.fixture
def rooms(town: TownDatabase) -> None:
    with town.database.session() as db:
        home = db.scalars(select(Municipality.id)).one()
        replace_layer(db, home, ROOMS, FEATURES)


def hide(town: TownDatabase, visibility: str = "officials") -> None:
    with town.database.session() as db:
        db.scalars(select(Layer).where(Layer.key == "rooms")).one().visibility = visibility


@pytest.mark.usefixtures("rooms")
def test_its_tiles_hold_points_lines_and_areas_with_what_is_shown(tiles: Client) -> None:
    found = decoded(tiles.get(address("rooms", 7)).data)["rooms"]
    assert {one["geometry"]["type"] for one in found} == {"Point", "LineString", "Polygon"}
    (sali,) = (one["properties"] for one in found if one["geometry"]["type"] == "Point")
    assert sali["name_fi"] == "Sali" and sali["aukiolo"] == "8–16" and sali["order"] == 2
    assert "owner" not in sali and "Olli" not in str(found)


@pytest.mark.usefixtures("rooms")
@pytest.mark.parametrize("matrix", [MATRIX.name, WEB_MERCATOR_QUAD.name])
def test_its_tilejson_declares_them(tiles: Client, matrix: str) -> None:
    found: Any = tiles.get(f"/tiles/{matrix}/rooms.json").json
    assert found["attribution"] == "© Testi"
    (layer,) = found["vector_layers"]
    assert layer["id"] == "rooms" and {"name_fi", "aukiolo", "order"} <= set(layer["fields"])


def test_its_attributes_are_declared_as_the_tiles_carry_them(
    town: TownDatabase, tiles: Client, client: Browser
) -> None:
    """Numbers, truths and texts; what is another kind here and there is text, and a kind ends with its features."""
    many: list[dict[str, Any]] = [
        {"order": 2, "open": True, "said": "8–16", "size": "12", "owner": 7},
        {"order": 2.5, "open": None, "said": "9–17", "size": 12, "none": None},
    ]
    shown = attributes_for(["order", "open", "said", "size", "none"])
    traits = replace(ROOMS, attributes=shown)

    def put(rows: list[dict[str, Any]]) -> dict[str, str]:
        features = [FileFeature(at, row, Point(X + 1500 + at, Y + 1500)) for at, row in enumerate(rows)]
        with town.database.session() as db:
            replace_layer(db, db.scalars(select(Municipality.id)).one(), traits, features)
        found: Any = tiles.get(f"/tiles/{MATRIX.name}/rooms.json").json
        return dict(found["vector_layers"][0]["fields"])

    fields = put(many)
    wanted = {"order": "Number", "open": "Boolean", "said": "String", "size": "String", "none": "String"}
    assert {name: fields.get(name) for name in (*wanted, "owner")} == {**wanted, "owner": None}
    carried = [one["properties"] for one in decoded(tiles.get(address("rooms", 9)).data)["rooms"]]
    kinds = {"Number": (int, float), "Boolean": (bool,), "String": (str,)}
    assert len(carried) == 2
    for one in carried:
        for name in ("order", "open", "said"):
            assert name not in one or type(one[name]) in kinds[fields[name]], (name, one)
    told = client.get(f"/ogc/collections/rooms/tiles/{MATRIX.name}?f=json").json["layers"][0]["propertiesSchema"]
    types = {name: one["type"] for name, one in told["properties"].items()}
    assert [types[name] for name in wanted] == ["number", "boolean", "string", "string", "string"]
    assert put([{"size": 12, "order": "toinen"}]).items() >= {"size": "Number", "order": "String"}.items()
    with town.database.session() as db:
        db.execute(text('UPDATE layers.layer_feature SET properties = properties || \'{"size": "suuri"}\''))
    assert tiles.get(f"/tiles/{MATRIX.name}/rooms.json").json["vector_layers"][0]["fields"]["size"] == "String"  # type: ignore[index]


@pytest.mark.usefixtures("rooms")
def test_it_is_a_collection_that_filters_and_files_know(client: Browser) -> None:
    base = "/ogc/collections/rooms"
    described = client.get(base).json
    assert described in client.get("/ogc/collections").json["collections"]
    assert (described["title"], described["description"]) == ("Tilat 100 %", "Maksuttomat tilat, 100 %")
    features = client.get(f"{base}/items").json["features"]
    assert len(features) == 3
    assert features[0]["properties"] == {
        "code": None, "name_fi": "Sali", "name_sv": None, "name_en": None, "source": "Testi", "licence": "CC0",
        "is_synthetic": False, "aukiolo": "8–16", "order": "2",
    }  # fmt: skip
    for query in ("filter=aukiolo='8–16'", "filter=order='2'", "filter=name_fi LIKE 'Sa%25'"):
        assert len(client.get(f"{base}/items?{query}").json["features"]) == 1, query
    assert client.get(f"{base}/items?filter=owner='Olli'").status_code == 400
    for path in ("", "/items", f"/items/{features[0]['id']}", "/tiles", f"/tiles/{MATRIX.name}"):
        assert client.get(f"{base}{path}?f=html").status_code == 200, path
        assert client.get(f"{base}{path}?f=json").status_code == 200, path
    for path in ("/ogc?f=html", "/ogc/api?f=html", "/ogc/collections?f=html", "/data/collections/rooms"):
        assert client.get(path).status_code == 200, path
    assert "/collections/rooms/items" in client.get("/ogc/api?f=json").json["paths"]
    written = client.get("/data/collections/rooms/file?format=geojson")
    assert written.status_code == 200 and len(written.json["features"]) == 3
    written.close()


@pytest.mark.usefixtures("rooms")
@pytest.mark.parametrize("visibility", ["officials", "administrators"])
def test_what_not_everybody_may_see_is_gone_from_everything_at_once(
    town: TownDatabase, tiles: Client, client: Browser, visibility: str
) -> None:
    assert tiles.get(address("rooms", 7)).data, "it is drawn and kept"
    hide(town, visibility)
    assert tiles.get(address("rooms", 7)).status_code == 404
    assert tiles.get(f"/tiles/{MATRIX.name}/rooms.json").status_code == 404
    assert client.get("/data/collections/rooms/file?format=csv").status_code == 404
    for reader in (None, "planner", "administrator"):  # open data are the same for everybody
        if reader:
            client.sign_in(reader)
        for path in ("", "/items", "/items/1", "/schema", "/tiles"):
            assert client.get(f"/ogc/collections/rooms{path}").status_code == 404, (reader, path)
        assert "rooms" not in str(client.get("/ogc/collections").json)
        assert "/rooms" not in str(client.get("/ogc/api?f=json").json)


@pytest.mark.usefixtures("rooms")
def test_a_change_shows_in_the_next_tile(town: TownDatabase, tiles: Client) -> None:
    first = tiles.get(address("rooms", 7))
    with town.database.session() as db:
        replace_layer(db, db.scalars(select(Municipality.id)).one(), ROOMS, FEATURES[:1])
    second = tiles.get(address("rooms", 7), headers={"If-None-Match": first.headers["ETag"]})
    assert second.status_code == 200 and len(decoded(second.data)["rooms"]) == 1


def test_a_layer_without_features_or_of_another_name_is_none(
    town: TownDatabase, tiles: Client, client: Browser
) -> None:
    with town.database.session() as db:
        replace_layer(db, db.scalars(select(Municipality.id)).one(), ROOMS, [])
    for key in ("rooms", "nothing", "layer", "Rooms", "rooms'--"):
        assert tiles.get(f"/tiles/{MATRIX.name}/{key}/3/4/4.mvt").status_code in (400, 404), key
        assert client.get(f"/ogc/collections/{key}").status_code == 404, key
