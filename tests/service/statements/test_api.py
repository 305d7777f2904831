"""Statements for other programs: read by anybody, given by a token for them, under the rules of the form."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from geo.crs import METRIC
from geo.geometry import geometry_to_geojson
from service.statements.models import Statement
from tests.conftest import Browser, TownDatabase
from tests.service.api.test_tokens import given
from tests.service.proposals.conftest import BOTH_HALVES
from tests.service.statements.conftest import SLUG, give, set_phase, stored

PATH = f"/api{SLUG}/statements"
BODY = {"text": "Puistoon tarvitaan valot.", "title": "Valot", "on_behalf": "Asukasyhdistys"}


def send(app: Flask, secret: str, body: dict[str, Any] | None = None, *, key: str = "k" * 20, **headers: str) -> Any:
    """Send a statement as a program does: no cookie, no page, no CSRF token."""
    sent = {"Authorization": f"Bearer {secret}", "Idempotency-Key": key, **headers}
    return app.test_client().post(PATH, json=BODY if body is None else body, headers=sent)


@pytest.fixture
def secret(open_town: TownDatabase) -> str:
    """A token for statements."""
    return given(open_town, scopes=["statements"])[1]


def test_a_statement_by_a_token_is_kept_once_and_read_by_anybody(
    app: Flask, client: Browser, open_town: TownDatabase, secret: str
) -> None:
    answer = send(app, secret)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    assert answer.json["is_public"] is True and "key=" in answer.json["own_url"]
    again = send(app, secret)
    assert (again.status_code, again.json["reference"]) == (201, answer.json["reference"])
    kept = stored(open_town)
    assert (kept.body, kept.on_behalf, kept.kind, kept.author_id) == (
        BODY["text"],
        "Asukasyhdistys",
        "organisation",
        None,
    )
    listed = client.get(PATH)
    assert listed.content_type == "application/geo+json" and listed.json["numberMatched"] == 1
    (found,) = listed.json["features"]
    assert found["id"] == answer.json["reference"] and found["geometry"] is None
    assert found["properties"]["text"] == BODY["text"] and found["properties"]["outcome"] == ""
    one = client.get(f"/api/statements/{found['id'].lower()}")
    assert one.json["properties"]["responses"] == []
    assert client.get("/" + answer.json["own_url"].split("/", 3)[3]).status_code == 200


def test_a_place_and_a_drawn_area_are_kept_where_they_are(app: Flask, client: Browser, secret: str) -> None:
    lon, lat = METRIC.to_lonlat(BOTH_HALVES.centroid.x, BOTH_HALVES.centroid.y)
    assert send(app, secret, {**BODY, "about": "place", "lon": lon, "lat": lat}).status_code == 201
    area = {**BODY, "about": "area", "geometry": geometry_to_geojson(BOTH_HALVES), "text": "Koko alue."}
    assert send(app, secret, area, key="a" * 20).status_code == 201
    shapes = {one["properties"]["about"]: one["geometry"]["type"] for one in client.get(PATH).json["features"]}
    assert shapes == {"place": "Point", "area": "Polygon"}
    assert client.get(f"{PATH}?about=place").json["numberReturned"] == 1
    for wrong in ("odd=1", "paragraph=99999999999", "page=0", "about=kuu"):
        assert client.get(f"{PATH}?{wrong}").status_code == 400, wrong


@pytest.mark.parametrize(
    ("changes", "status", "where"),
    [
        ({"text": ""}, 422, "text"),
        ({"text": "Tunnus on 131052-308T."}, 422, "text"),
        ({"about": "paragraph", "paragraph": 99}, 422, "paragraph"),
        ({"about": "place"}, 422, "lon"),
        ({"about": "place", "lon": 25.0, "lat": 60.2}, 422, "lon"),
        ({"about": "area", "geometry": {"type": "Polygon", "coordinates": []}}, 422, "shape"),
        ({"geometry": "text"}, 422, "geometry"),
        ({"website": "x"}, 422, "website"),
        ({"email": "ei osoite"}, 422, "email"),
    ],
)
def test_what_is_wrong_is_said_by_field(
    app: Flask, open_town: TownDatabase, secret: str, changes: dict[str, Any], status: int, where: str
) -> None:
    answer = send(app, secret, {**BODY, **changes})
    assert answer.status_code == status, answer.get_data(as_text=True)
    assert where in [one["where"] for one in answer.json["errors"]], answer.json
    with open_town.session() as db:
        assert db.scalars(select(Statement)).all() == []


def test_the_time_for_statements_and_the_scope_hold(app: Flask, open_town: TownDatabase, secret: str) -> None:
    other = given(open_town, scopes=["pins"])[1]
    assert send(app, other).status_code == 403
    assert send(app, "alue_unknown").status_code == 401
    set_phase(open_town, -9, -1)
    late = send(app, secret, **{"Accept-Language": "fi"})
    assert late.status_code in (403, 409, 422) and late.json["detail"]
    with open_town.session() as db:
        assert db.scalars(select(Statement)).all() == []


def test_what_waits_or_is_hidden_is_not_read(
    app: Flask, client: Browser, open_town: TownDatabase, secret: str
) -> None:
    waiting = send(app, secret, {**BODY, "text": "Naapuri Matti Virtanen vastustaa tätä."})
    assert waiting.json["is_public"] is False
    assert give(client, author_name="Aino Asukas").status_code == 303
    (found,) = client.get(PATH).json["features"]
    assert "Aino" not in str(found), "a name that is not public is not told"
    with open_town.session() as db:
        db.execute(update(Statement).values(visibility="hidden"))
        db.commit()
    assert client.get(PATH).json["features"] == []
    assert client.get(f"/api/statements/{found['id']}").status_code == 404
    assert client.get("/api/proposals/ei-ole/statements").status_code == 404
