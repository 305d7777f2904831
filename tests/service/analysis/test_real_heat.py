"""Real proposals of a real city on its grid of residents: the maps differ as they should, and default places are seen.

The table is not ours to pass on, so it is read beside the project, where it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pandas
import pytest
import shapely
from geoalchemy2.shape import from_shape
from sqlalchemy import text

from operate.testcluster import TestCluster
from service.analysis.ideas import HEAP
from service.analysis.pins import pin_rows
from service.analysis.surfaces.classes import values_of
from service.analysis.surfaces.looking import Look, look_at, quick_surfaces
from service.analysis.surfaces.reckoning import Surfaces
from service.cli.__main__ import main
from service.participation.pins.models import Pin, Theme
from tests.conftest import SECRET, TownDatabase, _copy

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
TABLE = DATA / "helsinki/omastadi_proposals.csv"
pytestmark = pytest.mark.skipif(not TABLE.is_file(), reason="the real files are not beside the project")
SIGMA_M = 500
#: Where the earlier service put what had no place.
DEFAULT_PLACES = ((60.168676579179866, 24.9409467965726), (60.17116, 24.93266))


@pytest.fixture(scope="module")
def placed() -> geopandas.GeoDataFrame:
    """The proposals with a place, as another program reads them."""
    rows = pandas.read_csv(TABLE, usecols=["latitude", "longitude"]).dropna()
    points = geopandas.points_from_xy(rows["longitude"], rows["latitude"], crs=4326)
    frame = geopandas.GeoDataFrame(rows, geometry=points).to_crs(3067)
    frame["together"] = rows.groupby(["latitude", "longitude"])["latitude"].transform("size")
    return frame


@pytest.fixture(scope="module")
def helsinki(cluster: TestCluster, empty_template: str, placed: geopandas.GeoDataFrame) -> Iterator[TownDatabase]:
    """A database with Helsinki's areas, figures and grid, and the places of the proposals as they were kept."""
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
        grid = ["--file", f"{DATA}/helsinki/popgrid_250m_2015.gpkg", "--year", "2015", "--source", "hsy_popgrid"]
        assert main(["import", "grid", "--municipality", "helsinki", *grid]) == 0
    with town.session() as db:
        municipality = db.scalar(text("SELECT id FROM boundaries.municipality"))
        theme = db.query(Theme).first() or Theme(
            municipality_id=municipality, key="other", names={"fi": "Muu"}, icon="trees", sort_order=1
        )
        db.add(theme)
        db.flush()
        for number, point in enumerate(placed.geometry):
            spot = from_shape(point, 3067)
            db.add(
                Pin(
                    municipality_id=municipality,
                    reference=f"HEL-{number}",
                    theme_id=theme.id,
                    title="Ehdotus",
                    language="fi",
                    geom=spot,
                    public_geom=spot,
                )
            )
        db.commit()
    yield town
    next(made, None)


@pytest.fixture(scope="module")
def looks(helsinki: TownDatabase) -> dict[bool, tuple[Look, Surfaces]]:
    """The looks without and with the heaps."""
    with helsinki.database.public_engine.connect() as public:
        municipality = public.execute(text("SELECT id FROM municipality")).scalar_one()
        found = {}
        for with_heaps in (False, True):
            look = look_at(public, municipality, sigma_m=SIGMA_M, with_heaps=with_heaps)
            found[with_heaps] = (look, quick_surfaces(look))
    return found


