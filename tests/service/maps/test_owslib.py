"""What OWSLib reads from the real server, and the collections that the made-up town has nothing in by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from owslib.ogcapi.features import Features
from sqlalchemy import select

from layers.models import Layer
from service.maps.ogc.collections import COLLECTIONS
from tests.conftest import Browser, TownDatabase
from tests.factories.world import lonlat_in
from tests.servers import running_service

PutPins = Callable[..., list[str]]


def test_owslib_lists_pages_and_describes(town: TownDatabase, put_pins: PutPins) -> None:
    references = put_pins(*[(100 + n * 10, 100) for n in range(120)])
    with running_service(town.settings) as service:
        features = Features(f"{service.url}/ogc")
        assert set(features.feature_collections()) == set(COLLECTIONS)
        assert features.api()["openapi"].startswith("3.0.")
        assert any(one.endswith("/conf/crs") for one in features.conformance()["conformsTo"])
        assert features.collection("pins")["id"] == "pins"
        assert "theme" in features.collection_queryables("pins")["properties"]
        first = features.collection_items("pins", limit=100)
        assert any(link["rel"] == "next" for link in first["links"])
        assert {one["id"] for one in first["features"]} < set(references)
        lon, lat = lonlat_in("01", 100, 100)
        near = features.collection_items("pins", bbox=[lon - 1e-5, lat - 1e-5, lon + 1e-5, lat + 1e-5])
        assert [one["id"] for one in near["features"]] == references[:1]
        found = features.collection_items("pins", filter=f"reference = '{references[7]}'")
        assert [one["id"] for one in found["features"]] == [references[7]]
        assert features.collection_item("pins", references[0])["id"] == references[0]


@pytest.mark.usefixtures("furnished")
def test_layers_and_decisions_are_collections_too(town: TownDatabase, client: Browser) -> None:
    def read(name: str, **query: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = client.get(f"/ogc/collections/{name}/items", query_string=query).json["features"]
        return found

    for name in ("playgrounds", "urban_zones"):
        (feature,) = read(name)
        assert feature["properties"] | {"name_en": None} == {
            "code": "7",
            "name_fi": "Testi",
            "name_sv": "Test",
            "name_en": None,
            "source": "Test",
            "licence": "MIT",
            "is_synthetic": False,
        }
        assert client.get(f"/ogc/collections/{name}/items/{feature['id']}?f=html").status_code == 200
    assert [one["id"] for one in read("decisions")] == ["painopisteet.01", "painopisteet.05"]
    assert [one["id"] for one in read("decisions", area="05", datetime="2026-05-01")] == ["painopisteet.05"]
    assert read("decisions", datetime="2026-05-02/..") == []
    lon, lat = lonlat_in("05")
    (there,) = read("decisions", filter=f"S_CONTAINS(geometry, POINT({lon} {lat}))")
    assert there["properties"]["reason"] == "Tarve"
    with town.database.session() as db:
        for layer in db.scalars(select(Layer).where(Layer.key == "playgrounds")):
            layer.visibility = "officials"
    assert client.get("/ogc/collections/playgrounds/items").status_code == 404
