"""Tiles hold what they should, where it lies, for whoever may see it."""

from __future__ import annotations

import gzip
import math
from collections.abc import Callable

import pytest
from sqlalchemy import text
from werkzeug.test import Client

from geo.crs import METRIC, WEB_MERCATOR_QUAD
from service.maps.tiles.layers import LAYERS
from tests.conftest import TownDatabase
from tests.factories.world import ORIGIN
from tests.service.maps.conftest import MATRIX, address, decoded, shown_pins

PutPins = Callable[..., list[str]]


def test_a_tile_of_areas_has_them_with_names_and_labels(tiles: Client) -> None:
    layers = decoded(tiles.get(address("areas", 8)).data)
    assert {one["properties"]["slug"] for one in layers["areas"]} == {f"{n:02d}" for n in range(1, 10)}
    first = next(one for one in layers["areas"] if one["properties"]["slug"] == "01")
    assert first["properties"]["name_sv"] == "Område 01"
    assert first["properties"]["kind"] == "postal"
    assert len(decoded(tiles.get(address("areas", 11, 500, 500)).data)["areas_labels"]) == 1


def test_an_area_lies_where_it_should(tiles: Client) -> None:
    """The square of 1 km, found back from the tile's own units within one of them."""
    zoom = 7
    x, y = MATRIX.tile_at(zoom, ORIGIN[0] + 1500, ORIGIN[1] + 1500)
    west, south, east, _ = MATRIX.tile_bounds(zoom, x, y)
    unit = (east - west) / 4096
    features = decoded(tiles.get(address("areas", zoom)).data)["areas"]
    ring = next(one for one in features if one["properties"]["slug"] == "05")["geometry"]["coordinates"][0]
    xs, ys = [west + px * unit for px, _ in ring], [south + py * unit for _, py in ring]
    assert min(xs) == pytest.approx(ORIGIN[0] + 1000, abs=unit)
    assert max(xs) == pytest.approx(ORIGIN[0] + 2000, abs=unit)
    assert min(ys) == pytest.approx(ORIGIN[1] + 1000, abs=unit)
    assert max(ys) == pytest.approx(ORIGIN[1] + 2000, abs=unit)


def test_the_backdrop_is_several_layers_in_one_tile(tiles: Client) -> None:
    layers = decoded(tiles.get(address("backdrop", 10)).data)
    assert {"municipality", "postal_areas"} <= set(layers)
    assert layers["municipality"][0]["properties"]["name_fi"] == "Testilä"


def test_zoning_units_near_by_and_the_plan_from_afar(tiles: Client) -> None:
    near = decoded(tiles.get(address("zoning", 12)).data)["zoning"]
    assert {one["properties"]["letter"] for one in near} <= {"AK", "VP"}
    assert all(one["properties"]["part"] == "unit" for one in near)
    far = decoded(tiles.get(address("zoning", 8)).data)["zoning"]
    assert [one["properties"]["part"] for one in far] == ["plan"]
    assert far[0]["properties"]["plan_sv"] == "Övningsplan"


def test_each_unit_and_proposal_has_one_label_however_many_tiles_it_spans(town: TownDatabase, tiles: Client) -> None:
    with town.database.session() as db:
        db.execute(
            text(
                "INSERT INTO service.proposal (municipality_id, slug, title, geom)"
                " SELECT municipality_id, 'puisto', 'Puisto', geom FROM layers.zoning_plan"
            )
        )
    x, y = MATRIX.tile_at(13, ORIGIN[0] + 1000, ORIGIN[1] + 2000)
    for layer, labels in (("zoning", 2), ("proposals", 1)):
        found, shapes = [], 0
        for tx in range(x, x + 6):
            for ty in range(y, y + 6):
                parts = decoded(tiles.get(f"/tiles/{MATRIX.name}/{layer}/13/{tx}/{ty}.mvt").data)
                found += parts.get(f"{layer}_labels", [])
                shapes += len(parts.get(layer, []))
        assert len(found) == labels
        assert shapes > labels


def test_pins_near_by_are_themselves(tiles: Client, put_pins: PutPins) -> None:
    (reference,) = put_pins((1500, 1500), state="considered", kind="problem", theme="traffic")
    (pin,) = decoded(tiles.get(address("pins", 14)).data)["pins"]
    said = pin["properties"]
    assert said.pop("id")
    assert said == {
        "reference": reference,
        "theme": "traffic",
        "state": "considered",
        "kind": "problem",
        "campaign": "ideas",
        "count": 1,
    }


