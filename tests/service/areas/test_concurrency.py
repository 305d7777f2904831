"""Two people at once: one edit wins, the others are told, and nobody edits blindly."""

from __future__ import annotations

import threading

import pytest
from flask import Flask
from sqlalchemy import select

from boundaries.models import Area
from geo.geometry import geometry_to_geojson
from service.areas.operations import seen_in
from tests.conftest import Browser, TownDatabase
from tests.service.areas.test_drawing import DRAWN
from tests.service.areas.test_facts import part

PATH = "/api/areas/kyla"


def saved(client: Browser) -> str:
    answer = client.send_json("/api/areas", {"name": "Kylä", "geometry": DRAWN})
    assert answer.status_code == 201
    return answer.get_json()["edit_token"]


def change_of(number: int, what: str) -> dict[str, object]:
    changes: dict[str, dict[str, object]] = {
        "boundary": {"geometry": geometry_to_geojson(part(200, 200, 1500 + 10 * number, 1800))},
        "name": {"name": f"Kylä {number}"},
        "description": {"description": f"Kuvaus {number}"},
    }
    return changes[what]


@pytest.mark.parametrize("what", ["boundary", "name", "description"])
def test_of_twelve_at_once_one_wins(app: Flask, client: Browser, town: TownDatabase, what: str) -> None:
    key = {"X-Edit-Token": saved(client)}
    tag = client.get(PATH).headers["ETag"]
    browsers = [app.test_client() for _ in range(12)]
    tokens = [browser.token() for browser in browsers]
    gate = threading.Barrier(12)
    statuses: list[int] = []

    def edit(number: int) -> None:
        headers = {**key, "If-Match": tag, "X-CSRF-Token": tokens[number], "Idempotency-Key": f"edit-{number:020}"}
        gate.wait()
        statuses.append(browsers[number].patch(PATH, json=change_of(number, what), headers=headers).status_code)

    threads = [threading.Thread(target=edit, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200] + [412] * 11
    feature = client.get(PATH).get_json(force=True)["properties"]
    assert feature["version"] == (2 if what == "boundary" else 1)


def test_without_a_precondition_nothing_changes(app: Flask, client: Browser) -> None:
    key = {"X-Edit-Token": saved(client)}
    before = client.get(PATH).headers["ETag"]
    answer = client.send_json(PATH, {"name": "Sokkona"}, method="PATCH", **key)
    assert answer.status_code == 428
    assert client.get(PATH).headers["ETag"] == before


def test_the_precondition_is_compared_as_it_should_be(client: Browser) -> None:
    key = {"X-Edit-Token": saved(client)}
    tag = client.get(PATH).headers["ETag"]
    weak = client.send_json(PATH, {"name": "Heikko"}, method="PATCH", **key, **{"If-Match": f"W/{tag}"})
    assert weak.status_code == 412, "a weak mark never matches"
    several = client.send_json(PATH, {"name": "Moni"}, method="PATCH", **key, **{"If-Match": f'"x", {tag}'})
    assert several.status_code == 200
    star = client.send_json(PATH, {"name": "Tähti"}, method="PATCH", **key, **{"If-Match": "*"})
    assert star.status_code == 200


def test_the_mark_covers_boundary_names_and_traits(client: Browser, town: TownDatabase) -> None:
    saved(client)
    marks = [client.get(PATH).headers["ETag"]]
    assert seen_in(marks[0]) is not None
    for trait, value in (
        ("names", {"fi": "Kylä", "sv": "Byn"}),
        ("other_names", [{"name": "Kyläpaha", "said_by": "minä"}]),
        ("description", "Uusi"),
        ("parent_id", 5),
    ):
        with town.database.session() as db:
            area = db.scalars(select(Area).where(Area.slug == "kyla")).one()
            setattr(area, trait, value)
        marks.append(client.get(PATH).headers["ETag"])
    assert len(set(marks)) == len(marks)


def test_an_edit_that_changes_nothing_keeps_the_mark(client: Browser) -> None:
    key = {"X-Edit-Token": saved(client)}
    tag = client.get(PATH).headers["ETag"]
    same = {"name": "Kylä", "geometry": client.get(PATH).get_json(force=True)["geometry"]}
    answer = client.send_json(PATH, same, method="PATCH", **key, **{"If-Match": tag})
    assert answer.status_code == 200 and answer.headers["ETag"] == tag
