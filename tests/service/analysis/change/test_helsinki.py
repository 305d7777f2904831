"""The real series of 34 districts of Helsinki, 2018-2023, from the file to the page. It does not travel with the
project: without it these tests are skipped."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyogrio
import pytest
import shapely
from flask import Flask
from geoalchemy2.shape import from_shape
from scipy.stats import kendalltau
from shapely.geometry import MultiPolygon

import service
from boundaries.models import Municipality
from boundaries.operations import AreaTraits, create_area
from geo.crs import METRIC
from operate.testcluster import TestCluster
from service.cli.__main__ import main
from service.db import Database
from service.migrate import upgrade
from tests.conftest import Browser, TownDatabase, _copy, settings_for

HELSINKI = Path(service.__file__).parents[2] / "shared/data/helsinki"
FIGURES, DISTRICTS = HELSINKI / "district_stats_2018_2023.csv", HELSINKI / "districts_34.geojson"
pytestmark = pytest.mark.skipif(not FIGURES.exists(), reason="the series of Helsinki is not here")

MAPPING = """
source = "Helsingin kaupunki"
area = "Area"
year = "Year"
edition = "hki"
columns = {he_vakiy = "Population"}
[[indicators]]
key = "foreign_language"
domain = "households"
names = {fi = "Vieraskieliset", sv = "Främmande språk", en = "Speakers of other languages"}
meaning = {fi = "Muuta kuin suomea, ruotsia tai saamea puhuvien osuus.", sv = "Andel", en = "Share"}
of = {fi = "asukkaista", sv = "av invånarna", en = "of residents"}
part = "Proportion of foreign language"
whole = "Population"
part_is_share = true
[[indicators]]
key = "unemployment_rate"
domain = "work"
names = {fi = "Työttömyysaste", sv = "Arbetslöshetsgrad", en = "Unemployment rate"}
meaning = {fi = "Työttömyysaste sellaisena kuin julkaistu.", sv = "Andel", en = "As published."}
value = "Unemployment rate"
base = "Population"
unit = "%"
"""


def rows() -> list[dict[str, str]]:
    with FIGURES.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def fill(url: str) -> None:
    """Helsinki's outline and its districts, without figures."""
    upgrade(url)
    districts = pyogrio.read_dataframe(DISTRICTS).to_crs(METRIC.epsg)
    whole = MultiPolygon([part for part in shapely.get_parts(districts.union_all()) if part.area > 1])
    database = Database(settings_for(url, url, url))
    with database.session() as db:
        home = Municipality(
            slug="helsinki",
            code="091",
            names={"fi": "Helsinki", "sv": "Helsingfors", "en": "Helsinki"},
            languages=["fi", "sv", "en"],
            reference_prefix="HKI",
            centre=from_shape(whole.centroid, METRIC.epsg),
            zoom=8,
            geom=from_shape(whole, METRIC.epsg),
        )
        db.add(home)
        db.flush()
        for one in districts.itertuples():
            traits = AreaTraits(kind="district", names={"fi": one.Area}, code=str(one.id))
            create_area(db, home.id, traits, shapely.make_valid(one.geometry))
        db.commit()
    database.close()


@pytest.fixture
def helsinki(
    _application: Flask,
    cluster: TestCluster,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Browser]:
    """A visitor's browser on Helsinki with six years, brought in by the command."""
    copies = _copy(cluster, cluster.prepare("template_helsinki_districts", fill))
    town: TownDatabase = next(copies)
    for name, value in (
        ("DATABASE_URL", town.settings.database_url),
        ("SERVICE_DATABASE_URL", town.settings.service_database_url),
        ("PUBLIC_DATABASE_URL", town.settings.public_database_url),
        ("ALUEKARTTA_SECRET_KEY", town.settings.secret_key),
    ):
        monkeypatch.setenv(name, value)
    mapping = tmp_path / "years.toml"
    mapping.write_text(MAPPING, encoding="utf-8")
    words = ["import", "years", "--municipality", "helsinki", "--kind", "district", "--mapping", str(mapping)]
    assert main([*words, str(FIGURES)]) == 0
    _application.extensions["database"] = town.database
    _application.extensions.pop("municipalities", None)
    _application.config["SETTINGS"] = town.settings
    _application.test_client_class = Browser
    yield _application.test_client()  # type: ignore[misc]
    next(copies, None)