@pytest.mark.parametrize("zoom", [3, 8, 11])
def test_pins_from_afar_are_cells_with_the_mean_place(tiles: Client, put_pins: PutPins, zoom: int) -> None:
    put_pins((1500, 1500), (1504, 1500), (1500, 1504), (1504, 1504))
    (cell,) = decoded(tiles.get(address("pins", zoom)).data)["pins"]
    assert cell["properties"] == {"count": 4}
    west, south, east, _ = MATRIX.tile_bounds(zoom, *MATRIX.tile_at(zoom, ORIGIN[0] + 1500, ORIGIN[1] + 1500))
    unit = (east - west) / 4096
    px, py = cell["geometry"]["coordinates"]
    assert west + px * unit == pytest.approx(ORIGIN[0] + 1502, abs=unit)
    assert south + py * unit == pytest.approx(ORIGIN[1] + 1502, abs=unit)


@pytest.mark.parametrize("rolled_up", [False, True])
@pytest.mark.parametrize("zoom", [5, 11, 12, 16])
def test_pins_are_narrowed_down_by_theme_and_state(
    tiles: Client, put_pins: PutPins, roll_up: Callable[[], int], zoom: int, rolled_up: bool
) -> None:
    put_pins((1500, 1500), (1501, 1501), theme="green", state="received")
    put_pins((1502, 1502), theme="green", state="done")
    put_pins((1503, 1503), theme="traffic", state="done")
    if rolled_up:
        roll_up()

    def count(query: str) -> int:
        return shown_pins(tiles.get(address("pins", zoom, 1501, 1501, query)).data)

    assert count("") == 4
    assert count("?theme=green") == 3
    assert count("?state=done") == 2
    assert count("?theme=green&state=done") == 1
    assert count("?theme=no-such-theme") == 0


@pytest.mark.parametrize("rolled_up", [False, True])
def test_a_hidden_pin_is_gone_at_once(
    town: TownDatabase, tiles: Client, put_pins: PutPins, roll_up: Callable[[], int], rolled_up: bool
) -> None:
    _, hidden = put_pins((1500, 1500), (1501, 1501))
    if rolled_up:
        roll_up()
    before = {zoom: tiles.get(address("pins", zoom)) for zoom in (0, 6, 11, 12, 16)}
    assert [shown_pins(answer.data) for answer in before.values()] == [2] * 5
    with town.database.session() as db:
        db.execute(text("UPDATE service.pin SET visibility = 'hidden' WHERE reference = :r"), {"r": hidden})
    for zoom, old in before.items():
        after = tiles.get(address("pins", zoom), headers={"If-None-Match": old.headers["ETag"]})
        assert after.status_code == 200, "a client that asks again must hear of it"
        assert shown_pins(after.data) == 1
        assert hidden.encode() not in after.data


