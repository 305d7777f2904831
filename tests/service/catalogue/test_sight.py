"""Who sees a layer: every door, for every role, at every visibility; and what is restricted is kept nowhere."""

from __future__ import annotations

from typing import Any

import pytest
from shapely.geometry import Point
from sqlalchemy import delete, select
from werkzeug.test import Client

from boundaries.files import FileFeature
from boundaries.models import Municipality
from geo.crs import METRIC, WEB_MERCATOR_QUAD
from layers.attributes import ShownAttribute
from layers.importing import LayerTraits, replace_layer
from layers.models import VISIBILITIES, Layer, LayerFeature
from service.accounts.models import Person, RoleGrant
from service.maps.tiles import TileApp
from tests.conftest import Browser, TownDatabase
from tests.factories.world import ORIGIN

SECRET = "Salainen paikka"
ROOMS = LayerTraits(
    "rooms", "spaces", {"fi": "Salatilat"}, "Testi", "CC0", "© Testi",
    attributes=(ShownAttribute("hours", "Aukiolo", {"fi": "Aukioloajat"}),),
)  # fmt: skip
#: The visibilities whose layers each role sees.
SEEN = {
    "visitor": VISIBILITIES[:1],
    "resident": VISIBILITIES[:1],
    "planner": VISIBILITIES[:2],
    "official": VISIBILITIES[:2],
    "moderator": VISIBILITIES[:2],
    "administrator": VISIBILITIES,
}
X, Y = METRIC.matrix.tile_at(13, ORIGIN[0] + 10, ORIGIN[1])
TILE = f"/tiles/{METRIC.matrix.name}/rooms/13/{X}/{Y}.mvt"
TILE_DOORS = (
    TILE,
    f"/tiles/{METRIC.matrix.name}/rooms.json",
    f"/tiles/{METRIC.matrix.name}/rooms/metadata.json",
    f"/tiles/{WEB_MERCATOR_QUAD.name}/rooms.json",
)
#: Pages that are there for everybody, and tell of the layer to who may see it.
TELLING = ("/", "/layers", "/data/collections")
#: Addresses of the layer's own.
OWN = ("/layers/rooms", "/layers/rooms/{id}", "/layers/rooms?q=Salainen", "/data/collections/rooms",
       "/data/collections/rooms/file?format=geojson", "/data/collections/rooms/file?format=csv")  # fmt: skip
#: What programs read without signing in is the same for everybody.
OPEN_TELLING = ("/ogc?f=html", "/ogc/collections?f=json", "/ogc/api?f=json", "/ogc/layers.qlr", "/data")
OPEN_OWN = ("/ogc/collections/rooms", "/ogc/collections/rooms/items", "/ogc/collections/rooms/items/{id}",
            "/ogc/collections/rooms/schema", "/ogc/collections/rooms/tiles")  # fmt: skip


@pytest.fixture
def room(town: TownDatabase) -> int:
    """A layer of one room; gives the room's id."""
    feature = FileFeature(1, {"nimi": SECRET, "Aukiolo": "8–16"}, Point(ORIGIN[0] + 10, ORIGIN[1]))
    with town.database.session() as db:
        layer = replace_layer(db, db.scalars(select(Municipality.id)).one(), ROOMS, [feature])
        return db.scalars(select(LayerFeature.id).where(LayerFeature.layer_id == layer.id)).one()


def restrict(town: TownDatabase, visibility: str) -> None:
    with town.database.session() as db:
        db.scalars(select(Layer).where(Layer.key == "rooms")).one().visibility = visibility


def tiles_of(town: TownDatabase, client: Browser, app: TileApp | None = None) -> Client:
    """The tile application for whoever the browser is signed in as."""
    tiles = Client(app or TileApp(town.database))
    cookie = client.get_cookie("sign-in")
    if cookie is not None:
        tiles.set_cookie("sign-in", cookie.value)
    return tiles


def be(client: Browser, role: str) -> None:
    if client.get_cookie("sign-in") is not None:
        client.send("/sign-out", {})
    if role != "visitor":
        client.sign_in(role)