def published() -> dict[int, dict[str, tuple[int, int]]]:
    """Speakers of other languages and residents by year and district, out of the file itself."""
    found: dict[int, dict[str, tuple[int, int]]] = {}
    for row in rows():
        people = int(row["Population"])
        speakers = round(float(row["Proportion of foreign language"]) * people)
        found.setdefault(int(row["Year"]), {})[row["Area"]] = (speakers, people)
    return found


def answer(client: Browser, query: str) -> dict[str, Any]:
    body: dict[str, Any] = client.get(f"/api/analysis/change?{query}").get_json()
    return body


def test_six_years_the_whole_way(helsinki: Browser) -> None:
    body = answer(helsinki, "indicator=foreign_language")
    truth = published()
    assert [one["year"] for one in body["method"]["years"]] == list(range(2018, 2024))
    assert {one["areas_shown"] for one in body["method"]["years"]} == {34}
    assert len(body["areas"]) == 34
    for row in body["areas"]:
        shares = []
        for cell in row["years"]:
            here = truth[cell["year"]]
            part, whole = here[row["name"]["fi"]]
            city = sum(one[0] for one in here.values()) / sum(one[1] for one in here.values())
            assert (cell["part"], cell["whole"]) == (part, whole)
            assert cell["gap_points"]["value"] == pytest.approx(part / whole - city)
            assert cell["gap_ratio"]["value"] == pytest.approx(part / whole / city)
            assert cell["gap_points"]["low"] < cell["gap_points"]["value"] < cell["gap_points"]["high"]
            shares.append(cell["smoothed"])
        p = kendalltau(range(6), shares).pvalue
        is_rising = p < 0.05 and shares[-1] > shares[0]
        assert (row["trend"]["share"]["direction"] == "rising") == is_rising
    assert body["municipality"]["trend"]["direction"] == "rising"


def test_points_and_ratio_may_disagree_and_the_page_says_so(helsinki: Browser) -> None:
    truth = published()
    opposite = []
    for name, (part, whole) in truth[2018].items():
        last_part, last_whole = truth[2023][name]
        first, last = (
            sum(one[0] for one in truth[year].values()) / sum(one[1] for one in truth[year].values())
            for year in (2018, 2023)
        )
        points = (last_part / last_whole - last) - (part / whole - first)
        ratio = (last_part / last_whole / last) - (part / whole / first)
        if part / whole > first and points > 0.01 and ratio < -0.03:
            opposite.append(name)
    assert opposite, "the file holds a district whose gap grew in points and fell as a ratio"
    codes = {row["Area"]: row["id"] for row in rows()}
    page = helsinki.get(
        f"/analysis/change?indicator=foreign_language&area={codes[opposite[0]]}&lang=en",
        headers={"Accept": "text/html"},
    ).get_data(as_text=True)
    assert "The two say opposite things, and both are true" in page
    assert "Rising: +" in page


def test_who_moves(helsinki: Browser) -> None:
    moves = answer(helsinki, "indicator=foreign_language")["moves"]
    assert (moves["classes"], moves["total"]) == (5, 34 * 5)
    assert moves["stayed"] == sum(moves["counts"][at][at] for at in range(5)) > 100
    page = helsinki.get("/analysis/change?indicator=foreign_language&lang=fi", headers={"Accept": "text/html"})
    assert "ylin viidennes" in page.get_data(as_text=True)


def test_a_rate_as_published_has_no_ranges_and_is_weighted(helsinki: Browser) -> None:
    body = answer(helsinki, "indicator=unemployment_rate")
    people = [(float(row["Unemployment rate"]), int(row["Population"])) for row in rows() if row["Year"] == "2020"]
    city = sum(rate * n for rate, n in people) / sum(n for _rate, n in people)
    year = next(one for one in body["municipality"]["years"] if one["year"] == 2020)
    assert year["share"] == pytest.approx(city)
    assert all(one["low"] is None for row in body["areas"] for one in row["years"])
    page = helsinki.get("/analysis/change?indicator=unemployment_rate&area=112852&lang=en").get_data(as_text=True)
    assert "15.5" in page


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_same_facts_in_each_language(helsinki: Browser, language: str) -> None:
    page = helsinki.get(
        f"/analysis/change?indicator=foreign_language&area=112852&lang={language}", headers={"Accept": "text/html"}
    ).get_data(as_text=True)
    part, whole = published()[2023]["Herttoniemi"]
    share = f"{100 * part / whole:.1f}"
    assert (share if language == "en" else share.replace(".", ",")) in page
    assert {"fi": "Nouseva", "sv": "Stigande", "en": "Rising"}[language] in page
