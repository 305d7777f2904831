"""Classing a layer: suggestions, what is typed, what is wrong, and that map, legend, list and QGIS say the same."""

from __future__ import annotations

import html
import json
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from shapely.geometry import Point
from sqlalchemy import select

from boundaries.files import FileFeature
from boundaries.models import Municipality
from layers.attributes import ShownAttribute
from layers.importing import LayerTraits, replace_layer
from layers.models import Layer
from service.records import AuditEntry
from tests.conftest import Browser, TownDatabase
from tests.factories.world import ORIGIN

ROOMS = LayerTraits(
    "rooms", "spaces", {"fi": "Tilat"}, "Testi", "CC0", "© Testi", code_column="luokka",
    attributes=(ShownAttribute("type", "tyyppi", {"fi": "Tyyppi"}), ShownAttribute("people", "paikat", {})),
)  # fmt: skip
BASE = "/admin/layers/rooms/classes"
SUGGESTED = f"{BASE}?attribute=type&kind=values&count=3"
NUMBERS = f"{BASE}?attribute=people&kind=numbers&count=3"


@pytest.fixture(autouse=True)
def rooms(town: TownDatabase) -> None:
    """Nine rooms for 10 to 90 people, of two types and one more; the tenth tells neither."""
    types = ["sali", "sali", "sali", "sali", "kerho <b>", "kerho <b>", "kerho <b>", "studio", "studio"]
    rows: list[dict[str, Any]] = [
        {"nimi": f"Tila {number}", "tyyppi": one, "paikat": 10 * number, "luokka": f"L{number % 2}", "hinta": 5}
        for number, one in enumerate(types, 1)
    ]
    features = [
        FileFeature(number, row, Point(ORIGIN[0] + 10 * number, ORIGIN[1] + 10))
        for number, row in enumerate([*rows, {"nimi": "Tila 10"}])
    ]
    with town.database.session() as db:
        replace_layer(db, db.scalars(select(Municipality.id)).one(), ROOMS, features)


def filled(client: Browser, path: str) -> dict[str, str]:
    """The form of the classes as the page fills it."""
    text = client.get(path).get_data(as_text=True)
    form = text[text.index(f'method="post" action="{BASE}"') :]
    form = form[: form.index("</form>")]
    found = {
        html.unescape(name[1]): html.unescape(value[1])
        for tag in re.findall(r"<input [^>]*>", form)
        if (name := re.search(r' name="([^"]*)"', tag)) and (value := re.search(r' value="([^"]*)"', tag))
    }
    for name, inside in re.findall(r'<select [^>]*name="([^"]+)".*?>(.*?)</select>', form, re.DOTALL):
        found[name] = (re.search(r'value="([^"]*)" selected', inside) or ["", ""])[1]
    del found["csrf_token"], found["idempotency_key"]
    return found


def style(town: TownDatabase) -> dict[str, Any]:
    with town.session() as db:
        return dict(db.scalars(select(Layer.style).where(Layer.key == "rooms")).one())


def map_classes(client: Browser) -> tuple[list[dict[str, Any]], str]:
    """The layer's classes and attribute as the front map is told of them."""
    text = client.get("/", headers={"Accept-Language": "fi"}).get_data(as_text=True)
    config = json.loads(re.search(r'class="map-config">(.*?)</script>', text, re.DOTALL)[1])  # type: ignore[index]
    layer = next(one for one in config["layers"] if one["key"] == "rooms")
    return layer.get("classes", []), layer.get("property", "")


@pytest.mark.parametrize(("role", "status"), [("", 302), ("official", 403), ("planner", 200)])
def test_who_keeps_the_catalogue_classes_layers(client: Browser, role: str, status: int) -> None:
    if role:
        client.sign_in(role)
    assert client.get(BASE, headers={"Accept": "text/html"}).status_code in (
        (302, 303, 401) if not role else (status,)
    )
    if status != 200:
        assert client.send(f"{BASE}/remove", {}).status_code in (302, 303, 401, 403)


def test_the_most_frequent_values_are_suggested_and_saved_as_typed(town: TownDatabase, client: Browser) -> None:
    client.sign_in("planner")
    form = filled(client, SUGGESTED)
    assert [form[f"class-{n}-value"] for n in range(4)] == ["kerho <b>", "sali", "studio", ""]
    assert len({form[f"class-{n}-colour"] for n in range(3)}) == 3
    assert "classes" not in style(town), "a suggestion saves nothing"
    form |= {"class-1-fi": "Juhlasali", "class-2-value": ""}
    assert client.send(BASE, form).status_code == 303
    stored = style(town)["classes"]
    assert [(one["value"], one["names"]) for one in stored["classes"]] == [
        ("kerho <b>", {}),
        ("sali", {"fi": "Juhlasali"}),
    ]
    classes, attribute = map_classes(client)
    assert attribute == "type"
    assert [(one.get("of"), one["label"]) for one in classes] == [
        ("kerho <b>", "kerho <b>"), ("sali", "Juhlasali"), (None, "Muu arvo"), (None, "Ei arvoa"),
    ]  # fmt: skip
    with town.session() as db:
        assert (
            db.scalars(select(AuditEntry.detail).where(AuditEntry.action == "layer.classed")).one()["attribute"]
            == "type"
        )


