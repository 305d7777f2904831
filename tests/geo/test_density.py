"""Kernel intensity and relative risk, against the closed form that spatstat agrees with."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from scipy.interpolate import RegularGridInterpolator

from geo.density import (
    EdgeCorrection,
    enough_evidence,
    intensity_at,
    intensity_surface,
    log_relative_risk,
    raster_over,
    scott_bandwidth,
)
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
