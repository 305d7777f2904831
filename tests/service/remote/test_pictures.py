"""Pictures of a real map service at our own addresses: from it, from copies, and without it."""

from __future__ import annotations

import io
import time

import pytest
from PIL import Image
from sqlalchemy import text

from geo.crs import METRIC
from service.remote.pictures import pool
from tests.cityserver import COLOURS, PLOTS, CityServer
from tests.conftest import Browser, TownDatabase
from tests.service.remote.conftest import AddLayer

ZOOM = 12


def address_of(key: str, x: float, y: float, zoom: int = ZOOM) -> str:
    column, row = METRIC.matrix.tile_at(zoom, x, y)
    return f"/remote/{key}/{zoom}/{column}/{row}.png"


def middle(letter: str) -> tuple[float, float]:
    west, south, east, north = PLOTS[letter]
    return (west + east) / 2, (south + north) / 2


def colour(content: bytes, x: float, y: float, zoom: int = ZOOM) -> tuple[int, ...]:
    """The colour of a place in its tile."""
    bounds = METRIC.matrix.tile_bounds(zoom, *METRIC.matrix.tile_at(zoom, x, y))
    step = METRIC.matrix.resolution(zoom)
    picture = Image.open(io.BytesIO(content)).convert("RGBA")
    return picture.getpixel((int((x - bounds[0]) / step), int((bounds[3] - y) / step)))  # type: ignore[return-value]


@pytest.mark.parametrize(("epsg", "version"), [("3067", ""), ("3881", ""), ("3857", "1.1.1"), ("4326", "1.3.0")])
def test_a_plot_is_drawn_in_its_place(admin: Browser, add_layer: AddLayer, epsg: str, version: str) -> None:
    key = add_layer(epsg=epsg, version=version)
    for letter in PLOTS:
        answer = admin.get(address_of(key, *middle(letter)))
        assert (answer.status_code, answer.headers["X-Tile"]) == (200, "fresh")
        assert answer.content_type == "image/png"
        found = colour(answer.data, *middle(letter))
        assert all(abs(a - b) <= 3 for a, b in zip(found, (*COLOURS[letter], 255), strict=True)), (letter, found)
    empty = admin.get(address_of(key, 399_000.0, 6_799_000.0))
    assert colour(empty.data, 399_000.0, 6_799_000.0)[3] == 0


@pytest.mark.parametrize("version", ["1.1.1", "1.3.0"])
def test_a_service_that_turns_its_axes_is_found_out(
    admin: Browser, add_layer: AddLayer, city: CityServer, town: TownDatabase, version: str
) -> None:
    with town.session() as db:
        x, y = middle("AK")
        point = text("UPDATE boundaries.municipality SET centre = ST_SetSRID(ST_MakePoint(:x, :y), :srid)")
        db.execute(point, {"x": x, "y": y, "srid": METRIC.epsg})
        db.commit()
    admin.application.extensions.pop("municipalities", None)
    city.turns_axes = True
    key = add_layer(epsg="3881", version=version)
    with town.session() as db:
        assert db.scalars(text("SELECT is_swapped FROM layers.remote_source")).all() == [True]
    answer = admin.get(address_of(key, *middle("AK")))
    assert colour(answer.data, *middle("AK"))[3] == 255
    assert "eri järjestyksessä" in admin.get(f"/admin/remote/{key}").get_data(as_text=True)


