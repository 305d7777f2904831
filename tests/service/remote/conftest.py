"""A city's map service beside the made-up town, and an administrator who may ask it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from service.remote.pictures import errands as errands_module
from tests.cityserver import PLOTS, CityServer, city_server
from tests.conftest import Browser, TownDatabase

_names = itertools.count(1)


@pytest.fixture(scope="module")
def _running_city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CityServer]:
    folder: Path = tmp_path_factory.mktemp("city")
    with city_server(folder) as running:
        yield running


@pytest.fixture
def city(_running_city: CityServer, app: Flask, town: TownDatabase) -> CityServer:
    """The city's service, up, which the settings let be asked though it runs on this machine."""
    _running_city.is_down = _running_city.turns_axes = False
    _running_city.asked.clear()
    _running_city.publish(PLOTS)
    inside = f"{_running_city.host}:{_running_city.port}"
    settings = replace(town.settings, remote_inside_hosts=inside)
    app.config["SETTINGS"] = settings
    town.database.settings = settings
    # What an earlier test learned of the service must not help or hinder this one.
    app.extensions.pop("remote_errands", None)
    assert errands_module
    return _running_city


@pytest.fixture
def admin(client: Browser, city: CityServer) -> Browser:
    """An administrator's browser; the city's host is allowed."""
    client.sign_in("administrator")
    answer = client.send("/admin/hosts", {"host": city.host, "port": str(city.port), "note": "Testikaupunki"})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return client


AddLayer = Callable[..., str]


@pytest.fixture
def add_layer(admin: Browser, city: CityServer) -> AddLayer:
    """Adds the zoning layer of the city and gives its key; `shown` shows it to everybody."""

    def add(*, shown: bool = True, **more: Any) -> str:
        form = {
            "address": city.address, "kind": "wms", "version": "", "name": "kaava", "epsg": "3067",
            "name_fi": f"Kaupungin kaava {next(_names)}", "source": "Testikaupunki", "keep_hours": "24", **more,
        }  # fmt: skip
        answer = admin.send("/admin/remote", form)
        assert answer.status_code == 303, answer.get_data(as_text=True)
        key = str(answer.location).rpartition("/")[2]
        if shown:
            assert admin.send(f"/admin/remote/{key}/state", {"shown": "yes"}).status_code == 303
        return key

    return add
