"""Looking at a service, picking a layer, describing it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from layers.models import Layer
from layers.remote.models import RemoteSource
from tests.cityserver import CityServer
from tests.conftest import Browser, TownDatabase

LOOK = {"kind": "wms", "version": ""}


def test_the_way_from_an_address_to_a_layer(admin: Browser, city: CityServer, town: TownDatabase) -> None:
    look = {**LOOK, "address": f"{city.address}?SERVICE=WMS&REQUEST=GetCapabilities&VERSION=1.1.0"}
    found = admin.send("/admin/remote/look", look).get_data(as_text=True)
    assert "Ajantasa-asemakaava" in found
    assert "CC BY 4.0" in found
    described = admin.send("/admin/remote/pick", {**look, "name": "kaava"}).get_data(as_text=True)
    assert 'value="Ajantasa-asemakaava"' in described
    assert "EPSG:3881" in described
    form = {
        **look, "name": "kaava", "style": "", "epsg": "3881", "name_fi": "Ajantasakaava", "name_sv": "Detaljplan",
        "source": "Testikaupunki", "licence": "CC BY 4.0", "keep_hours": "168",
    }  # fmt: skip
    answer = admin.send("/admin/remote", form)
    assert answer.location.endswith("/admin/remote/ajantasakaava")
    with town.session() as db:
        layer = db.scalars(select(Layer).where(Layer.kind == "remote")).one()
        source = db.get(RemoteSource, layer.id)
        assert source is not None
        assert (layer.key, layer.names, layer.visibility) == (
            "ajantasakaava",
            {"fi": "Ajantasakaava", "sv": "Detaljplan"},
            "administrators",
        )
        assert (source.version, source.epsg, source.format, source.keep_minutes) == (
            "1.3.0",
            3881,
            "image/png",
            10_080,
        )
        assert source.address == city.address, "without what we say ourselves"
    shown = admin.get("/admin/remote/ajantasakaava").get_data(as_text=True)
    assert "/remote/ajantasakaava/{z}/{x}/{y}.png" in shown
    twice = admin.send("/admin/remote", form)
    assert twice.location.endswith("/admin/remote/ajantasakaava_2")


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"address": "kartat.kunta.fi"}, "https://"),
        ({"address": "file:///etc/passwd"}, "https://"),
        ({"address": "http://user:secret@127.0.0.1/"}, "salasana"),
        ({"kind": "shapefile"}, "field-kind-error"),
    ],
)
def test_what_is_wrong_with_an_address_is_said(
    admin: Browser, city: CityServer, more: dict[str, str], sentence: str
) -> None:
    answer = admin.send("/admin/remote/look", {**LOOK, "address": city.address, **more})
    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)
    assert f'value="{more.get("address", city.address)}"' in answer.get_data(as_text=True)


def test_a_service_that_does_not_answer_is_said(admin: Browser, city: CityServer) -> None:
    city.is_down = True
    answer = admin.send("/admin/remote/look", {**LOOK, "address": city.address})
    assert answer.status_code == 422
    assert "katkesi" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ({"name_fi": ""}, "field-name_fi-error"),
        ({"epsg": "2393"}, "koordinaatisto"),
        ({"name": "puuttuva"}, "puuttuva"),
        ({"keep_hours": "0"}, "field-keep_hours-error"),
    ],
)
def test_a_description_that_is_wrong_loses_nothing(
    admin: Browser, city: CityServer, town: TownDatabase, more: dict[str, str], where: str
) -> None:
    form = {
        **LOOK, "address": city.address, "name": "kaava", "style": "", "epsg": "3067", "name_fi": "Kaava",
        "name_en": "My own name", "source": "Kaupunki", "keep_hours": "24", **more,
    }  # fmt: skip
    answer = admin.send("/admin/remote", form)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert where in page
    assert 'value="My own name"' in page
    with town.session() as db:
        assert db.scalars(select(RemoteSource)).all() == []
