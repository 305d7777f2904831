"""What `test_foreign_city` runs in a process whose metric CRS is another country's; not collected by itself."""

from __future__ import annotations

import pytest
from shapely.geometry import box
from sqlalchemy import text
from werkzeug.test import Client

from geo.crs import METRIC
from geo.geometry import geometry_to_geojson
from service.maps.ogc.reference_systems import STORED
from service.maps.tiles import TileApp
from service.participation.pins.pyramid import fold_pin_changes
from tests.conftest import Browser, TownDatabase
from tests.factories.world import lonlat_in, square
from tests.service.maps.conftest import address, decoded, shown_pins


def test_this_process_is_elsewhere(town: TownDatabase) -> None:
    assert METRIC.code == "EPSG:3006"
    assert METRIC.matrix.name == "EPSG-3006"
    with town.database.engine.connect() as connection:
        stored = connection.execute(
            text("SELECT boundaries.metric_srid(), ST_SRID(geom) FROM boundaries.area_version")
        )
        assert set(stored) == {(3006, 3006)}


def test_a_resident_puts_a_pin_that_is_on_the_map_and_in_the_list(client: Browser, town: TownDatabase) -> None:
    lonlat = lonlat_in("05")
    sent = client.send_json("/api/pins", {"text": "En bänk här, tack", "theme": "green", "lonlat": list(lonlat)})
    assert sent.status_code == 201, sent.get_data(as_text=True)
    reference = sent.get_json()["reference"]
    assert client.get(f"/pins/{reference}").status_code == 200
    fold_pin_changes(town.database.engine)
    tiles = Client(TileApp(town.database))
    for zoom in (0, 6, 11):
        assert shown_pins(tiles.get(address("pins", zoom)).data) == 1
    (near,) = decoded(tiles.get(address("pins", 14)).data)["pins"]
    assert near["properties"]["reference"] == reference
    item = client.get(f"/ogc/collections/pins/items/{reference}").get_json()
    assert item["geometry"]["coordinates"] == pytest.approx(lonlat, abs=1e-5)
    (found,) = client.get("/api/pins?area=05").get_json()["features"]
    assert found["geometry"]["coordinates"] == pytest.approx(lonlat, abs=1e-5)


def test_the_registers_order_of_axes_is_kept(client: Browser) -> None:
    """EPSG:3006 has northing first; so has what is answered in it."""
    answer = client.get("/ogc/collections/areas/items/05", query_string={"crs": STORED.uri})
    first, second = answer.get_json()["geometry"]["coordinates"][0][0][0]
    minx, miny, maxx, maxy = square("05").bounds
    assert miny - 1 <= first <= maxy + 1
    assert minx - 1 <= second <= maxx + 1


def test_an_area_is_drawn_and_its_facts_are_right(client: Browser, town: TownDatabase) -> None:
    """Half of an area of 5,000 residents and half of one of 800."""
    minx, miny, maxx, maxy = square("05").bounds
    drawn = geometry_to_geojson(box((minx + maxx) / 2, miny, maxx + 500, maxy))
    asked = client.send_json("/api/areas/facts", {"geometry": drawn})
    assert asked.status_code == 200, asked.get_data(as_text=True)
    facts = {fact["key"]: fact for fact in asked.get_json()["facts"]}
    assert facts["residents"]["estimate"] == pytest.approx(2500 + 400, rel=0.05)  # it is told rounded
    saved = client.send_json("/api/areas", {"name": "Vårt område", "geometry": drawn})
    assert saved.status_code == 201, saved.get_data(as_text=True)
    assert client.get(saved.headers["Location"]).status_code == 200
    areas = decoded(Client(TileApp(town.database)).get(address("areas", 9)).data)["areas"]
    assert "Vårt område" in {name for one in areas for name in one["properties"].values()}


def test_a_proposal_is_drawn_over_the_plan(client: Browser) -> None:
    client.sign_in("planner")
    minx, miny, _, _ = square("05").bounds
    drawn = geometry_to_geojson(box(minx + 400, miny + 100, minx + 600, miny + 300))
    answer = client.send_json("/api/proposals/coverage", {"geometry": drawn})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert [part["share"] for part in answer.get_json()["coverage"]["parts"]] == pytest.approx([0.5, 0.5], abs=0.001)


def test_the_pages_that_show_maps_and_lists_open(client: Browser) -> None:
    for page in ("/", "/pins", "/areas", "/areas/05", "/proposals", "/walks", "/ogc"):
        assert client.get(page, headers={"Accept": "text/html"}).status_code == 200, page