def test_a_copy_is_served_without_asking_again(admin: Browser, add_layer: AddLayer, city: CityServer) -> None:
    key = add_layer()
    first = admin.get(address_of(key, *middle("AK")))
    city.asked.clear()
    second = admin.get(address_of(key, *middle("AK")))
    assert (second.data, second.headers["X-Tile"]) == (first.data, "fresh")
    assert city.asked == []
    again = admin.get(address_of(key, *middle("AK")), headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_the_copy_survives_the_service(
    admin: Browser, add_layer: AddLayer, city: CityServer, town: TownDatabase
) -> None:
    key = add_layer()
    first = admin.get(address_of(key, *middle("AK")))
    with town.session() as db:
        db.execute(text("UPDATE layers.remote_tile SET fetched_at = now() - interval '3 days'"))
        db.commit()
    city.is_down = True
    old = admin.get(address_of(key, *middle("AK")))
    assert (old.data, old.headers["X-Tile"]) == (first.data, "old")
    listed = admin.get("/admin/remote").get_data(as_text=True)
    assert "Ei tavoitettavissa" in listed
    assert "katkesi" in listed
    never = admin.get(address_of(key, *middle("T")))
    assert (never.status_code, never.headers["X-Tile"]) == (200, "none")
    seen = admin.application.test_client().get(address_of(key, *middle("T")))
    assert (seen.headers["X-Tile"], seen.headers["Cache-Control"]) == ("none", "public, max-age=10")
    assert colour(never.data, *middle("T"))[3] == 0
    city.is_down = False
    admin.application.extensions.pop("remote_errands")
    assert admin.get(address_of(key, *middle("T"))).headers["X-Tile"] == "fresh"
    assert "Ei tavoitettavissa" not in admin.get("/admin/remote").get_data(as_text=True)


def test_a_dead_service_is_left_in_peace(admin: Browser, add_layer: AddLayer, city: CityServer) -> None:
    key = add_layer()
    city.is_down = True
    city.asked.clear()
    started = time.monotonic()
    for n in range(40):
        answer = admin.get(address_of(key, 400_000.0 + 600 * n, 6_800_000.0))
        assert answer.status_code == 200
    assert time.monotonic() - started < 6
    assert len(city.asked) <= 3, "after two failures nothing is asked"


def test_what_is_asked_for_by_many_is_fetched_once(
    admin: Browser, add_layer: AddLayer, city: CityServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = add_layer()
    monkeypatch.setattr(pool, "PATIENCE_S", 0.0)
    city.asked.clear()
    monkeypatch.setattr("service.remote.pictures.errands.PATIENCE_S", 0.0)
    for _ in range(10):
        admin.get(address_of(key, *middle("VL")))
    for _ in range(100):
        if admin.get(address_of(key, *middle("VL"))).headers["X-Tile"] == "fresh":
            break
        time.sleep(0.05)
    assert len(city.asked) == 1


def test_a_layer_that_is_not_shown_exists_for_administrators_alone(
    admin: Browser, add_layer: AddLayer, city: CityServer
) -> None:
    key = add_layer(shown=False)
    assert admin.get(address_of(key, *middle("AK"))).status_code == 200
    visitor = admin.application.test_client()
    paths = (
        address_of(key, *middle("AK")),
        f"/remote/{key}/legend.png",
        f"/api/remote/{key}/info?lon=27&lat=62&zoom=9",
    )
    for path in paths:
        assert visitor.get(path).status_code == 404
    assert admin.send(f"/admin/remote/{key}/state", {"shown": "yes"}).status_code == 303
    assert visitor.get(paths[0]).headers["X-Tile"] == "fresh", "the copy that the administrator looked at"
    assert admin.send(f"/admin/remote/{key}/state", {"shown": "no"}).status_code == 303
    for path in paths:
        assert visitor.get(path).status_code == 404


def test_a_layer_goes_with_its_copies(admin: Browser, add_layer: AddLayer, town: TownDatabase) -> None:
    key = add_layer()
    admin.get(address_of(key, *middle("AK")))
    assert admin.send(f"/admin/remote/{key}/remove", {}).status_code == 303
    assert admin.get(address_of(key, *middle("AK"))).status_code == 404
    with town.session() as db:
        assert db.execute(text("SELECT count(*) FROM layers.remote_tile")).scalar() == 0


def test_the_legend_comes_through_us(admin: Browser, add_layer: AddLayer) -> None:
    key = add_layer()
    answer = admin.get(f"/remote/{key}/legend.png")
    picture = Image.open(io.BytesIO(answer.data))
    assert answer.headers["X-Tile"] == "fresh"
    assert picture.width > 10
    colours = {pixel[:3] for _count, pixel in picture.convert("RGBA").getcolors(100_000) or []}
    assert COLOURS["AK"] in colours


def test_a_place_is_told_of(admin: Browser, add_layer: AddLayer) -> None:
    key = add_layer()
    lon, lat = METRIC.to_lonlat(*middle("AK"))
    said = admin.get(f"/api/remote/{key}/info?lon={lon}&lat={lat}&zoom={ZOOM}").json
    assert said["is_known"] is True
    assert {"name": "letter", "value": "AK"} in said["rows"]
    assert {"name": "name", "value": "Kortteli 1 & ääkköset"} in said["rows"]
    lon, lat = METRIC.to_lonlat(399_100.0, 6_799_100.0)
    nothing = admin.get(f"/api/remote/{key}/info?lon={lon}&lat={lat}&zoom={ZOOM}").json
    assert nothing == {"is_known": True, "rows": [], "lines": []}


@pytest.mark.parametrize(
    "path",
    ["/remote/{key}/30/0/0.png", "/remote/{key}/2/9/9.png", "/remote/nothing/2/1/1.png", "/remote/nothing/legend.png"],
)
def test_what_there_is_not_is_said(admin: Browser, add_layer: AddLayer, path: str) -> None:
    assert admin.get(path.format(key=add_layer())).status_code == 404


@pytest.mark.parametrize(
    "query", ["", "lon=x&lat=1&zoom=2", "lon=27&lat=62", "lon=999&lat=62&zoom=2", "lon=nan&lat=1&zoom=1"]
)
def test_a_wrong_question_about_a_place_is_refused(admin: Browser, add_layer: AddLayer, query: str) -> None:
    assert admin.get(f"/api/remote/{add_layer()}/info?{query}").status_code == 400


@pytest.mark.parametrize("visibility", ["public", "officials", "administrators"])
def test_a_restricted_layer_is_drawn_for_who_may_see_it_alone(
    admin: Browser, add_layer: AddLayer, town: TownDatabase, visibility: str
) -> None:
    key = add_layer()
    with town.session() as db:
        db.execute(
            text("UPDATE layers.layer SET visibility = :seen WHERE key = :key"), {"seen": visibility, "key": key}
        )
        db.commit()
    x, y = middle("AK")
    lon, lat = METRIC.to_lonlat(x, y)
    paths = (address_of(key, x, y), f"/remote/{key}/legend.png", f"/api/remote/{key}/info?lon={lon}&lat={lat}&zoom=9")
    for role, sees in (("administrator", True), ("planner", visibility != "administrators"),
                       ("", visibility == "public")):  # fmt: skip
        admin.send("/sign-out", {})
        if role:
            admin.sign_in(role)
        found = [admin.get(path) for path in paths]
        assert [one.status_code for one in found] == [200 if sees else 404] * 3, (role, visibility)
        assert (f"/remote/{key}/" in admin.get("/").get_data(as_text=True)) == sees, (role, visibility)
        assert not role or {one.headers["Cache-Control"] for one in found} == {"no-store"}
