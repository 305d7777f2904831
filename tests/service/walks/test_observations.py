"""One observation: its page, its place in areas and in what happened, and hiding it from all of them."""

from __future__ import annotations

import pytest

from tests.conftest import Browser, TownDatabase
from tests.service.walks.test_walks import CANARY, walked

pytestmark = pytest.mark.usefixtures("notes_stay_right")

__all__ = ["walked"]
#: Every public output in which an observation stands; the words are those of the first one.
OUTPUTS = ("/walks/valot-pois", "/walks/valot-pois/observations/1", "/api/walks/valot-pois", "/areas/05", "/feed.atom")


def test_the_page_of_an_observation(client: Browser, walked: TownDatabase) -> None:
    html = client.get("/walks/valot-pois/observations/1?lang=fi").get_data(as_text=True)
    for words in ("Havainto 1", "Lamppu on sammunut.", "Vaihda lamppu.", "Alikulku", "Alue 05", "Vaara"):
        assert words in html, words
    assert CANARY not in client.get("/walks/valot-pois/observations/2").get_data(as_text=True)
    assert client.get("/walks/valot-pois/observations/3").status_code == 404
    assert client.get("/walks/nowhere/observations/1").status_code == 404


def test_hidden_is_gone_from_every_output(client: Browser, app: object, walked: TownDatabase) -> None:
    feed = [rule.rule for rule in app.url_map.iter_rules() if rule.rule.endswith(".atom") and "<" not in rule.rule]  # type: ignore[attr-defined]
    outputs = [path for path in OUTPUTS if path != "/feed.atom"] + feed
    assert feed
    for path in outputs:
        assert "Lamppu on sammunut" in client.get(path).get_data(as_text=True), path
    assert "Vaara 1" in _text(client, "/walks")
    client.sign_in("moderator")
    path = "/walks/valot-pois/observations/1"
    assert client.send(f"{path}/hide", {"reason": ""}).status_code == 422
    assert client.send(f"{path}/hide", {"reason": "Nimi näkyy"}).status_code == 303
    assert "Lamppu on sammunut" in client.get("/walks/valot-pois/manage").get_data(as_text=True)
    client.send("/sign-out", {})
    for path in outputs:
        assert "Lamppu on sammunut" not in client.get(path).get_data(as_text=True), path
    assert client.get("/walks/valot-pois/observations/1").status_code == 404
    assert "Vaara" not in _text(client, "/walks")
    client.sign_in("moderator")
    assert client.send("/walks/valot-pois/observations/1/show", {}).status_code == 303
    assert client.get("/walks/valot-pois/observations/1").status_code == 200


def test_only_moderators_hide(client: Browser, walked: TownDatabase) -> None:
    path = "/walks/valot-pois/observations/1/hide"
    assert client.send(path, {"reason": "Ei sovi"}).status_code == 401
    client.sign_in("planner")
    assert client.send(path, {"reason": "Ei sovi"}).status_code == 403


def _text(client: Browser, path: str) -> str:
    from tests.service.walks.test_walks import text_of

    return text_of(client.get(f"{path}?lang=fi").get_data(as_text=True))
