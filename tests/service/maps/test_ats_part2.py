"""OGC API - Features - Part 2 (18-058r1), annex A: its abstract tests, each named by the clause that it tests."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
import shapely
from pyproj import Transformer

from geo.crs import LONLAT, METRIC, ZONES_IN_USE
from service.maps.ogc.collections import COLLECTIONS
from service.maps.ogc.reference_systems import CRS84, SYSTEMS, ReferenceSystem
from tests.conftest import Browser
from tests.factories.world import ORIGIN, lonlat_in

PutPins = Callable[..., list[str]]
EPSG = "http://www.opengis.net/def/crs/EPSG/0/"
PLACE = ORIGIN[0] + 500.0, ORIGIN[1] + 500.0


def get(client: Browser, path: str, **query: str) -> Any:
    """The JSON of an address below /ogc, which must be 200."""
    answer = client.get(f"/ogc{path}", query_string=query)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.json


@cache
def _of_proj(source: str, target: str) -> Transformer:
    return Transformer.from_crs(source, target)


def by_register(x: float, y: float, system: ReferenceSystem) -> tuple[float, float]:
    """A place in metres as PROJ itself gives it in a system, in the order of axes of the register."""
    stored = (y, x) if SYSTEMS[f"{EPSG}{METRIC.epsg}"].is_flipped else (x, y)
    target = "OGC:CRS84" if system.uri == CRS84 else f"EPSG:{system.epsg}"
    first, second = _of_proj(f"EPSG:{METRIC.epsg}", target).transform(*stored)
    return float(first), float(second)


def tolerance(system: ReferenceSystem) -> float:
    """Five centimetres in a system's unit."""
    return 4e-7 if system.epsg == LONLAT else 0.05


def test_the_systems_are_those_in_use() -> None:
    """CRS84 first, then degrees in the register's order, the stored one, and each zone of the country."""
    assert list(SYSTEMS)[:3] == [CRS84, f"{EPSG}4326", f"{EPSG}{METRIC.epsg}"]
    assert {f"{EPSG}{one}" for one in ZONES_IN_USE[3067].values()} == set(list(SYSTEMS)[3:])
    assert f"{EPSG}3881" in SYSTEMS


