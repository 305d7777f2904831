"""Features of a real MapServer: the same place from every system and version, within five centimetres."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import pytest
import shapely

from geo.crs import METRIC
from layers.remote.choosing import chosen, offered_layer
from layers.remote.features import Harvest, features_of
from layers.remote.features import model as features_model
from layers.remote.features.gml import geometry_below
from layers.remote.problems import RemoteProblem
from layers.remote.reading import read_service
from layers.remote.reading.model import Ask
from layers.remote.xml import sound_xml
from tests.cityserver import PLOTS, SYSTEMS, CityServer

NEAR_M = 0.05
VERSIONS = ("1.1.0", "2.0.0")


@dataclass
class Asked:
    """What harvesting needs to know of a source."""

    kind: str
    version: str
    address: str
    name: str
    epsg: int
    is_swapped: bool = False
    facts: dict[str, Any] = field(default_factory=dict)


def source_of(ask: Ask, kind: str, address: str, epsg: int, version: str = "") -> Asked:
    offered = read_service(ask, kind, address, version)
    # WFS 2.0 names a layer with the prefix of its namespace.
    name = next(one.name for one in offered.layers if one.name.rpartition(":")[2] == "kaava")
    values = chosen(offered, offered_layer(offered, name), address=address, style="", epsg=epsg)
    return Asked(**{name: values[name] for name in ("kind", "version", "address", "name", "epsg", "facts")})


def harvested(ask: Ask, source: Asked) -> tuple[dict[str, Any], Harvest]:
    met = Harvest()
    found = {one.values["letter"]: one for page in features_of(ask, source, met) for one in page}
    return found, met


def hold_in_place(found: dict[str, Any]) -> None:
    assert set(found) == set(PLOTS)
    for letter, box in PLOTS.items():
        assert shapely.hausdorff_distance(found[letter].geometry, shapely.box(*box)) < NEAR_M, letter


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("epsg", SYSTEMS)
def test_wfs_gives_the_same_place_in_every_system(ask: Ask, city: CityServer, version: str, epsg: int) -> None:
    source = source_of(ask, "wfs", city.address, epsg, version)
    assert source.version == version
    found, met = harvested(ask, source)
    hold_in_place(found)
    assert (met.read, met.left_out.total(), met.repaired.total()) == (3, 0, 0)
    assert found["AK"].values["name"] == "Kortteli 1 & ääkköset"
    assert found["AK"].own_id.endswith("k-1")


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("epsg", SYSTEMS)
def test_numbers_in_the_wrong_order_are_left_out_and_named(
    ask: Ask, city: CityServer, version: str, epsg: int
) -> None:
    found, met = harvested(ask, replace(source_of(ask, "wfs", city.address, epsg, version), is_swapped=True))
    assert found == {}
    assert met.left_out == {"swapped_axes": 3}


def test_ogc_api_features_gives_the_same_place(ask: Ask, city: CityServer) -> None:
    for address in (city.ogcapi, f"{city.ogcapi}/collections", f"{city.ogcapi}/?f=json"):
        source = source_of(ask, "oapif", address, 4326)
        found, met = harvested(ask, source)
        hold_in_place(found)
        assert (met.read, met.left_out.total()) == (3, 0)
        assert found["VL"].own_id == "k-2"


def test_pages_are_followed_to_the_end(ask: Ask, city: CityServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("wfs", "oapif"):
        monkeypatch.setattr(f"layers.remote.features.{module}.PAGE", 1)
    for kind, address, epsg in (("wfs", city.address, 3067), ("oapif", city.ogcapi, 4326)):
        city.asked.clear()
        found, _met = harvested(ask, source_of(ask, kind, address, epsg))
        assert set(found) == set(PLOTS)
        assert len(city.asked) >= 4, "a question for each feature"


def test_more_than_is_taken_is_refused(ask: Ask, city: CityServer, monkeypatch: pytest.MonkeyPatch) -> None:
    few = features_model.HarvestLimits(features=2)
    monkeypatch.setattr("layers.remote.features.pages.LIMITS", few)
    with pytest.raises(RemoteProblem) as problem:
        harvested(ask, source_of(ask, "wfs", city.address, METRIC.epsg))
    assert problem.value.code == "too_many_features"


def test_a_service_of_another_kind_is_told_apart(ask: Ask, city: CityServer) -> None:
    for kind, address in (("oapif", city.address), ("wfs", city.ogcapi), ("wmts", city.address)):
        with pytest.raises(RemoteProblem):
            read_service(ask, kind, address)


GML = 'xmlns:gml="http://www.opengis.net/gml/3.2"'


@pytest.mark.parametrize(
    ("text", "wkt"),
    [
        ("<gml:Point><gml:pos>1 2</gml:pos></gml:Point>", "POINT (1 2)"),
        ("<gml:Point><gml:pos>1 2 9</gml:pos></gml:Point>", "POINT (1 2)"),
        ("<gml:LineString><gml:posList>1 2 3 4</gml:posList></gml:LineString>", "LINESTRING (1 2, 3 4)"),
        (
            '<gml:LineString srsDimension="3"><gml:posList>1 2 9 3 4 9</gml:posList></gml:LineString>',
            "LINESTRING (1 2, 3 4)",
        ),
        (
            "<gml:Polygon><gml:exterior><gml:LinearRing><gml:posList>0 0 9 0 9 9 0 0</gml:posList></gml:LinearRing>"
            "</gml:exterior><gml:interior><gml:LinearRing><gml:posList>4 1 8 1 8 5 4 1</gml:posList></gml:LinearRing>"
            "</gml:interior></gml:Polygon>",
            "POLYGON ((0 0, 9 0, 9 9, 0 0), (4 1, 8 1, 8 5, 4 1))",
        ),
        (
            "<gml:MultiSurface><gml:surfaceMember><gml:Polygon><gml:exterior><gml:LinearRing>"
            "<gml:posList>0 0 9 0 9 9 0 0</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>"
            "</gml:surfaceMember></gml:MultiSurface>",
            "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 0)))",
        ),
        (
            "<gml:MultiPoint><gml:pointMembers><gml:Point><gml:pos>1 2</gml:pos></gml:Point>"
            "<gml:Point><gml:pos>3 4</gml:pos></gml:Point></gml:pointMembers></gml:MultiPoint>",
            "MULTIPOINT (1 2, 3 4)",
        ),
        (
            "<gml:Curve><gml:segments><gml:LineStringSegment><gml:posList>0 0 1 1</gml:posList>"
            "</gml:LineStringSegment><gml:LineStringSegment><gml:posList>1 1 2 0</gml:posList>"
            "</gml:LineStringSegment></gml:segments></gml:Curve>",
            "LINESTRING (0 0, 1 1, 2 0)",
        ),
        (
            "<gml:Surface><gml:patches><gml:PolygonPatch><gml:exterior><gml:LinearRing>"
            "<gml:posList>0 0 9 0 9 9 0 0</gml:posList></gml:LinearRing></gml:exterior></gml:PolygonPatch>"
            "</gml:patches></gml:Surface>",
            "POLYGON ((0 0, 9 0, 9 9, 0 0))",
        ),
    ],
)
def test_every_kind_of_gml_shape_is_read(text: str, wkt: str) -> None:
    found = geometry_below(sound_xml(f"<a {GML}>{text}</a>".encode()))
    assert found is not None
    assert shapely.equals_exact(found[0], shapely.from_wkt(wkt))
