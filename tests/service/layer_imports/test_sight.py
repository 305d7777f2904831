"""Who keeps a layer: every door that keeps layers, for every role, at every visibility.

A layer of administrators is to everybody else as if it did not exist: not on a page, not in a choice, not in a
sentence, and nothing that others send changes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select, text

from layers.models import VISIBILITIES, Layer, LayerFeature
from layers.remote.models import RemoteSource
from service.layer_imports import routes as import_routes
from service.layer_imports.models import LayerImport
from tests.boundaries.reading.making import feature, geojson
from tests.conftest import Browser, TownDatabase
from tests.service.areas.test_facts import part
from tests.service.layer_imports.conftest import approve, page, row_of, send

NAME = "Salatut kaivot"
KEY = "salatut_kaivot"
LAYER = {
    "layer-name_fi": NAME, "layer-layer_kind": "services", "layer-visibility": "officials", "layer-source": "Testilä",
    "layer-licence": "CC BY 4.0", "layer-name_column": "nimi", "layer-shown": ["nimi"],
}  # fmt: skip
ENTRY = f"/admin/layers/{KEY}"
REMOTE = f"/admin/remote/{KEY}"
#: Who keeps layers, with the visibilities that they see; the others are refused whatever the layer is.
SEEN = {"visitor": (), "official": (), "moderator": (), "planner": VISIBILITIES[:2], "administrator": VISIBILITIES}
#: Pages that are there anyway and tell of the layer; {pending} is another import, which could replace it.
TELLING = ("/admin/layers", "/desk/layers/import", "{pending}")
CLASSES = f"{ENTRY}/classes"
READS = (ENTRY, CLASSES, f"{CLASSES}?attribute=code&kind=numbers", "{own}", "{own}/report.csv", REMOTE)
WRITES: dict[str, dict[str, Any]] = {
    ENTRY: {"seen": "2026-01-01T00:00:00+00:00", "name_fi": "Muu", "source": "Muu", "visibility": "public"},
    f"{ENTRY}/move": {"direction": "up"},
    f"{ENTRY}/remove": {},
    f"{ENTRY}/put-back": {},
    CLASSES: {"seen": "2026-01-01T00:00:00+00:00", "attribute": "code", "kind": "values"},
    f"{CLASSES}/remove": {},
    "{own}/answer": {"upload_crs": "3067"},
    "{own}/report": {**LAYER, "layer-name_fi": "Muu"},
    "{own}/apply": {"counted": "1", **LAYER},
    "{own}/discard": {},
    "{own}/undo": {},
    f"{REMOTE}/state": {"shown": "yes"},
    f"{REMOTE}/backdrop": {"shown": "yes"},
    f"{REMOTE}/fetch": {},
    f"{REMOTE}/remove": {},
}


def wells(*names: str) -> bytes:
    return geojson([feature(part(100 + at, 500, 110 + at, 510).centroid, nimi=one) for at, one in enumerate(names)])


def be(client: Browser, role: str) -> None:
    if client.get_cookie("sign-in") is not None:
        client.send("/sign-out", {})
    if role != "visitor":
        client.sign_in(role)


def restrict(town: TownDatabase, visibility: str) -> None:
    with town.database.session() as db:
        db.scalars(select(Layer).where(Layer.key == KEY)).one().visibility = visibility


def everything(town: TownDatabase) -> tuple[Any, ...]:
    """All that is stored of layers and of what waits for them."""
    with town.session() as db:
        return tuple(
            tuple(db.execute(text(f"SELECT CAST(t AS text) FROM {name} AS t ORDER BY 1")).scalars())  # noqa: S608
            for name in ("layers.layer", "layers.layer_feature", "layers.remote_source", "service.layer_import")
        )


def outcome(answer: Any) -> str:
    """Whether a door is "open", leads to nothing ("none"), or is not the asker's at all ("refused")."""
    if answer.status_code in (401, 403) or "/sign-in" in answer.headers.get("Location", ""):
        return "refused"
    return "none" if answer.status_code == 404 else "open"


