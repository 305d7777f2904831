"""The city's map service, once for all tests of a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from layers.remote.fetching import Allowance, Fetched, Wish, fetch
from layers.remote.reading.model import Ask
from tests.cityserver import CityServer, city_server


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CityServer]:
    folder: Path = tmp_path_factory.mktemp("city")
    with city_server(folder) as running:
        yield running


@pytest.fixture(scope="module")
def ask(city: CityServer) -> Ask:
    here = frozenset({(city.host, city.port)})

    def to_city(url: str, wish: Wish) -> Fetched:
        return fetch(url, Allowance(here, here), wish)

    return to_city
