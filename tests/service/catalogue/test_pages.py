"""The catalogue as pages: every public layer with its source, its list, each of its features; nothing else."""

from __future__ import annotations

import pytest
from shapely.geometry import Point
from sqlalchemy import select

from boundaries.files import FileFeature
from boundaries.models import Municipality
from layers.attributes import ShownAttribute
from layers.importing import LayerTraits, replace_layer
from layers.models import Layer, LayerFeature
from tests.conftest import Browser, TownDatabase
from tests.factories.world import ORIGIN

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