@pytest.fixture
def addresses(town: TownDatabase, client: Browser) -> Iterator[dict[str, str]]:
    """The import that made the layer, in use, and one that waits; the layer is of another service too."""
    client.sign_in("planner")
    own = send(client, wells("Kaivo"), "kaivot.geojson")
    assert approve(client, own, **LAYER).status_code == 303
    pending = send(client, wells("Toinen"), "muuta.geojson")
    with town.database.session() as db:
        layer = db.scalars(select(Layer).where(Layer.key == KEY)).one()
        source = RemoteSource(layer_id=layer.id, municipality_id=layer.municipality_id, kind="xyz", version="",
                              address="https://kartat.example/{z}/{x}/{y}", name="", epsg=3067, facts={})  # fmt: skip
        db.add(source)
    yield {"own": own, "pending": pending}


@pytest.mark.parametrize("role", SEEN)
def test_every_door_of_keepers(town: TownDatabase, client: Browser, addresses: dict[str, str], role: str) -> None:
    be(client, role)
    for visibility in VISIBILITIES:
        restrict(town, visibility)
        is_seen, keeps = visibility in SEEN[role], bool(SEEN[role])
        wanted = "open" if is_seen else "none" if keeps else "refused"
        for path in TELLING:
            html = page(client, path.format(**addresses))
            found = NAME in html or KEY in html or addresses["own"] in html
            assert found == is_seen, (path, visibility)
        before = everything(town)
        for path in READS:
            answer = client.get(path.format(**addresses), headers={"Accept": "text/html"})
            expected = "refused" if path.startswith(REMOTE) and role != "administrator" else wanted
            assert outcome(answer) == expected, (path, visibility)
            assert is_seen or not re.search(f"{NAME}|kaivot.geojson|Kaivo", answer.get_data(as_text=True)), path
        if is_seen:
            continue  # what a keeper may change is tried below, and in the tests of each page
        for path, form in WRITES.items():
            answer = client.send(path.format(**addresses), form)
            expected = "refused" if path.startswith(REMOTE) and role != "administrator" else wanted
            assert outcome(answer) == expected, (path, visibility)
            assert NAME not in answer.get_data(as_text=True), path
        assert everything(town) == before, visibility


@pytest.mark.parametrize(("role", "visibility"), [("planner", "officials"), ("administrator", "administrators")])
def test_who_sees_a_layer_opens_every_door(
    town: TownDatabase, client: Browser, addresses: dict[str, str], role: str, visibility: str
) -> None:
    restrict(town, visibility)
    be(client, role)
    for path, form in WRITES.items():
        expected = "refused" if path.startswith(REMOTE) and role != "administrator" else "open"
        assert outcome(client.send(path.format(**addresses), form)) == expected, path


def test_a_hidden_page_answers_in_the_words_of_one_that_does_not_exist(
    town: TownDatabase, client: Browser, addresses: dict[str, str]
) -> None:
    restrict(town, "administrators")
    none = {"own": "/desk/layers/import/00000000-0000-4000-8000-000000000000"}
    for path in ("{entry}", "{entry}/classes", "{own}", "{own}/report.csv"):
        hidden, absent = (
            client.get(path.format(**where), headers={"Accept": "application/json"})
            for where in ({"entry": ENTRY, **addresses}, {"entry": "/admin/layers/ei_mitaan", **none})
        )
        assert hidden.status_code == absent.status_code == 404, path
        told = [{**one.json, "request_id": ""} for one in (hidden, absent)]
        assert told[0] == told[1] and "request_id" in hidden.json, path
        kept = ("Content-Type", "Content-Length", "Cache-Control", "Vary")
        assert [hidden.headers.get(one) for one in kept] == [absent.headers.get(one) for one in kept]


def test_nobody_hides_a_layer_from_himself(town: TownDatabase, client: Browser, addresses: dict[str, str]) -> None:
    pending = addresses["pending"]
    html = page(client, ENTRY) + client.send(f"{pending}/report", LAYER | {"as": "layer"}).get_data(as_text=True)
    assert 'value="officials"' in html and 'value="administrators"' not in html
    seen = re.search(r'name="seen" value="([^"]+)"', html)
    assert seen
    form = {"seen": seen[1], "name_fi": "Kaivot", "source": "Testilä", "visibility": "administrators"}
    answer = client.send(ENTRY, form)
    assert answer.status_code == 422 and "Valitse, kuka saa nähdä tason" in answer.get_data(as_text=True)
    assert 'value="Kaivot"' in answer.get_data(as_text=True)
    answer = approve(client, pending, **LAYER | {"layer-visibility": "administrators", "layer-name_sv": "Brunnar"})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "Valitse, kuka saa nähdä tason" in html and "Brunnar" in html
    with town.session() as db:
        assert set(db.scalars(select(Layer.visibility).where(Layer.kind == "services"))) == {"officials"}


