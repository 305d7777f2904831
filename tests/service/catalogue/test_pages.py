"""The catalogue as pages: every public layer with its source, its list, each of its features; nothing else."""

from __future__ import annotations

import html
import json
import re

import pytest
from shapely.geometry import Point, box
from sqlalchemy import select

from boundaries.files import FileFeature
from boundaries.models import Municipality
from layers.attributes import ShownAttribute
from layers.importing import LayerTraits, add_walks, replace_layer
from layers.models import Layer, LayerFeature
from tests.conftest import Browser, TownDatabase
from tests.factories.world import ORIGIN
from tests.service.maps.furnishing import furnish

ROOMS = LayerTraits(
    "rooms", "spaces", {"fi": "Tilat <b>100 %</b>", "en": "Rooms"}, "Testi & Co", "CC0", "© Testi",
    descriptions={"fi": "Maksuttomat tilat"},
    attributes=(ShownAttribute("hours", "Aukiolo", {"fi": "Aukioloajat"}), ShownAttribute("web", "web", {})),
)  # fmt: skip

WEB = "https://example.invalid/?a=1&b=2"


@pytest.fixture
def rooms(town: TownDatabase) -> int:
    """A layer of 60 rooms; gives the first one's id."""
    features = [
        FileFeature(
            number,
            {"nimi": f"Sali {number:02d}", "Aukiolo": f"{number}–16", "web": WEB, "owner": "Olli"},
            Point(ORIGIN[0] + 10 * number, ORIGIN[1] + 10),
        )
        for number in range(1, 61)
    ]
    with town.database.session() as db:
        layer = replace_layer(db, db.scalars(select(Municipality.id)).one(), ROOMS, features)
        return db.scalars(select(LayerFeature.id).where(LayerFeature.layer_id == layer.id)).first() or 0


def page(client: Browser, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return str(answer.get_data(as_text=True))


def test_the_catalogue_names_what_whose_and_on_which_terms(client: Browser, rooms: int) -> None:
    text = page(client, "/layers")
    assert "Tilat &lt;b&gt;100 %&lt;/b&gt;" in text and "<b>100" not in text
    assert "Maksuttomat tilat" in text and "Testi &amp; Co" in text and "CC0" in text
    assert "/layers/rooms" in text and "/data/collections/rooms" in text


def test_the_list_has_everything_page_by_page_and_nothing_that_is_not_shown(client: Browser, rooms: int) -> None:
    first, second = page(client, "/layers/rooms"), page(client, "/layers/rooms?page=2")
    seen = [f"Sali {number:02d}" for number in range(1, 61) if f">Sali {number:02d}<" in first + second]
    assert len(seen) == 60 and ">Sali 50<" in first and ">Sali 51<" in second
    assert "Aukioloajat" in first and "1–16" in first and "Olli" not in first + second
    assert 'href="https://example.invalid/?a=1&amp;b=2"' in first
    assert "page=2" in first and "page=1" in second


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("sali 07", ["07"]),
        ("7–16", ["07", "17", "27", "37", "47", "57"]),
        ("%", []),
        ("Olli", []),
        ("aukiolo", []),
    ],
)
def test_words_find_names_and_shown_values(client: Browser, rooms: int, words: str, names: list[str]) -> None:
    answer = client.get("/layers/rooms", query_string={"q": words}).get_data(as_text=True)
    assert [f"{n:02d}" for n in range(1, 61) if f">Sali {n:02d}<" in answer] == names


def test_a_feature_has_a_page_with_its_place(client: Browser, rooms: int) -> None:
    text = page(client, f"/layers/rooms/{rooms}")
    assert "Sali 01" in text and "1–16" in text and "/pins/new" in text and "Olli" not in text
    for path in ("/layers/rooms/999999999", "/layers/rooms/99999999999999", "/layers/none", "/layers/Rooms'"):
        assert client.get(path).status_code == 404, path
    for query in ("page=0", "page=x", "sort=owner", "who=me"):
        assert client.get(f"/layers/rooms?{query}").status_code == 400, query


@pytest.mark.parametrize("reader", ["", "resident"])
def test_a_layer_for_officials_is_on_none_of_the_public_pages(
    town: TownDatabase, client: Browser, rooms: int, reader: str
) -> None:
    with town.database.session() as db:
        db.scalars(select(Layer).where(Layer.key == "rooms")).one().visibility = "officials"
    if reader:
        client.sign_in(reader)
    for path in ("/layers/rooms", f"/layers/rooms/{rooms}"):
        assert client.get(path).status_code == 404
    for path in ("/data", "/", "/data/collections", "/layers"):
        assert "/rooms" not in page(client, path), path


def test_the_front_map_offers_the_layer(client: Browser, rooms: int) -> None:
    text = page(client, "/")
    assert "/rooms/{z}/{x}/{y}.mvt" in text


