"""Disparity and clusters of real cities: the published facts, and what the page makes of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from operate.testcluster import TestCluster
from service.analysis.spread.compute import Spread, SpreadChoices, computed
from service.analysis.spread.sentences import told_clustering
from service.cli.__main__ import main
from service.i18n import speaking
from tests.conftest import SECRET, TownDatabase, _copy
from tests.service.analysis.conftest import add_demo_city

REAL = Path(__file__).resolve().parents[5] / "shared" / "data" / "fi"
DEMO_CITIES = ("kuopio", "mikkeli", "lahti")
#: Moran's I of unemployment among areas of 100 residents and more, p of another program, areas and islands.
MORAN = {"kuopio": (0.214, 0.009, 54, 0), "lahti": (0.106, 0.105, 31, 0), "helsinki": (0.289, 0.002, 83, 6)}
DISSIMILARITY = {"kuopio": 0.149, "mikkeli": 0.106, "lahti": 0.104, "helsinki": 0.205}


@pytest.fixture(scope="module")
def cities(cluster: TestCluster, empty_template: str) -> Iterator[tuple[TownDatabase, dict[str, int]]]:
    """The demo's cities, and Helsinki where its data are beside the project."""
    made = _copy(cluster, empty_template)
    town = next(made)
    with town.session() as db:
        ids = {slug: add_demo_city(db, slug) for slug in DEMO_CITIES}
        db.commit()
    if REAL.is_dir():
        ids["helsinki"] = add_helsinki(town)
    yield town, ids
    next(made, None)


def add_helsinki(town: TownDatabase) -> int:
    """Helsinki by the real import commands."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (
            ("DATABASE_URL", town.settings.database_url),
            ("SERVICE_DATABASE_URL", town.settings.service_database_url),
            ("PUBLIC_DATABASE_URL", town.settings.public_database_url),
            ("ALUEKARTTA_SECRET_KEY", SECRET),
        ):
            patch.setenv(name, value)
        boundaries = ["--boundaries", f"{REAL}/municipalities_2025.gpkg:kunta1000k", "--prefix", "HEL"]
        assert main(["import", "municipality", "--code", "091", *boundaries]) == 0
        assert main(["import", "paavo", "--municipality", "helsinki", f"{REAL}/paavo_2019.gpkg"]) == 0
    with town.database.public_engine.connect() as public:
        return int(public.exec_driver_sql("SELECT id FROM municipality WHERE slug = 'helsinki'").scalar_one())


@pytest.fixture
def public(cities: tuple[TownDatabase, dict[str, int]]) -> Iterator[Connection]:
    with cities[0].database.public_engine.connect() as connection:
        yield connection


def told(public: Connection, cities: tuple[TownDatabase, dict[str, int]], slug: str, measure: str) -> Spread:
    if slug not in cities[1]:
        pytest.skip("the real files are not beside the project")
    return computed(public, cities[1][slug], SpreadChoices(measure))


@pytest.mark.parametrize("slug", MORAN)
def test_clustering_of_unemployment(
    public: Connection, cities: tuple[TownDatabase, dict[str, int]], slug: str
) -> None:
    found = told(public, cities, slug, "unemployment")
    i, p, areas, islands = MORAN[slug]
    assert found.clusters.overall is not None
    assert found.clusters.overall.i == pytest.approx(i, abs=5e-4)
    assert found.clusters.overall.p == pytest.approx(p, abs=0.02)
    assert (found.clusters.areas, len(found.clusters.islands)) == (areas, islands)
    with speaking("en"):
        sentence = told_clustering(found)
    assert sentence.startswith("Not significant") == (slug == "lahti")


@pytest.mark.parametrize("slug", DISSIMILARITY)
def test_segregation_by_education(public: Connection, cities: tuple[TownDatabase, dict[str, int]], slug: str) -> None:
    found = told(public, cities, slug, "low_education").apart
    assert found.measures is not None and found.by_chance is not None and found.corrected is not None
    assert found.measures.dissimilarity == pytest.approx(DISSIMILARITY[slug], abs=5e-4)
    assert 0 < found.by_chance < found.measures.dissimilarity
    assert found.corrected < found.measures.dissimilarity
    assert found.profile[0].dissimilarity == found.measures.dissimilarity > found.profile[-1].dissimilarity


def test_gaps_stand_side_by_side_with_intervals(
    public: Connection, cities: tuple[TownDatabase, dict[str, int]]
) -> None:
    found = told(public, cities, "kuopio", "low_education").unequal
    assert found.extremes is not None and found.mean == pytest.approx(0.1976979167)
    most, least = found.extremes.most, found.extremes.least
    assert most.points_low[0] < most.points[0] < most.points_high[0]
    assert least.ratio_high[0] < 1 < most.ratio_low[0]
    assert found.between is not None and found.theil is not None
    assert found.between.theil_between + found.between.theil_within == pytest.approx(found.theil)
