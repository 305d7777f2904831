"""What OWSLib reads from the real server, and the collections that the made-up town has nothing in by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from geoalchemy2.shape import from_shape
from owslib.ogcapi.features import Features
from shapely.geometry import Point, box
from sqlalchemy import select

from boundaries.models import Municipality
from geo.crs import METRIC
from layers.models import Layer, LayerFeature
from service.maps.ogc.collections import COLLECTIONS
from service.programmes.models import Decision
from tests.conftest import Browser, TownDatabase
from tests.factories.world import ORIGIN, lonlat_in
from tests.servers import running_service

PutPins = Callable[..., list[str]]


@pytest.fixture
def furnished(town: TownDatabase) -> None:
    """A playground, an urban zone, a layer that is not public, and a decision about two areas."""
    x, y = ORIGIN
    shapes = {"playgrounds": Point(x + 500, y + 500), "urban_zones": box(x, y, x + 900, y + 900)}
    with town.database.session() as db:
        home = db.scalars(select(Municipality)).one()
        for key, shape in shapes.items():
            layer = Layer(
                municipality_id=home.id,
                key=key,
                kind="services",
                names={"fi": key},
                source="Test",
                licence="MIT",
                attribution="Test",
            )
            db.add(layer)
            db.flush()
            names = {"fi": "Testi", "sv": "Test"}
            db.add(LayerFeature(layer_id=layer.id, code="7", names=names, geom=from_shape(shape, METRIC.epsg)))
        db.add(
            Decision(
                municipality_id=home.id,
                slug="painopisteet",
                title="Painopisteet",
                reason="",
                method_card={},
                table=[],
                chosen=[{"code": "05", "reason": "Tarve"}, {"code": "01", "reason": "Toinen"}],
                content_hash=b"x",
                decided_at=dt.datetime(2026, 5, 1, 9, tzinfo=dt.UTC),
            )
        )


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
            layer.is_public = False
    assert read("playgrounds") == []
