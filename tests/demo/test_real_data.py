"""The shipped real data is whole: totals, suppressed values and the playgrounds' own file."""

import geopandas as gpd
import pyogrio
import pytest
from shapely.geometry import Point

from demo.backdrop import water
from demo.cities import CITIES, City

TOTALS = {"kuopio": (65, 117_064), "mikkeli": (41, 53_587), "lahti": (31, 112_629)}
PLAYGROUNDS = {"kuopio": 218, "mikkeli": 47, "lahti": 144}
SUPPRESSED_AREAS = {"kuopio": 3, "mikkeli": 1, "lahti": 0}


def test_areas_and_residents_add_up(city: City, areas: gpd.GeoDataFrame) -> None:
    assert (len(areas), int(areas["he_vakiy"].sum())) == TOTALS[city.slug]
    assert set(areas["kunta"]) == {city.code}


def test_suppressed_values_are_still_minus_one(city: City, areas: gpd.GeoDataFrame) -> None:
    suppressed = areas[areas["he_0_2"] == -1]
    assert len(suppressed) == SUPPRESSED_AREAS[city.slug]
    assert (suppressed["he_vakiy"] < 30).all()


def test_leading_zeros_and_both_names_are_kept(areas: gpd.GeoDataFrame) -> None:
    assert areas["posti_alue"].str.fullmatch(r"\d{5}").all()
    assert areas[["nimi", "namn"]].notna().all().all()


def test_playgrounds_stand_in_a_file_of_their_own(city: City) -> None:
    assert "playgrounds_osm" not in pyogrio.list_layers(city.geodata)[:, 0]
    assert pyogrio.list_layers(city.playgrounds)[:, 0].tolist() == ["playgrounds_osm"]
    assert len(pyogrio.read_dataframe(city.playgrounds)) == PLAYGROUNDS[city.slug]


def test_one_municipality_with_its_code(city: City) -> None:
    municipality = pyogrio.read_dataframe(city.geodata, layer="municipality_2025")
    assert municipality[["kunta", "nimi"]].values.tolist() == [[city.code, city.name_fi]]


@pytest.mark.parametrize("slug", sorted(CITIES))
def test_water_leaves_what_is_built_dry(slug: str) -> None:
    polygons = water(CITIES[slug])
    assert polygons and all(polygon.is_valid for polygon in polygons)
    zones = gpd.read_file(CITIES[slug].geodata, layer="ykr_zones_2017")
    playgrounds = gpd.read_file(CITIES[slug].playgrounds).to_crs(zones.crs)
    for polygon in polygons:
        assert not zones.intersects(polygon).any()
        assert not playgrounds.intersects(polygon).any()


def test_kuopio_keeps_its_lake() -> None:
    # The middle of the lake east of the centre, and the suburbs that the coarse lakes would drown.
    lakes = gpd.GeoSeries(water(CITIES["kuopio"]), crs=_crs("kuopio")).to_crs(4326)
    assert lakes.contains(Point(27.76, 62.87)).any()
    assert not lakes.contains(Point(27.634, 62.856)).any()


def _crs(slug: str) -> object:
    return gpd.read_file(CITIES[slug].geodata, layer="lakes_gshhg").crs
