"""Hidden means gone within five seconds: one moderator's press, and then every output that the application has.

The outputs are the application's own GET routes, with the ids of what is hidden put in wherever a route takes one, and
every view of the public schema, from which feeds, digests and files are made. A new route is asked by itself.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from service.discussion.models import Comment
from service.participation.photos.operations import add_photo
from service.participation.photos.subjects import PhotoSubject
from service.participation.pins.operations import Home, submit_pin
from service.participation.pins.schemas import Submission
from service.permissions import Actor
from tests.conftest import Browser, TownDatabase
from tests.factories.pictures import jpeg
from tests.factories.world import lonlat_in, square
from tests.service.test_unseen_things import BOX, LAT, LON, tile

SECONDS = 5.0
CANARY = "Kanarialintu7391"
#: Another word of the idea, to search for: what is searched for stands on the page in any case.
WORD = "satakieli"
#: What a route's arguments are filled with; each value of each argument is tried.
FIXED = {
    "slug": ["05", "kavely"], "kind": ["pin", "comment", "photo", "observation", "area"], "size": ["full", "thumb"],
    "number": [1], "name": ["pins", "areas", "walks", "proposals"], "code": ["05"], "unit_id": [1], "token": ["x"],
}  # fmt: skip
#: Queries with which lists and searches are asked as well.
QUERIES = {
    "/pins": [f"?q={WORD}", "?area=05"],
    "/": [f"?q={WORD}"],
    "/api/pins": [f"?q={WORD}", f"?bbox={BOX}", "?area=05"],
    "/api/pins/similar": [f"?lon={LON}&lat={LAT}"],
    "/ogc/collections/pins/items": [f"?bbox={BOX}&f=json", f"?bbox={BOX}&f=html"],
}


@pytest.fixture
def things(town: TownDatabase) -> dict[str, str]:
    """An idea, a comment below it, a photo of it and an observation of a walk, all saying the canary; ids by kind."""
    with town.database.session() as db:
        body = {"text": f"{CANARY} penkki {WORD}", "theme": "green", "lonlat": list(lonlat_in("05")), "method": "tap"}
        home = Home(1, "Testilä", "TES")
        pin = submit_pin(db, Actor(1), home, Submission.model_validate({**body, "zoom": 12}), language="fi").pin
        comment = Comment(
            municipality_id=1, subject_kind="pin", subject_id=str(pin.id), body=f"{CANARY} kommentti", language="fi"
        )
        db.add(comment)
        photo = add_photo(db, Actor(1), PhotoSubject("pin", pin.id, 1), jpeg(), alt=f"{CANARY} kuva")
        minx, miny, _maxx, _maxy = square("05").bounds
        line = f"ST_SetSRID(ST_MakeLine(ST_Point({minx + 9}, {miny + 9}), ST_Point({minx + 99}, {miny + 9})), {{}})"
        line = line.format("boundaries.metric_srid()")
        run = db.connection().exec_driver_sql
        run(
            "INSERT INTO service.walk (municipality_id, slug, title, walked_at, light, participant_count, route) "  # noqa: S608
            f"VALUES (1, 'kavely', 'Kävely', now(), 'light', 3, {line})"
        )
        run(
            "INSERT INTO service.observation (walk_id, number, severity, body, geom) "  # noqa: S608
            f"SELECT id, 1, 'minor', '{CANARY} havainto', ST_StartPoint(route) FROM service.walk"
        )
        db.flush()
        key = run("SELECT key FROM service.observation").scalar_one()
        return {
            "pin": str(pin.id), "reference": pin.reference, "comment": str(comment.id), "photo": str(photo.id),
            "observation": str(key),
        }  # fmt: skip


def addresses(app: Flask, things: dict[str, str]) -> Iterator[str]:
    """Every address that a GET route has for what is there."""
    ids = [things[kind] for kind in ("pin", "comment", "photo", "observation")]
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()):
            continue
        tried = []
        for name in sorted(rule._converters):  # what has a default needs no value
            converter = type(rule._converters[name]).__name__
            own: list[Any] = [*ids, things["reference"]] if name in ("identifier", "key") else FIXED.get(name, ["x"])
            if name == "reference":
                own = [things["reference"]]
            elif name == "name":
                own = [*own, "05", "kavely", things["reference"]]
            if converter == "UUIDConverter":
                own = ids
            elif converter == "AnyConverter":
                own = sorted(rule._converters[name].items)
            elif converter == "DatabaseNumber":
                own = [one for one in own if str(one).isdigit()] or [1]
            tried.append([(name, value) for value in own])
        for values in itertools.product(*tried):
            with app.test_request_context():
                path = str(rule.build({**(rule.defaults or {}), **dict(values)}, append_unknown=False)[1])  # type: ignore[index]
            yield path
            yield from (path + query for query in QUERIES.get(path, []))


def said_by(visitor: Any, path: str) -> bytes:
    """What an address says to anyone: bytes, JSON with the letters as they are, and the canary for a picture."""
    answer = visitor.get(path, headers={"Accept": "*/*" if path.startswith(("/api", "/ogc")) else "text/html"})
    assert answer.status_code < 500, path
    said = answer.data + (str(answer.get_json()).encode() if answer.is_json else b"")
    is_picture = answer.mimetype == "image/jpeg"
    answer.close()
    return said + (CANARY.encode() if is_picture else b"")


def outputs_with_canary(app: Flask, things: dict[str, str]) -> set[str]:
    """The addresses at which anyone reads the canary, or gets a picture of the photo."""
    visitor = app.test_client()
    return {path for path in addresses(app, things) if CANARY.encode() in said_by(visitor, path)}


def views_with_canary(town: TownDatabase, things: dict[str, str]) -> set[str]:
    """The views of the public schema that hold the canary or an id of a hidden thing, as the public role reads."""
    wanted = "|".join([CANARY, *things.values()])
    with town.database.public_engine.connect() as connection:
        names = (
            connection.execute(text("SELECT viewname FROM pg_views WHERE schemaname = 'public_api'")).scalars().all()
        )
        query = 'SELECT count(*) FROM public_api."{}" AS v WHERE CAST(v AS text) ~ :wanted'
        return {
            name for name in names if connection.execute(text(query.format(name)), {"wanted": wanted}).scalar_one()
        }


def counted(client: Any, app: Flask) -> dict[str, int]:
    """What every number of ideas says."""
    numbers = {f"tile {zoom}": _in_tile(app, zoom) for zoom in (4, 8, 12, 15)}
    numbers["list"] = client.get("/api/pins").json["numberReturned"]
    numbers["area facts"] = client.get("/api/areas/05/facts").json["pins"]["total"]
    numbers["analysis"] = client.get("/api/analysis/pins").json["method"]["ideas"]["total"]
    numbers["features"] = client.get(f"/ogc/collections/pins/items?bbox={BOX}&f=json").json["numberReturned"]
    return numbers


def _in_tile(app: Flask, zoom: int) -> int:
    features = tile(app, "pins", zoom).get("pins", {}).get("features", [])
    return sum(one["properties"]["count"] for one in features)


def gone_within_seconds(check: Any) -> Any:
    """What `check` finds, asked again until it finds nothing or the time is over."""
    until = time.monotonic() + SECONDS
    while True:
        found = check()
        if not found or time.monotonic() > until:
            return found
        time.sleep(0.2)


def test_an_idea_that_is_hidden_takes_everything_along(
    client: Browser, app: Flask, town: TownDatabase, things: dict[str, str]
) -> None:
    before = outputs_with_canary(app, things)
    seen = {
        "/", "/pins", f"/pins/{things['reference']}", "/api/pins", f"/pins?q={WORD}", "/areas/05",
        "/areas/05/feed.atom",
        "/areas/05/ideas.csv", "/areas/05/ideas.geojson", f"/photos/{things['photo']}/full.jpg", "/walks/kavely",
        f"/api/pins/{things['reference']}", f"/report/comment/{things['comment']}",
        "/open311/v2/requests.xml", f"/open311/v2/requests/{things['reference']}.json",
    }  # fmt: skip
    assert seen <= before, "else the search would prove nothing"
    assert set(counted(app.test_client(), app).values()) == {1}
    assert {"pin", "comment", "photo", "activity"} <= views_with_canary(town, things)
    client.sign_in("moderator")
    keys = [f"pin:{things['pin']}", f"observation:{things['observation']}"]
    assert client.send("/admin/moderate", {"deed": "hide", "item": keys}).status_code == 303
    started = time.monotonic()
    assert set(counted(app.test_client(), app).values()) == {0}
    assert gone_within_seconds(lambda: outputs_with_canary(app, things)) == set()
    assert views_with_canary(town, things) == set()
    print(f"gone from {len(before)} outputs, all asked within {time.monotonic() - started:.1f} s")


@pytest.mark.parametrize("kind", ["comment", "photo", "observation"])
def test_a_part_that_is_hidden_is_gone_alone(
    client: Browser, app: Flask, town: TownDatabase, things: dict[str, str], kind: str
) -> None:
    words = {"comment": "kommentti", "photo": "kuva", "observation": "havainto"}
    client.sign_in("official")
    assert client.send("/admin/moderate", {"deed": f"hide {kind}:{things[kind]}"}).status_code == 303

    def left() -> set[str]:
        visitor, said = app.test_client(), f"{CANARY} {words[kind]}".encode()
        return {path for path in addresses(app, things) if said in said_by(visitor, path)}

    assert gone_within_seconds(left) == set()
    assert views_with_canary(town, {kind: things[kind]}) - _views_of_others(kind) == set()
    page = app.test_client().get(f"/pins/{things['reference']}").get_data(as_text=True)
    assert f"{CANARY} penkki" in page, "the idea itself stays"
    if kind == "photo":
        assert app.test_client().get(f"/photos/{things['photo']}/thumb.jpg").status_code == 404


def _views_of_others(kind: str) -> set[str]:
    """Views in which the canary of the things that stay is to be found."""
    return {"pin", "activity", "comment", "photo", "observation", "membership"} - {kind}