def test_a_crowded_tile_is_drawn_by_cell(tiles: Client, put_pins: PutPins) -> None:
    places = [(1500 + (n % 50) * 0.5, 1500 + (n // 50) * 0.5) for n in range(2100)]
    put_pins(*places)
    near = tiles.get(address("pins", 12))
    assert shown_pins(near.data) == 2100
    assert len(decoded(near.data)["pins"]) <= 16


@pytest.mark.parametrize("zoom", [9, 11, 13])
def test_each_pin_is_in_one_tile_though_it_lies_on_an_edge(tiles: Client, put_pins: PutPins, zoom: int) -> None:
    x, y = MATRIX.tile_at(zoom, ORIGIN[0] + 1500, ORIGIN[1] + 1500)
    west, south, east, north = MATRIX.tile_bounds(zoom, x, y)
    places = [(west, north), (east, north), (west, south), (east, south), (west, (south + north) / 2)]
    put_pins(*[(px - ORIGIN[0], py - ORIGIN[1]) for px, py in places])
    around = [(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
    found = [shown_pins(tiles.get(f"/tiles/{MATRIX.name}/pins/{zoom}/{tx}/{ty}.mvt").data) for tx, ty in around]
    assert sum(found) == 5


def test_the_webs_matrix_shows_the_same_places(tiles: Client, put_pins: PutPins) -> None:
    put_pins((1500, 1500))
    lon, lat = METRIC.to_lonlat(ORIGIN[0] + 1500, ORIGIN[1] + 1500)
    edge = WEB_MERCATOR_QUAD.maxx
    mx, my = lon / 180 * edge, math.asinh(math.tan(math.radians(lat))) / math.pi * edge
    for zoom in (0, 8, 12, 16, 19):
        x, y = WEB_MERCATOR_QUAD.tile_at(zoom, mx, my)
        west, south, east, _ = WEB_MERCATOR_QUAD.tile_bounds(zoom, x, y)
        content = tiles.get(f"/tiles/WebMercatorQuad/pins/{zoom}/{x}/{y}.mvt").data
        (pin,) = decoded(content)["pins"]
        unit = (east - west) / 4096
        px, py = pin["geometry"]["coordinates"]
        assert west + px * unit == pytest.approx(mx, abs=unit)
        assert south + py * unit == pytest.approx(my, abs=unit)
    elsewhere = tiles.get("/tiles/WebMercatorQuad/pins/8/0/0.mvt")
    assert (elsewhere.status_code, elsewhere.data) == (200, b"")


def test_what_is_unchanged_is_not_sent_again(tiles: Client) -> None:
    first = tiles.get(address("areas", 8))
    again = tiles.get(address("areas", 8), headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]


def test_tiles_are_compressed_for_who_takes_it(tiles: Client, put_pins: PutPins) -> None:
    put_pins(*[(1500 + n / 10, 1500) for n in range(60)])
    plain = tiles.get(address("pins", 14))
    packed = tiles.get(address("pins", 14), headers={"Accept-Encoding": "gzip, br"})
    refused = tiles.get(address("pins", 14), headers={"Accept-Encoding": "gzip;q=0, br"})
    assert "Content-Encoding" not in plain.headers
    assert "Content-Encoding" not in refused.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < len(plain.data)


@pytest.mark.parametrize("layer", LAYERS)
def test_every_layer_answers_at_every_zoom(tiles: Client, layer: str) -> None:
    declared = {part.name: set(part.fields) for part in LAYERS[layer].parts}
    for zoom in range(MATRIX.max_zoom + 1):
        answer = tiles.get(address(layer, zoom))
        assert answer.status_code == 200
        for name, features in decoded(answer.data).items():
            for feature in features:
                assert set(feature["properties"]) <= declared[name]


def test_another_host_is_another_municipality(town: TownDatabase, tiles: Client) -> None:
    with town.database.session() as db:
        db.execute(
            text(
                "INSERT INTO boundaries.municipality (slug, code, names, languages, reference_prefix, centre, zoom,"
                " geom, settings) SELECT 'toinen', '998', '{\"fi\": \"Toinen\"}', languages, 'TOI', centre, zoom,"
                ' geom, \'{"hosts": ["toinen.example"]}\' FROM boundaries.municipality'
            )
        )
    ours, theirs = (
        decoded(tiles.get(address("backdrop", 8), headers={"Host": host}).data)["municipality"][0]["properties"]
        for host in ("localhost", "toinen.example")
    )
    assert (ours["name_fi"], theirs["name_fi"]) == ("Testilä", "Toinen")
    assert "areas" not in decoded(tiles.get(address("areas", 8), headers={"Host": "toinen.example"}).data)


def test_what_was_drawn_with_an_idea_shows_near_by(town: TownDatabase, tiles: Client, put_pins: PutPins) -> None:
    put_pins((1500, 1500))
    with town.session() as db:
        db.execute(
            text(
                "INSERT INTO service.pin_shape (pin_id, municipality_id, geom)"
                " SELECT id, municipality_id, ST_Envelope(ST_Expand(geom, 60)) FROM service.pin"
            )
        )
        db.commit()
    (drawn,) = decoded(tiles.get(address("pins", 13)).data)["pin_shapes"]
    assert drawn["geometry"]["type"] == "Polygon"
    assert drawn["properties"]["theme"] == "green"
    assert "pin_shapes" not in decoded(tiles.get(address("pins", 6)).data)
    assert "pin_shapes" not in decoded(tiles.get(address("pins", 13) + "?theme=traffic").data)