def opened(client: Browser, tiles: Client, room: int) -> dict[str, bool]:
    """Whether each door shows the layer. A door that answers at all must answer with the layer's own content."""
    found = {}
    for path in TILE_DOORS:
        answer = tiles.get(path)
        assert answer.status_code in (200, 404), path
        found[path] = answer.status_code == 200
        assert bool(answer.data and b"rooms" in answer.data) == found[path], path
    for path in (*TELLING, *OPEN_TELLING):
        text = client.get(path).get_data(as_text=True)
        found[path] = "rooms" in text or "Salatilat" in text
    for path in (*OWN, *OPEN_OWN):
        answer = client.get(path.format(id=room))
        assert answer.status_code in (200, 404), path
        found[path] = answer.status_code == 200
        assert found[path] or SECRET not in answer.get_data(as_text=True), path
        answer.close()
    return found


@pytest.mark.parametrize("role", SEEN)
@pytest.mark.parametrize("visibility", VISIBILITIES)
def test_every_door_opens_for_who_may_see_and_for_nobody_else(
    town: TownDatabase, client: Browser, room: int, role: str, visibility: str
) -> None:
    restrict(town, visibility)
    be(client, role)
    wanted = visibility in SEEN[role]
    found = opened(client, tiles_of(town, client), room)
    is_open = visibility == "public"
    expected = {path: is_open if path in (*OPEN_TELLING, *OPEN_OWN) else wanted for path in found}
    assert found == expected


def test_what_one_person_saw_is_kept_for_nobody(town: TownDatabase, client: Browser, room: int) -> None:
    """All through one process, as they come: public and kept, then restricted, seen by staff, asked for by others."""
    app = TileApp(town.database)
    assert tiles_of(town, client, app).get(TILE).headers["Cache-Control"] == "public, no-cache"
    restrict(town, "officials")
    be(client, "official")
    staff = tiles_of(town, client, app)
    for path in TILE_DOORS:
        answer: Any = staff.get(path, headers={"If-None-Match": "*"})
        assert answer.status_code == 200 and answer.headers["Cache-Control"] == "private, no-store", path
        assert "Cookie" in answer.headers["Vary"] and "ETag" not in answer.headers, path
        assert "Access-Control-Allow-Origin" not in answer.headers, path
    for path in (*TELLING, *OWN):
        answer = client.get(path.format(id=room))
        assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store", path
        assert "Access-Control-Allow-Origin" not in answer.headers, path
        answer.close()
    be(client, "visitor")
    for others in (tiles_of(town, client, app), Client(app)):
        for path in TILE_DOORS:
            assert others.get(path).status_code == 404, path
    # A sign-in that was closed opens nothing any more, whoever still has its cookie.
    assert staff.get(TILE).status_code == 404
    assert app.kept.get((1, METRIC.matrix.name, "rooms")) is None


def test_a_restricted_layer_says_so_wherever_it_is_shown(town: TownDatabase, client: Browser, room: int) -> None:
    restrict(town, "officials")
    be(client, "official")
    words = "Näkyy vain: Kunnan henkilöstö"
    pages = ("/layers", "/layers/rooms", f"/layers/rooms/{room}", "/data/collections", "/data/collections/rooms", "/")
    said = {path: client.get(path, headers={"Accept-Language": "fi"}).get_data(as_text=True) for path in pages}
    assert client.get("/layers/rooms").get_data(as_text=True).count("/ogc/collections/rooms") == 0
    assert [path for path, text in said.items() if words not in text] == []


def test_a_role_that_is_taken_away_closes_the_doors_at_once(town: TownDatabase, client: Browser, room: int) -> None:
    restrict(town, "officials")
    be(client, "official")
    tiles = tiles_of(town, client)
    assert tiles.get(TILE).status_code == 200 and client.get("/layers/rooms").status_code == 200
    with town.database.session() as db:
        official = select(Person.id).where(Person.email == "official@testila.example")
        db.execute(delete(RoleGrant).where(RoleGrant.person_id.in_(official)))
    assert tiles.get(TILE).status_code == 404 and client.get("/layers/rooms").status_code == 404