def zoned(town: TownDatabase) -> None:
    """Zones of two names over the town: three "Auto" side by side from area 01 on, one "Jalka", and two without."""
    west, south = ORIGIN
    rows = [
        ("Auto", 10, 10),
        ("Auto", 1010, 10),
        ("Auto", 2010, 10),
        ("Jalka", 10, 1010),
        (None, 1010, 1010),
        (None, 10, 2010),
    ]
    features = [
        FileFeature(number, {"nimi": name} if name else {}, box(west + x, south + y, west + x + 980, south + y + 980))
        for number, (name, x, y) in enumerate(rows)
    ]
    with town.database.session() as db:
        traits = LayerTraits("zones", "backdrop", {"fi": "Vyöhykkeet"}, "Testi", "CC0", "")
        replace_layer(db, db.scalars(select(Municipality.id)).one(), traits, features)


def test_places_of_one_name_are_told_apart_and_others_keep_theirs(town: TownDatabase, client: Browser) -> None:
    zoned(town)
    text = page(client, "/layers/zones")
    names = [html.unescape(one) for one in re.findall(r'<h3 class="item__title"><a href="[^"]*">([^<]*)</a>', text)]
    autos = [one for one in names if one.startswith("Auto")]
    assert len(set(names)) == 6 and "Jalka" in names
    assert [one.split(",")[0] for one in autos] == ["Auto 1", "Auto 2", "Auto 3"]
    assert len({one.split(", ")[1] for one in autos}) == 3, "each lies in another area, and says so"
    for href, name in re.findall(r'<h3 class="item__title"><a href="([^"]*)">([^<]*)</a>', text):
        assert f"<h1>{name}" in page(client, href), "a page has the name that the list has"
    found = page(client, "/layers/zones?q=auto&page=1")
    assert ">Auto 3, " in found and ">Jalka<" not in found


@pytest.mark.parametrize(("slug", "inside"), [("01", ["Auto 1"]), ("02", ["Auto 2"]), ("05", [])])
def test_a_list_shows_what_lies_in_an_area(town: TownDatabase, client: Browser, slug: str, inside: list[str]) -> None:
    zoned(town)
    text = page(client, f"/layers/zones?area={slug}")
    assert re.findall(r">(Auto \d)", text) == inside
    assert f'name="area" value="{slug}"' in text and f'href="/areas/{slug}"' in text
    assert client.get("/layers/zones?area=nowhere").status_code == 404


def test_an_areas_page_leads_to_what_lies_there(client: Browser, rooms: int) -> None:
    """Rooms stand from 10 to 600 metres east of the town's corner: all in its first area, none in the others."""
    text = page(client, "/areas/01")
    assert 'href="/layers/rooms?area=01"' in text and "60 kohdetta" in text
    assert "/layers/rooms" not in page(client, "/areas/05")
    listed = page(client, "/layers/rooms?area=01")
    assert ">Sali 01<" in listed and "area=01&amp;page=2" in listed
    assert ">Sali" not in page(client, "/layers/rooms?area=05")


def test_an_idea_can_be_told_from_a_place_of_any_kind(town: TownDatabase, client: Browser) -> None:
    zoned(town)
    (href, *_others) = re.findall(r'<a href="(/layers/zones/\d+)"', page(client, "/layers/zones"))
    (form,) = re.findall(r'href="(/pins/new\?[^"]*)"', page(client, href))
    text = page(client, html.unescape(form))
    lon, lat = (re.search(rf'name="{name}"[^>]*value="([\d.]+)"', text) for name in ("lon", "lat"))
    assert lon and lat and float(lon[1]) > 20 and float(lat[1]) > 59
    assert re.search(r'name="where" value="coordinates"[^>]* checked', text)


def test_routes_of_walks_are_a_layer_as_soon_as_there_are_any(town: TownDatabase, client: Browser) -> None:
    with town.database.session() as db:
        home = db.scalars(select(Municipality.id)).one()
        add_walks(db, home)
        add_walks(db, home)
        assert len(db.scalars(select(Layer).where(Layer.kind == "walks")).all()) == 1
    assert "/walks/{z}/{x}/{y}.mvt" not in page(client, "/") and 'href="/layers/walks"' not in page(client, "/layers")
    with town.database.session() as db:
        furnish(db)
    text = page(client, "/")
    config = json.loads(re.search(r'class="map-config">(.*?)</script>', text, re.DOTALL)[1])  # type: ignore[index]
    (walks,) = (one for one in config["layers"] if one["key"] == "walks")
    assert (walks["style"], walks["idProperty"], walks["visible"]) == ("walks", "slug", False)
    assert [one["token"] for one in walks["classes"]] == ["line"] and walks["label"] == "Kehittämiskävelyt"
    listed = page(client, "/layers")
    assert 'href="/layers/walks"' in listed and 'href="/data/collections/walks"' in listed
    assert client.get("/layers/walks").location == "/walks"
    assert "CC BY 4.0" in page(client, "/data/collections/walks")
    assert len(client.get("/ogc/collections/walks/items").json["features"]) == 1
    client.sign_in("administrator")
    assert client.send("/admin/layers/walks/remove", {}).status_code == 422
