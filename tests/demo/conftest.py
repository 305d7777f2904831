"""The demo's content, read once for all tests."""

import geopandas as gpd
import pytest

from demo.cities import CITIES, City
from demo.content import DemoCity, read_city


@pytest.fixture(scope="session", params=sorted(CITIES))
def content(request: pytest.FixtureRequest) -> DemoCity:
    return read_city(request.param)


@pytest.fixture(scope="session")
def city(content: DemoCity) -> City:
    return content.city


@pytest.fixture(scope="session")
def areas(city: City) -> gpd.GeoDataFrame:
    return gpd.read_file(city.geodata, layer="paavo_2019")


@pytest.fixture(scope="session")
def outline(city: City) -> gpd.GeoSeries:
    """The municipality in WGS 84."""
    return gpd.read_file(city.geodata, layer="municipality_2025").to_crs(4326).geometry
