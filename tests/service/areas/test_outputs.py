"""Every output of an area: what anyone may see stands in it, what nobody may does not, and texts do nothing."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import sqlite3
from pathlib import Path

import pytest
from defusedxml import ElementTree
from flask import Flask
from sqlalchemy import select

from boundaries.models import Municipality
from boundaries.operations import AreaTraits, create_area
from tests.conftest import Browser, TownDatabase
from tests.factories.world import square
from tests.service.areas.lively import CANARY, SECRETS, Lively

FILES = (
    "", "/feed.atom", "/boundary.gpkg", "/boundary.geojson", "/facts.csv", "/ideas.gpkg", "/ideas.geojson",
    "/ideas.csv", "/embed", "/follow",
)  # fmt: skip
WITH_IDEAS = ("", "/feed.atom", "/ideas.gpkg", "/ideas.geojson", "/ideas.csv")


def body(client: Browser, path: str) -> bytes:
    with client.get(path) as answer:
        assert answer.status_code == 200, (path, answer.status_code)
        return bytes(answer.data)


def status(client: Browser, path: str) -> int:
    with client.get(path) as answer:
        return int(answer.status_code)


@pytest.mark.parametrize("end", FILES)
def test_nothing_that_is_not_for_everybody_is_in_it(client: Browser, lively: Lively, end: str) -> None:
    said = body(client, f"/areas/05{end}")
    for secret in SECRETS:
        assert secret.encode() not in said, f"{secret} is in {end or 'the page'}"
    for reference in ("TES-2026-0004", "TES-2026-0005", "TES-2026-0006", "NAA-2026-0001"):
        assert reference.encode() not in said


def test_nothing_secret_is_in_the_municipalitys_feed(client: Browser, lively: Lively) -> None:
    said = body(client, "/feed.atom").decode()
    assert lively.answered in said and not any(secret in said for secret in SECRETS)


@pytest.mark.parametrize("end", WITH_IDEAS)
def test_public_ideas_are_in_it(client: Browser, lively: Lively, end: str) -> None:
    said = body(client, f"/areas/05{end}")
    assert lively.waiting.encode() in said and lively.answered.encode() in said


@pytest.mark.parametrize("state", ["hidden", "withdrawn"])
@pytest.mark.parametrize("end", FILES)
def test_an_area_that_is_not_shown_has_no_output(app: Flask, client: Browser, end: str, state: str) -> None:
    made = client.send("/areas", {"name": "Oma alue", "areas": ["05"]}).headers["Location"]
    assert status(client, f"{made}{end}") == 200
    if state == "withdrawn":
        client.send(f"{made}/withdraw", {})
    else:
        moderator = app.test_client()
        moderator.sign_in("moderator")
        moderator.send(f"{made}/hide", {"reason": "Testi vain"})
        assert status(moderator, f"{made}{end}") == 404
    assert status(client, f"{made}{end}") == 404


@pytest.mark.parametrize("end", FILES)
def test_an_area_of_another_municipality_is_not_here(
    client: Browser, lively: Lively, town: TownDatabase, end: str
) -> None:
    with town.database.session() as db:
        other = db.scalars(select(Municipality.id).where(Municipality.slug == "naapuri")).one()
        create_area(db, other, AreaTraits(kind="district", names={"fi": "Naapurin alue"}), square("05"))
    assert status(client, f"/areas/naapurin-alue{end}") == 404


@pytest.mark.parametrize("end", ["", "/embed"])
def test_texts_do_nothing_in_pages(client: Browser, lively: Lively, end: str) -> None:
    assert b"<script>alert" not in body(client, f"/areas/05{end}")


def test_texts_do_nothing_in_the_feed(client: Browser, lively: Lively) -> None:
    root = ElementTree.fromstring(body(client, "/areas/05/feed.atom"))
    titles = [one.text or "" for one in root.iter("{http://www.w3.org/2005/Atom}title")]
    assert any(title.endswith(CANARY) for title in titles), titles


def test_texts_are_no_formulas_in_tables(client: Browser, lively: Lively) -> None:
    rows = list(csv.reader(io.StringIO(body(client, "/areas/05/ideas.csv").decode("utf-8-sig")), delimiter=";"))
    assert f"'{CANARY}" in rows[-1]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_texts_are_whole_in_map_files(client: Browser, lively: Lively, tmp_path: Path) -> None:
    features = json.loads(body(client, "/areas/05/ideas.geojson"))["features"]
    assert CANARY in [one["properties"]["title"] for one in features]
    path = tmp_path / "ideas.gpkg"
    path.write_bytes(body(client, "/areas/05/ideas.gpkg"))
    with contextlib.closing(sqlite3.connect(path)) as file:
        assert (CANARY,) in file.execute("SELECT title FROM ideas").fetchall()


def test_a_place_is_only_as_exact_as_its_author_let_it_be(client: Browser, lively: Lively) -> None:
    features = {one["id"]: one for one in json.loads(body(client, "/areas/05/ideas.geojson"))["features"]}
    assert features[lively.about_area]["geometry"] is None
    assert features[lively.answered]["geometry"]["type"] == "Point"
    with_table = body(client, "/areas/05/ideas.csv").decode("utf-8-sig")
    line = next(one for one in with_table.splitlines() if one.startswith(lively.about_area))
    assert line.endswith(";;")


def test_days_are_told_and_never_times(client: Browser, lively: Lively) -> None:
    root = ElementTree.fromstring(body(client, "/areas/05/feed.atom"))
    atom = "{http://www.w3.org/2005/Atom}"
    times = [one.text or "" for name in ("updated", "published") for one in root.iter(atom + name)]
    assert times and all(one.endswith("T00:00:00Z") for one in times)