@pytest.mark.parametrize("at_once", [1000, 0])
def test_a_hidden_layer_is_replaced_by_nobody_else(
    town: TownDatabase, client: Browser, addresses: dict[str, str], at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does what is answered tell it from one that never was; in the background it goes by the actor's roles."""
    monkeypatch.setattr(import_routes, "AT_ONCE", at_once)
    asked: list[dict[str, Any]] = []
    monkeypatch.setattr(import_routes, "defer", lambda _db, _task, _queue, **values: asked.append(values))
    restrict(town, "administrators")
    told = []
    for key in (KEY, "ei_mitaan"):
        path = send(client, wells("Toinen"), "toinen.geojson")
        answer = approve(client, path, **{**LAYER, "layer-replaces": key})
        told.append((answer.status_code, re.findall(r"notice__body.*?</div>", answer.get_data(as_text=True), re.S)))
    assert told[0] == told[1] and told[0][0] == (409 if at_once else 303)
    assert at_once or [one["roles"] for one in asked] == [["planner"]] * 2
    with town.session() as db:
        assert [one["fi"] for one in db.scalars(select(LayerFeature.names).join(Layer).where(Layer.key == KEY))] == [
            "Kaivo"
        ]


def test_what_an_administrator_sends_is_seen_by_few_until_it_is_in_use(town: TownDatabase, client: Browser) -> None:
    be(client, "administrator")
    paths = [send(client, wells("Kaivo"), f"kaivot-{at}.geojson") for at in range(3)]
    for path, visibility in zip(paths[:2], ("administrators", "officials"), strict=True):
        assert approve(client, path, **{**LAYER, "layer-visibility": visibility}).status_code == 303
    assert "Näkyy vain: Ylläpitäjät" in page(client, paths[2])
    be(client, "planner")
    html = page(client, "/desk/layers/import")
    assert [path in html for path in paths] == [client.get(path).status_code == 200 for path in paths]
    assert [path in html for path in paths] == [False, True, False]
    assert client.send(f"{paths[1]}/undo", {}).status_code == 303


def test_what_replaced_a_hidden_layer_is_not_taken_back_by_others(town: TownDatabase, client: Browser) -> None:
    """Taking it back would hide the layer again, and put features in place that others never saw."""
    be(client, "administrator")
    first = send(client, wells("Kaivo"))
    assert approve(client, first, **{**LAYER, "layer-visibility": "administrators"}).status_code == 303
    second = send(client, wells("Avoin"))
    assert approve(client, second, **{**LAYER, "layer-replaces": KEY, "layer-visibility": "public"}).status_code == 303
    be(client, "planner")
    assert NAME in page(client, "/admin/layers")
    assert client.send(f"{second}/undo", {}).status_code == 404
    assert row_of(town, second).state == "applied"


def test_a_planners_file_that_is_to_be_hidden_leaves_his_list(town: TownDatabase, client: Browser) -> None:
    client.sign_in("planner")
    path = send(client, wells("Kaivo"))
    be(client, "administrator")
    assert client.send(f"{path}/report", {**LAYER, "layer-visibility": "administrators"}).status_code == 200
    be(client, "planner")
    assert client.get(path).status_code == 404 and path not in page(client, "/desk/layers/import")
    with town.session() as db:
        assert db.scalars(select(LayerImport.visibility)).all() == ["administrators"]


def test_a_layer_moves_past_those_that_its_keeper_does_not_see(town: TownDatabase, client: Browser) -> None:
    with town.database.session() as db:
        home = db.scalars(select(Layer.municipality_id)).first()
        few = "administrators"
        for at, (key, seen) in enumerate([("aa", "officials"), ("bb", few), ("cc", "public"), ("dd", few)]):
            more = dict.fromkeys(("source", "licence", "attribution"), "") | {"style": {}, "visibility": seen}
            db.add(Layer(municipality_id=home, key=key, kind="other", names={"fi": key}, sort_order=900 + at, **more))
    client.sign_in("planner")
    orders = []
    for direction in ("up", "down", "down"):
        assert client.send("/admin/layers/cc/move", {"direction": direction}).status_code == 303
        with town.session() as db:
            orders.append("".join(db.scalars(select(Layer.key).order_by(Layer.sort_order, Layer.key)))[-8:])
    assert orders == ["ccaabbdd", "aaccbbdd", "aaccbbdd"]