class TestCrs:
    """/conf/crs"""

    def test_crs_uri_and_md(self, client: Browser) -> None:
        """/conf/crs/crs-uri, fc-md-crs-list-A/-B, fc-md-storageCrs, fc-md-crs-list-global."""
        for name in COLLECTIONS:
            found = get(client, f"/collections/{name}")
            assert CRS84 in found["crs"]
            assert all(uri.startswith("http://www.opengis.net/def/crs/") for uri in found["crs"])
            assert found["storageCrs"] in found["crs"]
            assert set(found["crs"]) == set(get(client, "/collections")["crs"])

    def test_default_crs(self, client: Browser, put_pins: PutPins) -> None:
        """/conf/crs/geojson, default-crs: without the parameter, longitude and latitude and their header."""
        (key,) = put_pins((500, 500))
        for path in ("/collections/pins/items", f"/collections/pins/items/{key}"):
            answer = client.get(f"/ogc{path}")
            assert answer.headers["Content-Crs"] == f"<{CRS84}>"
            feature = answer.json["features"][0] if "features" in answer.json else answer.json
            assert feature["geometry"]["coordinates"] == pytest.approx(lonlat_in("01"), abs=1e-6)

    def test_crs_parameter(self, client: Browser, put_pins: PutPins) -> None:
        """/conf/crs/fc-crs-definition, crs-action, ogc-crs-header: coordinates as PROJ has them, to 0.05 m."""
        (key,) = put_pins((500, 500))
        for system in SYSTEMS.values():
            expected = by_register(*PLACE, system)
            for path in ("/collections/pins/items", f"/collections/pins/items/{key}"):
                answer = client.get(f"/ogc{path}", query_string={"crs": system.uri})
                assert answer.headers["Content-Crs"] == f"<{system.uri}>"
                feature = answer.json["features"][0] if "features" in answer.json else answer.json
                assert feature["geometry"]["coordinates"] == pytest.approx(expected, abs=tolerance(system))
            page = client.get("/ogc/collections/pins/items", query_string={"crs": system.uri, "f": "html"})
            assert page.headers["Content-Crs"] == f"<{system.uri}>"

    def test_crs_action_on_shapes(self, client: Browser) -> None:
        """/conf/crs/crs-action: every corner of every shape is where it is in the stored system, to 0.05 m."""
        for name in ("areas", "zoning"):
            for system in SYSTEMS.values():
                stored = get(client, f"/collections/{name}/items", crs=f"{EPSG}{METRIC.epsg}")["features"]
                moved = get(client, f"/collections/{name}/items", crs=system.uri)["features"]
                assert stored and [one["id"] for one in stored] == [one["id"] for one in moved]
                for here, there in zip(stored, moved, strict=True):
                    corners = shapely.get_coordinates(shapely.geometry.shape(here["geometry"]))
                    if SYSTEMS[f"{EPSG}{METRIC.epsg}"].is_flipped:
                        corners = corners[:, ::-1]
                    found = {tuple(one) for one in shapely.get_coordinates(shapely.geometry.shape(there["geometry"]))}
                    nearest = shapely.MultiPoint(list(found))
                    for x, y in corners:
                        place = shapely.Point(by_register(x, y, system))
                        assert nearest.distance(place) < 2 * tolerance(system)

    def test_bbox_crs(self, client: Browser, put_pins: PutPins) -> None:
        """/conf/crs/fc-bbox-crs-definition, bbox-crs-action: the box is read in that system, axes and all."""
        inside, _, _ = put_pins((500, 500), (2500, 2500), (500, 900))
        for system in SYSTEMS.values():
            first, second = by_register(*PLACE, system)
            reach = 0.001 if system.epsg == LONLAT else 50
            box = f"{first - reach},{second - reach},{first + reach},{second + reach}"
            found = get(client, "/collections/pins/items", **{"bbox": box, "bbox-crs": system.uri})
            assert [one["id"] for one in found["features"]] == [inside]
            page = get(client, "/collections/pins/items", **{"bbox": box, "bbox-crs": system.uri, "crs": system.uri})
            assert page["features"][0]["geometry"]["coordinates"] == pytest.approx(
                (first, second), abs=tolerance(system)
            )

    def test_a_box_beyond_everything_finds_everything(self, client: Browser, put_pins: PutPins) -> None:
        """/conf/crs/bbox-crs-action: also where the projection has no value."""
        references = put_pins((500, 500), (2500, 2500))
        for system in SYSTEMS.values():
            far = (-90, -180, 90, 180) if system.is_flipped else (-180, -90, 180, 90)
            box = ",".join(map(str, far if system.epsg == LONLAT else (-9e9, -9e9, 9e9, 9e9)))
            found = get(client, "/collections/pins/items", **{"bbox": box, "bbox-crs": system.uri})
            assert sorted(one["id"] for one in found["features"]) == references

    def test_default_bbox_crs(self, client: Browser, put_pins: PutPins) -> None:
        """/conf/crs/bbox-crs-default: without bbox-crs a box is in CRS84, whatever crs says."""
        (key,) = put_pins((500, 500))
        lon, lat = lonlat_in("01")
        box = f"{lon - 0.001},{lat - 0.001},{lon + 0.001},{lat + 0.001}"
        found = get(client, "/collections/pins/items", bbox=box, crs=f"{EPSG}3881")
        assert [one["id"] for one in found["features"]] == [key]

    @pytest.mark.parametrize("name", ["crs", "bbox-crs"])
    @pytest.mark.parametrize("value", ["", "EPSG:3067", f"{EPSG}3857", f"{EPSG}99999", "urn:ogc:def:crs:OGC::CRS84"])
    def test_invalid(self, client: Browser, name: str, value: str) -> None:
        """/conf/crs/fc-crs-valid-value, fc-bbox-crs-valid-value: what is not listed is 400."""
        query = {name: value, "bbox": "20,60,30,65"}
        answer = client.get("/ogc/collections/areas/items", query_string=query)
        assert answer.status_code == 400
        assert answer.json["errors"][0]["where"] == name
