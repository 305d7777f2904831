"""Open data: read back by GDAL, without authors, times, formulas or anything that is not public."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from pyogrio import read_info
from pyogrio.raw import read
from sqlalchemy import text

from tests.conftest import Browser, TownDatabase
from tests.service.areas.lively import CANARY, SECRETS, Lively, make_lively

NAMES = ("ideas", "answers", "uses", "comments", "observations")
ENDS = ("csv", "geojson", "gpkg")
NICKNAME = "Nimimerkki-ei-ulos"


@pytest.fixture
def lively(town: TownDatabase) -> Lively:
    """Area 05 with something of every kind in it."""
    with town.database.session() as db:
        return make_lively(db)


def body(client: Browser, path: str) -> bytes:
    with client.get(path) as answer:
        assert answer.status_code == 200, (path, answer.status_code)
        assert "creativecommons" in answer.headers["Link"]
        return bytes(answer.data)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("end", ENDS)
def test_nothing_that_is_not_public_is_in_it(client: Browser, lively: Lively, name: str, end: str) -> None:
    client.send(f"/discussion/pin/{lively.answered}/comments", {"body": "Hyvä!", "author_name": NICKNAME})
    said = body(client, f"/data/{name}.{end}")
    assert NICKNAME.encode() not in said
    for secret in (*SECRETS, "TES-2026-0004", "TES-2026-0005", "TES-2026-0006", "NAA-2026-0001"):
        assert secret.encode() not in said


@pytest.mark.parametrize(("end", "epsg"), [("geojson", "EPSG:4326"), ("gpkg", "EPSG:3067")])
def test_gdal_reads_it_back(client: Browser, lively: Lively, tmp_path: Path, end: str, epsg: str) -> None:
    path = tmp_path / f"ideas.{end}"
    path.write_bytes(body(client, f"/data/ideas.{end}"))
    info = read_info(path)
    assert info["crs"] == epsg and info["features"] == 3
    assert "author_id" not in info["fields"] and "created_at" not in info["fields"]
    meta, _ids, _shapes, columns = read(path)
    found = dict(zip(meta["fields"], columns, strict=True))
    assert lively.answered in found["reference"].tolist() and CANARY in found["title"].tolist()
    assert all("00:00" in str(day) or len(str(day)) == 10 for day in found["day"].tolist())


def test_texts_are_no_formulas_in_tables(client: Browser, lively: Lively) -> None:
    for name in NAMES:
        rows = list(csv.reader(io.StringIO(body(client, f"/data/{name}.csv").decode("utf-8-sig")), delimiter=";"))
        assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_a_hidden_comment_and_one_below_what_is_hidden_are_gone(
    client: Browser, town: TownDatabase, lively: Lively
) -> None:
    client.send(f"/discussion/pin/{lively.answered}/comments", {"body": "Idean alla"})
    client.send("/discussion/area/05/comments", {"body": "Alueen alla"})
    said = body(client, "/data/comments.csv").decode()
    assert "Idean alla" in said and "Alueen alla" in said
    with town.database.session() as db:
        db.execute(text("UPDATE service.comment SET visibility = 'hidden' WHERE subject_kind = 'pin'"))
        db.execute(text("UPDATE boundaries.area SET state = 'hidden' WHERE slug = '05'"))
    said = body(client, "/data/comments.csv").decode()
    assert "Idean alla" not in said and "Alueen alla" not in said


def test_columns_are_told_in_three_languages_and_the_page_offers_all(client: Browser, lively: Lively) -> None:
    told = client.get("/data/fields.json").get_json()
    assert [one["name"] for one in told["datasets"]] == list(NAMES)
    for one in told["datasets"]:
        for field in one["fields"]:
            assert len({*field["description"]}) == 3 and all(field["description"].values())
    html = client.get("/data").get_data(as_text=True)
    assert all(f'href="/data/{name}.{end}"' in html for name in NAMES for end in ENDS)


def test_who_has_it_already_is_told_so(client: Browser, lively: Lively) -> None:
    for end in ENDS:
        first = client.get(f"/data/ideas.{end}")
        again = client.get(f"/data/ideas.{end}", headers={"If-None-Match": first.headers["ETag"]})
        assert again.status_code == 304
        first.close()
