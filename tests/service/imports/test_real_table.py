"""A real table of 4,403 proposals, brought over by the command; counts are taken from the file by other means.

The table is not ours to pass on, so it is read beside the project, where it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import geopandas
import pandas
import pytest
from sqlalchemy import text

from operate.testcluster import TestCluster
from service.cli.__main__ import main
from service.participation.imports.planning import HEAP
from tests.conftest import SECRET, TownDatabase, _copy

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
TABLE = DATA / "helsinki/omastadi_proposals.csv"
pytestmark = pytest.mark.skipif(not TABLE.is_file(), reason="the real files are not beside the project")


COMMAND = ["import", "feedback", "--municipality", "helsinki", "--source", "Asukkaiden ehdotukset",
           "--day", "2021-01-31", "--theme", "other", str(TABLE)]  # fmt: skip
#: What the earlier service put where there was no place.
DEFAULT_PLACES = ((60.168676579179866, 24.9409467965726), (60.17116, 24.93266))


@pytest.fixture(scope="module")
def helsinki(cluster: TestCluster, empty_template: str) -> Iterator[TownDatabase]:
    """A database with Helsinki and the table brought over."""
    made = _copy(cluster, empty_template)
    town = next(made)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (
            ("DATABASE_URL", town.settings.database_url),
            ("SERVICE_DATABASE_URL", town.settings.service_database_url),
            ("PUBLIC_DATABASE_URL", town.settings.public_database_url),
            ("ALUEKARTTA_SECRET_KEY", SECRET),
        ):
            patch.setenv(name, value)
        boundaries = f"{DATA}/fi/municipalities_2025.gpkg:kunta1000k"
        home = ["--code", "091", "--boundaries", boundaries, "--prefix", "HEL"]
        assert main(["import", "municipality", *home]) == 0
        assert main(["import", "paavo", "--municipality", "helsinki", f"{DATA}/fi/paavo_2019.gpkg"]) == 0
        assert main(COMMAND) == 0
        yield town
    next(made, None)


@pytest.fixture(scope="module")
def table() -> geopandas.GeoDataFrame:
    """The table as other programs read it, each row with whether it lies in the city and in a heap."""
    rows = pandas.read_csv(TABLE, dtype={"text": str, "title": str}, keep_default_na=True)
    points = geopandas.points_from_xy(rows["longitude"], rows["latitude"], crs=4326)
    frame = geopandas.GeoDataFrame(rows, geometry=points).to_crs(3067)
    outline = geopandas.read_file(DATA / "fi/municipalities_2025.gpkg", layer="kunta1000k")
    areas = geopandas.read_file(DATA / "fi/paavo_2019.gpkg", layer="paavo_2019")
    parts = [*outline[outline["kunta"] == "091"].geometry, *areas[areas["kunta"] == "091"].geometry]
    ground = geopandas.GeoSeries(parts, crs=3067).union_all()
    frame["has_place"] = rows["latitude"].notna()
    frame["is_inside"] = frame["has_place"] & frame.intersects(ground)
    together = rows.groupby(["latitude", "longitude"])["id"].transform("size")
    frame["is_heap"] = frame["is_inside"] & (together >= HEAP)
    return frame


def counts(town: TownDatabase) -> dict[str, int]:
    with town.session() as db:
        found: dict[str, int] = db.scalar(text("SELECT counts FROM service.feedback_import"))
    return found


def number(town: TownDatabase, where: str) -> int:
    with town.session() as db:
        return int(db.scalar(text(f"SELECT count(*) FROM service.pin AS p WHERE {where}")) or 0)  # noqa: S608


def test_every_row_is_accounted_for(helsinki: TownDatabase, table: geopandas.GeoDataFrame) -> None:
    found = counts(helsinki)
    assert len(table) == 4403
    assert found["taken_back"] == (table["state"] == "withdrawn").sum() == 48
    stayed = table[table["state"] != "withdrawn"]
    assert found["outside"] == (stayed["has_place"] & ~stayed["is_inside"]).sum()
    assert found["bring"] + found["taken_back"] + found["outside"] + found["repeats"] == 4403
    assert number(helsinki, "true") == found["bring"]


def test_repeats_and_heaps(helsinki: TownDatabase, table: geopandas.GeoDataFrame) -> None:
    stayed = table[(table["state"] != "withdrawn") & (table["is_inside"] | ~table["has_place"])].copy()
    stayed["said"] = (
        (stayed["title"].fillna("") + " " + stayed["text"].fillna("")).str.split().str.join(" ").str.lower()
    )
    stayed["where"] = [
        f"{round(point.x)} {round(point.y)}" if has and not heap else ""
        for heap, has, point in zip(stayed["is_heap"], stayed["has_place"], stayed.geometry, strict=True)
    ]
    is_repeat = stayed.duplicated(["said", "where"])
    found = counts(helsinki)
    # Ours also takes for the same place what lies a few metres apart.
    assert is_repeat.sum() <= found["repeats"] <= is_repeat.sum() + 5
    assert abs(found["heap_whole"] - (stayed["is_heap"] & ~is_repeat).sum()) <= 5
    placed = (stayed["has_place"] & ~stayed["is_heap"] & ~is_repeat).sum()
    assert abs(number(helsinki, "p.geom IS NOT NULL") - placed) <= 5
    for lat, lon in DEFAULT_PLACES:
        near = f"ST_DWithin(p.geom, ST_Transform(ST_SetSRID(ST_MakePoint({lon}, {lat}), 4326), 3067), 1)"
        assert number(helsinki, near) == 0


def test_nothing_comes_over_twice(helsinki: TownDatabase) -> None:
    before = number(helsinki, "true")
    assert main(COMMAND) == 0
    assert number(helsinki, "true") == before
