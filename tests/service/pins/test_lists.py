"""The list and the API: the same filters, every pin once, few queries, good answers to bad addresses."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import mapbox_vector_tile
import pytest
from shapely.geometry import Point, Polygon
from sqlalchemy import text
from werkzeug.test import Client

from service.maps.tiles import TileApp
from service.participation.campaigns.operations import make_campaign
from service.participation.campaigns.schemas import CampaignForm
from service.permissions import Actor
from tests.conftest import Browser, TownDatabase
from tests.factories.world import METRIC, lonlat_in, square
from tests.service.pins.conftest import Submit, counted_statements

STATES = ("received", "considered", "declined", "done")
WORDS = ("penkki", "valo", "ranta", "silta", "puistossa", "uimaranta")


@pytest.fixture
def many(submit: Submit, town: TownDatabase) -> list[str]:
    """Sixty pins over the town, of all themes, states, days, precisions and numbers of supporters."""
    chance = random.Random(7)
    references = []
    form = {"name_fi": "Toinen", "kinds": ["idea", "problem"], "shapes": ["point"], "is_published": "true"}
    with town.database.session() as db:
        make_campaign(db, Actor(1), CampaignForm.model_validate(form))
    for number in range(60):
        place = lonlat_in(f"0{chance.randint(1, 9)}", chance.uniform(5, 995), chance.uniform(5, 995))
        sent = submit(
            text=f"{chance.choice(WORDS)} {chance.choice(WORDS)} numero {number}",
            theme=chance.choice(("green", "traffic")),
            kind=chance.choice(("idea", "idea", "problem")),
            campaign=chance.choice(("ideas", "toinen")),
            lonlat=None if number % 10 == 0 else list(place),
            precision=chance.choice(("exact", "about_100_m", "area")),
        )
        references.append(sent.pin.reference)
        with town.database.session() as db:
            db.execute(
                text(
                    "UPDATE service.pin SET state = :state, support_count = :support, "
                    "created_at = now() - make_interval(days => :days) WHERE id = :id"
                ),
                {
                    "id": sent.pin.id,
                    "state": chance.choice(STATES),
                    "support": chance.choice((0, 0, 1, 2, 7)),
                    "days": chance.randint(0, 9),
                },
            )
    return references


def api_references(client: Browser, limit: int = 500, **filters: str) -> list[str]:
    """All references that the API gives, page after page."""
    address: str | None = "/api/pins?" + urlencode({**filters, "limit": limit})
    found: list[str] = []
    while address:
        answer = client.get(address)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        found += [feature["id"] for feature in answer.json["features"]]
        address = answer.json["next"]
    return found


def list_references(client: Browser, **filters: str) -> list[str]:
    """All references that the list page shows, page after page."""
    return list(_pages(client, "/pins?" + urlencode(filters)))


def _pages(client: Browser, address: str | None) -> Iterator[str]:
    while address:
        html = client.get(address).get_data(as_text=True)
        yield from re.findall(r'data-reference="([^"]+)"', html)
        following = re.search(r'rel="next" href="([^"]+)"', html)
        address = following[1].replace("&amp;", "&") if following else None


@pytest.mark.parametrize("sort", ["newest", "supported"])
@pytest.mark.parametrize("limit", [1, 7, 60])
def test_paging_shows_every_pin_once_and_in_order(client: Browser, many: list[str], sort: str, limit: int) -> None:
    found = api_references(client, limit, sort=sort)
    assert sorted(found) == sorted(many)
    assert found == api_references(client, 500, sort=sort)


def test_the_list_equals_the_api_for_random_filters(client: Browser, many: list[str]) -> None:
    chance = random.Random(11)
    seen_some = 0
    for _round in range(100):
        filters = _random_filters(chance)
        listed = list_references(client, **filters)
        assert listed == api_references(client, chance.randint(1, 70), **filters), filters
        seen_some += bool(listed)
    assert seen_some > 30


def test_the_map_shows_what_the_list_has_for_random_filters(
    client: Browser, many: list[str], town: TownDatabase
) -> None:
    chance = random.Random(23)
    tiles = Client(TileApp(town.database))
    x, y = METRIC.from_lonlat(*lonlat_in("05"))
    near = [METRIC.matrix.tile_at(12, x + east, y + north) for east in _AROUND for north in _AROUND]
    seen_some = 0
    for _round in range(100):
        filters = {name: value for name, value in _random_filters(chance).items() if name != "sort"}
        features = client.get("/api/pins?" + urlencode({**filters, "limit": 500})).json["features"]
        placed = {feature["id"] for feature in features if feature["geometry"]}
        shown = set()
        for tile in set(near):
            shown |= {one["reference"] for one in _pins_of(tiles, 12, tile, filters)}
        assert shown == placed, filters
        far = METRIC.matrix.tile_at(5, x, y)
        assert sum(one["count"] for one in _pins_of(tiles, 5, far, filters)) == len(placed), filters
        seen_some += bool(placed)
    assert seen_some > 30


#: Metres from the town's middle, in steps of half a tile of zoom 12 (2 m a pixel).
_AROUND = range(-2000, 2001, 250)


def _pins_of(tiles: Client, zoom: int, tile: tuple[int, int], filters: dict[str, str]) -> list[dict[str, Any]]:
    answer = tiles.get(f"/tiles/{METRIC.matrix.name}/pins/{zoom}/{tile[0]}/{tile[1]}.mvt?{urlencode(filters)}")
    assert answer.status_code in (200, 204), answer.get_data(as_text=True)
    layers = mapbox_vector_tile.decode(answer.data) if answer.data else {}
    return [one["properties"] for one in layers.get("pins", {}).get("features", [])]


def _random_filters(chance: random.Random) -> dict[str, str]:
    west, south = METRIC.to_lonlat(*square("01").bounds[:2])
    options: dict[str, Any] = {
        "theme": ("green", "traffic"),
        "state": STATES,
        "area": ("01", "05", "09", "no-such-area"),
        "q": ("penkki", "valo numero", "uima", "puisto", "%", "'", "numero 7", "TES-2026-00003"),
        "kind": ("idea", "problem", "no_such_kind"),
        "campaign": ("ideas", "toinen", "no-such-campaign"),
        "since": tuple((dt.date.today() - dt.timedelta(days=days)).isoformat() for days in (1, 4, 8)),
        "until": tuple((dt.date.today() - dt.timedelta(days=days)).isoformat() for days in (0, 3, 6)),
        "bbox": (f"{west},{south},{west + 0.03},{south + 0.01}", "-180,-90,180,90", "0,0,1,1"),
    }
    if chance.random() < 0.3:
        options["outline"] = [_random_outline(chance)]
    filters = {name: chance.choice(values) for name, values in options.items() if chance.random() < 0.3}
    return {**filters, "sort": chance.choice(("newest", "supported"))}


def _random_outline(chance: random.Random) -> str:
    """A handful of corners around the town in any order: many of these cross themselves."""
    corners = [lonlat_in("05", chance.uniform(-1500, 2500), chance.uniform(-1500, 2500)) for _n in range(5)]
    return ";".join(f"{lon:.5f},{lat:.5f}" for lon, lat in corners)


def test_an_outline_holds_what_lies_inside_it(client: Browser, many: list[str], town: TownDatabase) -> None:
    """Reckoned apart by shapely, from the places that anyone may see."""
    corners = [lonlat_in("05", *offset) for offset in ((-300, 0), (900, 150), (700, 1200), (100, 700))]
    inside = Polygon([METRIC.from_lonlat(*corner) for corner in corners])
    address = ";".join(f"{lon:.7f},{lat:.7f}" for lon, lat in corners)
    found = {one["id"] for one in client.get(f"/api/pins?limit=500&outline={address}").json["features"]}
    places = {
        one["id"]: Point(METRIC.from_lonlat(*one["geometry"]["coordinates"]))
        for one in client.get("/api/pins?limit=500").json["features"]
        if one["geometry"]
    }
    expected = {name for name, place in places.items() if inside.contains(place)}
    assert expected and expected != set(places)
    assert found == expected


def test_each_filter_keeps_what_it_says(client: Browser, many: list[str]) -> None:
    for name, value in (("theme", "green"), ("state", "done")):
        answer = client.get(f"/api/pins?{name}={value}&limit=500")
        assert answer.json["features"]
        assert {feature["properties"][name] for feature in answer.json["features"]} == {value}
    inside = client.get("/api/pins?area=05&limit=500").json["features"]
    assert inside
    assert all(feature["properties"]["areas"] == ["05"] for feature in inside)


def test_a_window_of_the_world_holds_every_pin_with_a_point(client: Browser, many: list[str]) -> None:
    everything = client.get("/api/pins?limit=500").json["features"]
    with_point = {feature["id"] for feature in everything if feature["geometry"]}
    assert set(api_references(client, bbox="-180,-90,180,90")) == with_point
    assert 10 < len(with_point) < 60


def test_beginnings_of_words_and_references_are_found(client: Browser, many: list[str]) -> None:
    assert set(api_references(client, q="puisto")) >= set(api_references(client, q="puistossa")) != set()
    assert api_references(client, q=many[3].lower()) == [many[3]]


@pytest.mark.parametrize("path", ["/api/pins", "/pins", "/"])
@pytest.mark.parametrize(
    "query",
    [
        "surprise=1", "bbox=1,2,3", "bbox=a,b,c,d", "bbox=NaN,1,2,3", "bbox=1,3,2,1", "bbox=1,-91,2,3",
        "bbox=999,1,2,3", "state=lost", "sort=random", "after=x", "after=W10", "after=%00", "after=" + "9" * 150,
        "outline=1,2", "outline=27,62;27,63;x", "outline=27,62;nan,63;27.5,62.5",
        "q=" + "x" * 101, "bbox=1e999,1,2,3",
    ],
)  # fmt: skip
def test_a_wrong_address_is_a_400_with_a_sentence(client: Browser, path: str, query: str) -> None:
    answer = client.get(f"{path}?{query}", headers={"Accept": "application/json"})
    assert answer.status_code == 400, answer.get_data(as_text=True)
    assert answer.json["detail"]


@pytest.mark.parametrize("limit", ["0", "501", "-1", "many", "1e2"])
def test_a_wrong_limit_is_refused(client: Browser, limit: str) -> None:
    assert client.get(f"/api/pins?limit={limit}").status_code == 400


def test_odd_searches_find_nothing_and_break_nothing(client: Browser, many: list[str]) -> None:
    for typed in ("&", "!!", "':*", "a' & 'b", "\\", "%00", "🌲", "--", "puisto <-> x", ":*"):
        answer = client.get("/api/pins?" + urlencode({"q": typed}))
        assert answer.status_code == 200, typed


def test_an_unchanged_answer_is_a_304(client: Browser, many: list[str], submit: Submit) -> None:
    first = client.get("/api/pins")
    assert first.content_type == "application/geo+json"
    again = client.get("/api/pins", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    submit(text="Jotain uutta")
    assert client.get("/api/pins", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_a_list_page_costs_the_same_however_long_it_is(client: Browser, many: list[str], town: TownDatabase) -> None:
    client.get("/pins")  # the municipality is looked up once and kept
    counts = {}
    for path in ("/pins?q=numero", "/pins?q=TES-2026-00003", "/api/pins?limit=1", "/api/pins?limit=60", "/"):
        with counted_statements(town) as statements:
            assert client.get(path).status_code == 200
        counts[path] = len(statements)
    assert counts["/pins?q=numero"] <= 6
    # The front page also asks once for the municipality's own layers and once for those of other services.
    assert counts["/"] <= 8
    assert counts["/api/pins?limit=60"] == counts["/api/pins?limit=1"] == 2


def test_the_newest_pages_walk_their_index(town: TownDatabase, many: list[str]) -> None:
    from service.participation.pins.queries import _statement, filter_values
    from service.participation.pins.schemas import PinFilters

    values = filter_values(1, PinFilters())
    assert values is not None
    paging = {"after_day": None, "after_reference": None, "after_support": None, "limit": 21}
    with town.database.public_engine.connect() as connection:
        connection.execute(text("SET enable_seqscan = off"))
        for sort in ("newest", "supported"):
            plan = connection.execute(
                text("EXPLAIN " + str(_statement(f"pins_{sort}"))), {**values, **paging}
            ).scalars()
            assert f"ix_pin_public_{sort}" in "\n".join(plan)
