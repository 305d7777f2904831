"""The municipality's own backdrop, and layers of pictures on the front page's map."""

from __future__ import annotations

import json
import re
from typing import Any

from sqlalchemy import text

from tests.cityserver import CityServer
from tests.conftest import Browser, TownDatabase
from tests.service.remote.conftest import AddLayer
from tests.service.remote.test_pictures import address_of, middle


def map_layers(client: Any, path: str = "/") -> dict[str, dict[str, Any]]:
    """The layers of a page's map by their keys, as a visitor gets them."""
    page = client.get(path, headers={"Accept": "text/html"}).get_data(as_text=True)
    found = re.search(r'<script type="application/json" class="map-config">(.*?)</script>', page, re.DOTALL)
    assert found, path
    return {one["key"]: one for one in json.loads(found[1])["layers"]}


def test_a_shown_layer_can_be_switched_on_by_everybody(
    admin: Browser, add_layer: AddLayer, city: CityServer, town: TownDatabase
) -> None:
    key = add_layer(shown=False)
    visitor = admin.application.test_client()
    assert f"remote-{key}" not in map_layers(visitor)
    admin.send(f"/admin/remote/{key}/state", {"shown": "yes"})
    layer = map_layers(visitor)[f"remote-{key}"]
    assert (layer["kind"], layer["visible"], layer["info"]) == ("image", False, f"/api/remote/{key}/info")
    assert layer["attribution"] == [{"text": "Testikaupunki"}]
    assert "note" not in layer
    city.is_down = True
    visitor.get(address_of(key, *middle("AK")))
    assert "Ei tavoitettavissa" in map_layers(visitor)[f"remote-{key}"]["note"]


def test_the_backdrop_lies_over_the_service_s_own_map(admin: Browser, add_layer: AddLayer, city: CityServer) -> None:
    key = add_layer()
    visitor = admin.application.test_client()
    assert admin.send(f"/admin/remote/{key}/backdrop", {"shown": "yes"}).status_code == 303
    for path in ("/", "/areas/new"):
        layers = map_layers(visitor, path)
        assert list(layers)[:2] == ["backdrop", "basemap"], path
        assert layers["basemap"]["url"] == f"/remote/{key}/{{z}}/{{x}}/{{y}}.png"
        assert f"remote-{key}" not in layers, "it lies there once"
    city.is_down = True
    assert visitor.get("/").status_code == 200
    assert visitor.get(address_of(key, *middle("AK"))).status_code == 200
    assert admin.send(f"/admin/remote/{key}/backdrop", {"shown": "no"}).status_code == 303
    assert "basemap" not in map_layers(visitor)


def test_a_layer_that_is_hidden_or_taken_away_is_no_backdrop_any_more(admin: Browser, add_layer: AddLayer) -> None:
    visitor = admin.application.test_client()
    for deed, form in (("state", {"shown": "no"}), ("remove", {})):
        key = add_layer()
        admin.send(f"/admin/remote/{key}/backdrop", {"shown": "yes"})
        assert "basemap" in map_layers(visitor)
        assert admin.send(f"/admin/remote/{key}/{deed}", form).status_code == 303
        assert "basemap" not in map_layers(visitor)


def test_what_nobody_sees_cannot_be_the_backdrop(admin: Browser, add_layer: AddLayer, town: TownDatabase) -> None:
    key = add_layer(shown=False)
    assert admin.send(f"/admin/remote/{key}/backdrop", {"shown": "yes"}).status_code == 422
    with town.session() as db:
        settings = db.execute(text("SELECT settings FROM boundaries.municipality WHERE slug = 'testila'")).scalar_one()
    assert "backdrop" not in settings


def test_the_log_tells_of_it(admin: Browser, add_layer: AddLayer) -> None:
    key = add_layer()
    admin.send(f"/admin/remote/{key}/backdrop", {"shown": "yes"})
    log = admin.get("/admin/log", headers={"Accept": "text/html"}).get_data(as_text=True)
    for words in ("Vaihtoi karttojen taustakartan", "Lisäsi toisen palvelun karttatason", "Salli karttapalvelimen"):
        assert words in log
