"""Kernel intensity and relative risk, against the closed form that spatstat agrees with."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from scipy.interpolate import RegularGridInterpolator

from geo.density import (
    EdgeCorrection,
    RiskState,
    enough_evidence,
    intensity_at,
    intensity_surface,
    log_relative_risk,
    raster_over,
    rate_surface,
    relative_risk,
    scott_bandwidth,
)
from geo.density.once import counted_once
from geo.grids import linear_binned
from tests.geo.reference import case, points

KDE = case("A-KDE-01")
BOX = tuple(KDE["inputs"]["window"])
PLACES = np.array(KDE["inputs"]["eval_points"])
EXPECTED = KDE["expected"]
SIGMA = KDE["params"]["sigma_m"]


@pytest.fixture(scope="module")
def pins():
    return points(KDE["inputs"]["pins"])


@pytest.fixture(scope="module")
def residents():
    return points(KDE["inputs"]["residents"])


def test_points_are_exact(pins, residents):
    cases = (
        (PLACES, pins, "uniform", "pins_uniform_per_m2"),
        (PLACES, pins, "diggle", "pins_diggle_per_m2"),
        (PLACES, residents, "uniform", "residents_uniform_per_m2"),
        (pins[:3], pins, "uniform", "pins_at_own_points_first3_uniform"),
        (pins[:3], pins, "diggle", "pins_at_own_points_first3_diggle"),
    )
    for places, events, edge, key in cases:
        found = intensity_at(places, events, SIGMA, BOX, edge=EdgeCorrection(edge))
        np.testing.assert_allclose(found, EXPECTED[key], rtol=1e-9)


def test_scott(pins):
    assert scott_bandwidth(pins) == pytest.approx(EXPECTED["bw_scott_xy"], rel=1e-12)
    assert np.isnan(scott_bandwidth([[1, 2]])).all()


def _read_off(raster, surface):
    """The surface at the places of the case, between the centres of its cells."""
    xs, ys = raster.centres()
    return RegularGridInterpolator((ys, xs), surface)(PLACES[:, ::-1])


def test_raster_within_half_a_per_cent(pins, residents):
    raster = raster_over(shapely.box(*BOX), 5.0)
    surfaces = {edge: intensity_surface(raster, pins, SIGMA, edge=edge) for edge in EdgeCorrection}
    for edge, surface in surfaces.items():
        np.testing.assert_allclose(_read_off(raster, surface), EXPECTED[f"pins_{edge}_per_m2"], rtol=0.005)
    people = intensity_surface(raster, residents, SIGMA, edge=EdgeCorrection.UNIFORM)
    risk = log_relative_risk(surfaces[EdgeCorrection.UNIFORM], people, len(pins), len(residents))
    np.testing.assert_allclose(_read_off(raster, risk), EXPECTED["log_relative_risk"], rtol=0.005)


def test_diggle_keeps_the_mass_with_any_window(pins):
    lake = shapely.Point(500, 400).buffer(180)
    land = shapely.box(*BOX).difference(lake)
    raster = raster_over(land, 10.0)
    ashore = shapely.contains_xy(land, pins).sum()
    surface = intensity_surface(raster, pins, SIGMA)
    assert np.nansum(surface) * 100 == pytest.approx(ashore, rel=0.03)
    assert np.isnan(surface[40, 50])
    uniform = intensity_surface(raster_over(shapely.box(*BOX), 10.0), pins, SIGMA, edge=EdgeCorrection.UNIFORM)
    assert np.nansum(uniform) * 100 == pytest.approx(81.81, abs=0.02)


def test_weights_count_as_repeated_points(pins):
    raster = raster_over(shapely.box(*BOX), 20.0)
    twice = intensity_surface(raster, np.vstack([pins, pins]), SIGMA)
    np.testing.assert_allclose(intensity_surface(raster, pins, SIGMA, weights=np.full(79, 2.0)), twice)


def test_nothing_gives_nothing():
    raster = raster_over(shapely.box(*BOX), 20.0)
    empty = intensity_surface(raster, np.empty((0, 2)), SIGMA)
    assert (empty == 0).all()
    assert np.isnan(log_relative_risk(empty, empty + 1, 1, 1)).all()
    with pytest.raises(ValueError, match="totals"):
        log_relative_risk(empty, empty, 0, 1)
    with pytest.raises(ValueError, match="half a cell"):
        intensity_surface(raster, [[1, 1]], 5)
    with pytest.raises(ValueError, match="finite"):
        intensity_surface(raster, [[np.nan, 1]], SIGMA)
    with pytest.raises(ValueError, match="too small"):
        raster_over(shapely.box(0, 0, 1e6, 1e6), 1.0)


def test_thin_evidence_is_not_shown(pins):
    raster = raster_over(shapely.box(*BOX), 20.0)
    shown = enough_evidence(raster, pins, 50, least_points=5)
    xs, ys = raster.centres()
    near = ((xs[None, :, None] - pins[:, 0]) ** 2 + (ys[:, None, None] - pins[:, 1]) ** 2 <= 150**2).sum(axis=2)
    np.testing.assert_array_equal(shown, near >= 5)
    base = np.where(xs[None, :] < 500, 1.0, 0.0) * np.ones_like(near)
    assert not enough_evidence(raster, pins, 50, base=base, least_base=0.5)[:, 25:].any()


def test_binning_is_what_it_says_at_the_shore_too():
    """Against one point at a time, with a lake and points outside."""
    land = shapely.box(0, 0, 1000, 800).difference(shapely.Point(500, 400).buffer(180))
    raster = raster_over(land, 37.0)
    chance = np.random.default_rng(3)
    places, mass = chance.uniform(-50, 1050, (3000, 2)), chance.uniform(0.5, 2, 3000)
    rows, columns = raster.inside.shape
    expected = np.zeros(raster.inside.shape)
    for (x, y), weight in zip(places, mass, strict=True):
        at_x, at_y = x / 37 - 0.5, y / 37 - 0.5
        own = round(at_y), round(at_x)
        if not (0 <= own[0] < rows and 0 <= own[1] < columns and raster.inside[own]):
            continue
        first = int(np.floor(at_y)), int(np.floor(at_x))
        shares = {}
        for dy in (0, 1):
            for dx in (0, 1):
                cell = first[0] + dy, first[1] + dx
                if 0 <= cell[0] < rows and 0 <= cell[1] < columns and raster.inside[cell]:
                    shares[cell] = abs(1 - dy - (at_y - first[0])) * abs(1 - dx - (at_x - first[1]))
        for cell, share in shares.items():
            expected[cell] += weight * share / sum(shares.values())
    np.testing.assert_allclose(linear_binned(raster, places, mass), expected, atol=1e-9)


def test_surface_is_near_the_exact_sum():
    """At cells of half a sigma and of a tenth, as shares of the peak."""
    chance = np.random.default_rng(6)
    events = np.vstack([chance.normal(c, 600, (20_000, 2)) for c in ((8000, 9000), (12000, 7000), (5000, 5000))])
    box = (0.0, 0.0, 20000.0, 15000.0)
    for cell, most in ((250.0, 5e-4), (50.0, 2e-5)):
        raster = raster_over(shapely.box(*box), cell)
        xs, ys = raster.centres()
        row, column = np.divmod(np.arange(0, raster.inside.size, raster.inside.size // 250), raster.inside.shape[1])
        exact = intensity_at(np.column_stack([xs[column], ys[row]]), events, 500, box)
        found = intensity_surface(raster, events, 500)
        assert np.abs(found[row, column] - exact).max() < most * np.nanmax(found)


def test_relabelling_finds_what_is_there_and_nothing_else(pins, residents):
    raster = raster_over(shapely.box(*BOX), 20.0)
    found = relative_risk(raster, pins, residents, SIGMA, relabellings=199)
    # Where the risk is 2.4 pins crowd; where it is -1.9 they keep away.
    assert found.state[28, 36] == RiskState.MORE
    assert found.state[15, 15] == RiskState.LESS
    assert found.log_risk[28, 36] == pytest.approx(EXPECTED["log_relative_risk"][0], rel=0.02)
    assert found.state[2, 2] == RiskState.THIN
    assert np.isnan(found.log_risk[2, 2])
    again = relative_risk(raster, pins, residents, SIGMA, relabellings=199)
    np.testing.assert_array_equal(found.p_more, again.p_more)
    chance = np.random.default_rng(9)
    same = [chance.uniform((0, 0), (1000, 800), (300, 2)) for _ in range(2)]
    nothing = relative_risk(raster, *same, SIGMA, relabellings=199)
    assert (nothing.state >= RiskState.MORE).mean() < 0.15
    # A few loud voices are not many: the same surface, less sure.
    loud = relative_risk(
        raster, pins, residents, SIGMA, relabellings=199, weights=np.r_[np.full(5, 15.0), np.ones(74)]
    )
    assert (loud.state == RiskState.MORE).sum() < (found.state == RiskState.MORE).sum()
    with pytest.raises(ValueError, match="events and people"):
        relative_risk(raster, np.empty((0, 2)), residents, SIGMA)


def test_rates_are_pulled_in_where_few_live(pins, residents):
    raster = raster_over(shapely.box(*BOX), 20.0)
    found = rate_surface(raster, pins, residents, SIGMA, people_weights=np.full(290, 3.0))
    assert found.overall == pytest.approx(1000 * 79 / 870, rel=0.01)
    off, pulled = np.abs(found.raw - found.overall), np.abs(found.shrunk - found.overall)
    assert (pulled <= off + 1e-9)[~np.isnan(off)].all()
    assert np.nanmax(found.shrunk) < np.nanmax(found.raw)
    nobody = rate_surface(raster, pins, np.empty((0, 2)), SIGMA)
    assert np.isnan(nobody.raw).all()
    assert np.isnan(nobody.overall)


def test_one_voice_counts_once():
    places = [[0, 0], [10, 0], [30, 0], [90, 0], [0, 1], [0, 2], [0, 3], [0, 4]]
    person, theme = [1, 1, 1, 1, 2, 1, -1, -1], [1, 1, 1, 1, 1, 2, 1, 1]
    counted = counted_once(places, person, theme)
    # The third is near the second, which is near the first; the others are far, or of someone or something else.
    assert list(counted) == [True, False, False, True, True, True, True, True]
    walks = counted_once(places, person, theme, walk=[1, 2, 2, 2, 1, 1, 1, 1])
    assert list(walks) == [True, True, False, True, True, True, True, True]
    assert len(counted_once(np.empty((0, 2)), [], [])) == 0
    with pytest.raises(ValueError, match="finite points"):
        counted_once([[0, np.nan]], [1], [1])