def test_the_list_and_a_page_say_each_ones_class(client: Browser) -> None:
    client.sign_in("planner")
    form = filled(client, SUGGESTED) | {"class-1-fi": "Juhlasali", "class-2-value": ""}
    client.send(BASE, form)
    client.send("/sign-out", {})
    text = client.get("/layers/rooms", headers={"Accept-Language": "fi"}).get_data(as_text=True)
    said = dict(
        re.findall(
            r'>(Tila \d+)</a></h3>\s*<ul class="legend" role="list"><li><span class="[^"]*"></span>([^<]*)', text
        )
    )
    assert said == {
        **{f"Tila {n}": "Juhlasali" for n in range(1, 5)}, **{f"Tila {n}": "kerho &lt;b&gt;" for n in range(5, 8)},
        "Tila 8": "Muu arvo", "Tila 9": "Muu arvo", "Tila 10": "Ei arvoa",
    }  # fmt: skip
    assert "kerho <b>" not in text
    one = re.search(r'href="(/layers/rooms/\d+)">Tila 1<', text)
    assert one and "Juhlasali" in client.get(one[1], headers={"Accept-Language": "fi"}).get_data(as_text=True)


def test_ranges_hold_equally_many_and_are_named_by_their_numbers(town: TownDatabase, client: Browser) -> None:
    client.sign_in("planner")
    form = filled(client, NUMBERS)
    assert [form[f"class-{n}-from"] for n in (1, 2, 3)] == ["40", "70", ""]
    assert client.send(BASE, {**form, "class-2-from": "70,5", "class-2-fi": "Isot"}).status_code == 303
    assert style(town)["classes"]["limits"] == [40, 70.5]
    labels = [one["label"] for one in map_classes(client)[0]]
    assert labels == ["alle 40", "40 – alle 70,5", "Isot", "Muu arvo", "Ei arvoa"]


def test_a_code_is_named_by_what_its_places_are_called(town: TownDatabase, client: Browser) -> None:
    with town.database.session() as db:
        db.execute(Layer.__table__.update().where(Layer.key == "rooms").values(shown_attributes=[]))
    client.sign_in("planner")
    form = filled(client, f"{BASE}?attribute=code&kind=values&count=5")
    assert [form[f"class-{n}-value"] for n in range(3)] == ["L0", "L1", ""]
    assert client.send(BASE, form).status_code == 303


@pytest.mark.parametrize(
    ("path", "wrong", "where"),
    [
        (SUGGESTED, {"class-1-value": "kerho <b>"}, "class-1-value"),
        (SUGGESTED, {"class-1-colour": "#ff0000"}, "class-1-colour"),
        (SUGGESTED, {"class-1-colour": "kind-1"}, "class-1-colour"),
        (SUGGESTED, {f"class-{n}-value": "" for n in range(4)}, "class-0-value"),
        (SUGGESTED, {"attribute": "hinta"}, "attribute"),
        (NUMBERS, {"class-2-from": "40"}, "class-2-from"),
        (NUMBERS, {"class-2-from": "many"}, "class-2-from"),
        (NUMBERS, {"class-1-from": "", "class-2-from": ""}, "class-1-from"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    town: TownDatabase, client: Browser, path: str, wrong: dict[str, str], where: str
) -> None:
    client.sign_in("planner")
    answer = client.send(BASE, {**filled(client, path), "class-0-en": "Typed <i>", **wrong})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422 and f'href="#field-{where}"' in text and f'id="field-{where}-error"' in text
    assert "Typed &lt;i&gt;" in text and "classes" not in style(town)


@pytest.mark.parametrize("query", ["attribute=hinta", "attribute=type&kind=numbers", "attribute=nothing"])
def test_what_cannot_be_suggested_is_said(client: Browser, query: str) -> None:
    client.sign_in("planner")
    answer = client.get(f"{BASE}?{query}")
    assert answer.status_code == 422 and "field__error" in answer.get_data(as_text=True)
    for path in ("?count=1", "?count=99", "?kind=hues", "?who=me"):
        assert client.get(f"{BASE}{path}").status_code == 400, path


def test_who_saves_later_is_told_and_classes_are_taken_away_whole(town: TownDatabase, client: Browser) -> None:
    client.sign_in("planner")
    mine = filled(client, NUMBERS)
    assert client.send(BASE, filled(client, SUGGESTED)).status_code == 303
    answer = client.send(BASE, {**mine, "class-1-fi": "Omani"})
    assert answer.status_code == 409 and 'value="Omani"' in answer.get_data(as_text=True)
    assert style(town)["classes"]["kind"] == "values"
    assert client.send(f"{BASE}/remove", {}).status_code == 303
    assert "classes" not in style(town) and map_classes(client) == ([], "")


def test_an_attribute_that_is_hidden_takes_its_classes_along(town: TownDatabase, client: Browser) -> None:
    client.sign_in("planner")
    client.send(BASE, filled(client, SUGGESTED))
    with town.database.session() as db:
        db.execute(Layer.__table__.update().where(Layer.key == "rooms").values(shown_attributes=[]))
    assert map_classes(client) == ([], "") and "sali" not in client.get("/layers/rooms").get_data(as_text=True)


@pytest.mark.parametrize(("path", "kind"), [(SUGGESTED, "categorizedSymbol"), (NUMBERS, "graduatedSymbol")])
def test_the_file_for_qgis_has_the_classes(client: Browser, path: str, kind: str) -> None:
    client.sign_in("planner")
    client.send(BASE, filled(client, path))
    root = ElementTree.fromstring(client.get("/ogc/layers.qlr", headers={"Accept-Language": "fi"}).data)  # noqa: S314
    layer = next(one for one in root.iter("maplayer") if one.findtext("layername") == "Tilat")
    (renderer,) = layer.iter("renderer-v2")
    assert renderer.get("type") == kind
    labels = [one.get("label") for one in (*renderer.iter("category"), *renderer.iter("range"))]
    wanted = (
        ["kerho <b>", "sali", "studio", "Muu arvo"]
        if kind.startswith("cat")
        else ["alle 40", "40 – alle 70", "70 tai enemmän"]
    )
    assert labels == wanted and len(list(renderer.iter("symbol"))) == len(wanted)