def at_place(surfaces: Surfaces, kind: Any, lat: float, lon: float) -> float:
    """A surface's value at a place."""
    point = geopandas.GeoSeries(geopandas.points_from_xy([lon], [lat], crs=4326)).to_crs(3067)[0]
    raster = surfaces.raster
    row, column = (
        int((point.y - raster.miny) // raster.cell_m),
        int((point.x - raster.minx) // raster.cell_m),
    )
    return float(values_of(kind, surfaces)[row, column])


def peak(surfaces: Surfaces, kind: Any) -> shapely.Point:
    """Where a surface is highest."""
    values = values_of(kind, surfaces)
    row, column = np.unravel_index(np.nanargmax(values), values.shape)
    xs, ys = surfaces.raster.centres()
    return shapely.Point(xs[column], ys[row])


def test_default_places_are_flagged_with_their_counts(
    looks: dict[bool, tuple[Look, Surfaces]], placed: geopandas.GeoDataFrame
) -> None:
    heaps = looks[False][0].analysis.ideas.heaps()
    together = placed[placed["together"] >= HEAP].groupby(["latitude", "longitude"]).size()
    assert sorted(heap.ideas for heap in heaps) == sorted(together)
    assert sum(heap.ideas for heap in heaps[:2]) == 655
    spots = geopandas.GeoSeries(
        geopandas.points_from_xy(*zip(*((lon, lat) for lat, lon in DEFAULT_PLACES), strict=True), crs=4326)
    ).to_crs(3067)
    for heap in heaps[:2]:
        assert spots.distance(shapely.Point(heap.x, heap.y)).min() < 1
    assert looks[False][0].analysis.totals.in_heaps == together.sum()
    assert looks[True][0].analysis.totals.in_heaps == 0


def test_residents_come_from_the_grid(looks: dict[bool, tuple[Look, Surfaces]]) -> None:
    look, surfaces = looks[False]
    assert look.ground.source == "grid"
    assert surfaces.people.weights.sum() == pytest.approx(599_936)


def test_raw_heat_peaks_at_the_default_place_until_it_is_left_out(looks: dict[bool, tuple[Look, Surfaces]]) -> None:
    lat, lon = DEFAULT_PLACES[0]
    with_them, without = looks[True][1], looks[False][1]
    default = geopandas.GeoSeries(geopandas.points_from_xy([lon], [lat], crs=4326)).to_crs(3067)[0]
    assert peak(with_them, "raw").distance(default) < SIGMA_M
    assert at_place(with_them, "raw", lat, lon) > 3 * at_place(without, "raw", lat, lon)
    assert np.nanmax(with_them.raw) > 2 * np.nanmax(without.raw)


def test_the_three_maps_differ_as_they_should(looks: dict[bool, tuple[Look, Surfaces]]) -> None:
    surfaces = looks[False][1]
    seen = np.isfinite(surfaces.rate) & np.isfinite(surfaces.adjusted)
    raw, rate, adjusted = (part[seen] for part in (surfaces.raw, surfaces.rate, surfaces.adjusted))
    ranks = [np.argsort(np.argsort(part)) for part in (raw, rate, adjusted)]
    # Many people say much: what is loud by the square kilometre is not loud by head.
    assert np.corrcoef(ranks[0], ranks[1])[0, 1] < 0.8
    # Weighting evens areas out: what is left differs less from the whole city's number.
    spread = [np.average((part - surfaces.overall) ** 2, weights=raw) for part in (rate, adjusted)]
    assert spread[1] < 0.5 * spread[0]


def test_adjusting_moves_weight_to_the_silent_areas(looks: dict[bool, tuple[Look, Surfaces]]) -> None:
    look = looks[False][0]
    rows = {row.area_id: row for row in pin_rows(look.analysis)}
    used = look.analysis.ideas.without_heaps()
    states = np.array([rows[one].silence if one in rows else "" for one in used.area_ids.tolist()])
    factor = np.array([rows[one].weight if one in rows else 1.0 for one in used.area_ids.tolist()])
    silent, others = states == "silent", states == "heard"
    assert silent.any() and others.any()
    before = used.voices[silent].sum() / used.voices.sum()
    after = (used.voices * factor)[silent].sum() / (used.voices * factor).sum()
    assert after > 1.5 * before
    assert look.analysis.weights.effective_n < look.analysis.weights.voices


def test_silent_areas_are_seen(looks: dict[bool, tuple[Look, Surfaces]]) -> None:
    rows = pin_rows(looks[False][0].analysis)
    silent = [row for row in rows if row.silence == "silent"]
    assert len(silent) >= 5
    overall = looks[False][0].analysis.rates.overall
    assert all(row.high < overall for row in silent)
    assert rows[0].silence == "silent"
    by_code = {row.code: row for row in rows}
    assert by_code["00100"].silence == "heard"


def test_against_residents_the_default_place_is_far_out(looks: dict[bool, tuple[Look, Surfaces]]) -> None:
    lat, lon = DEFAULT_PLACES[0]
    assert at_place(looks[True][1], "risk", lat, lon) > 3
    assert at_place(looks[False][1], "risk", lat, lon) < 0.6 * at_place(looks[True][1], "risk", lat, lon)
    shown = np.isfinite(values_of("risk", looks[False][1]))
    assert 0 < shown.sum() < looks[False][1].raster.inside.sum(), "thin places are masked"
