"""Hosts are allowed by administrators alone, and nothing is asked of others."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from service.remote.models import RemoteHost
from tests.cityserver import CityServer
from tests.conftest import Browser, TownDatabase


def page(client: Browser, path: str = "/admin/hosts") -> str:
    return client.get(path, headers={"Accept": "text/html"}).get_data(as_text=True)  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("host", "port", "kept"),
    [
        ("Kartat.Kunta.fi", "", ("kartat.kunta.fi", 443)),
        ("kartat.kunta.fi:8080", "", ("kartat.kunta.fi", 8080)),
        ("http://kartat.kunta.fi/wms?map=/x", "", ("kartat.kunta.fi", 80)),
        ("https://kartat.kunta.fi/wms", "8443", ("kartat.kunta.fi", 8443)),
        ("kartat.kunta.fi.", "80", ("kartat.kunta.fi", 80)),
    ],
)
def test_a_host_is_kept_plain_with_its_port(
    client: Browser, town: TownDatabase, host: str, port: str, kept: tuple[str, int]
) -> None:
    client.sign_in("administrator")
    assert client.send("/admin/hosts", {"host": host, "port": port, "note": "Kunta"}).status_code == 303
    assert f"{kept[0]}:{kept[1]}" in page(client)
    with town.session() as db:
        row = db.scalars(select(RemoteHost)).one()
        assert (row.host, row.port, row.note) == (*kept, "Kunta")
        assert row.allowed_by is not None


@pytest.mark.parametrize(
    ("host", "port"),
    [("", ""), ("a b", ""), ("ftp://x/", ""), ("http://user:pw@x/", ""), ("x", "0"), ("x", "99999"), ("x:99999", ""),
     ("<b>", "80")],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    client: Browser, town: TownDatabase, host: str, port: str
) -> None:
    client.sign_in("administrator")
    answer = client.send("/admin/hosts", {"host": host, "port": port, "note": "Muistiin"})
    assert answer.status_code == 422
    assert 'value="Muistiin"' in answer.get_data(as_text=True)
    assert "<b>" not in answer.get_data(as_text=True)
    with town.session() as db:
        assert db.scalars(select(RemoteHost)).all() == []


@pytest.mark.parametrize("role", ["official", "planner", "moderator"])
def test_others_allow_nothing(client: Browser, role: str) -> None:
    client.sign_in(role)
    assert client.get("/admin/hosts").status_code == 403
    assert client.send("/admin/hosts", {"host": "x.fi"}).status_code == 403
    assert client.send("/admin/remote/look", {"address": "https://x.fi", "kind": "wms"}).status_code == 403


def test_a_host_that_is_not_allowed_is_not_asked(client: Browser, city: CityServer) -> None:
    client.sign_in("administrator")
    answer = client.send("/admin/remote/look", {"address": city.address, "kind": "wms"})
    assert answer.status_code == 422
    assert "ei ole sallittu" in answer.get_data(as_text=True)
    assert city.asked == []


def test_a_host_inside_is_not_asked_even_when_allowed(admin: Browser, city: CityServer, town: TownDatabase) -> None:
    """Without the installation's own setting an administrator opens no way inside."""
    admin.application.config["SETTINGS"] = replace(town.settings, remote_inside_hosts="")
    answer = admin.send("/admin/remote/look", {"address": city.address, "kind": "wms"})
    assert answer.status_code == 422
    assert "sisäverkossa" in answer.get_data(as_text=True)
    assert city.asked == []


def test_taking_a_host_back_ends_the_asking(admin: Browser, city: CityServer, town: TownDatabase) -> None:
    assert admin.send("/admin/remote/look", {"address": city.address, "kind": "wms"}).status_code == 200
    with town.session() as db:
        number = db.scalars(select(RemoteHost.id)).one()
    assert admin.send(f"/admin/hosts/{number}/end", {}).status_code == 303
    city.asked.clear()
    assert admin.send("/admin/remote/look", {"address": city.address, "kind": "wms"}).status_code == 422
    assert city.asked == []
    assert admin.send("/admin/hosts/999/end", {}).status_code == 404
