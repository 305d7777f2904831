"""Change over time against published figures and known truths."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize

from geo.change.gap import gap_to_city, rate_change
from geo.change.mobility import mobility
from geo.change.programme_effect import comparison_areas, difference_in_differences, return_to_the_mean
from geo.change.synthetic import synthetic_control
from geo.change.trend import Direction, trend, trends
from geo.stats.shrinkage import eb_shrunk
from tests.geo.reference import case, table


def test_markov_of_states():
    expected = case("A-TREND-01")["expected"]
    found = mobility(table(case("A-TREND-01")["inputs"]["data"]).to_numpy())
    np.testing.assert_array_equal(found.counts, expected["transitions"])
    np.testing.assert_allclose(found.shares, expected["p"], rtol=1e-12)
    np.testing.assert_allclose(found.steady, expected["steady_state"], rtol=1e-7)


def test_mobility_says_what_it_does_not_know():
    still = mobility(np.tile(np.arange(10.0)[:, None], 3), 2)
    assert still.steady is None
    np.testing.assert_array_equal(still.shares, np.eye(2))
    with_gap = mobility([[1, 1, 2], [2, np.nan, 1], [3, 3, 3], [4, 4, 4]], 2)
    assert with_gap.counts.sum() == 6
    with pytest.raises(ValueError, match="fewer areas"):
        mobility([[1, 2], [2, np.nan]], 2)


@pytest.fixture(scope="module")
def donations():
    frame = table(case("A-DID-01")["inputs"]["data"])
    return frame.pivot(index="State", columns="Quarter_Num", values="Rate")


def test_donations(donations):
    expected = case("A-DID-01")["expected"]
    treated = donations.index == "California"
    found = difference_in_differences(donations, treated, 3)
    assert found.effect == pytest.approx(expected["att"], abs=1e-8)
    np.testing.assert_allclose(found.means, list(expected["four_means"].values()), rtol=1e-9)
    # One treated area: its rank among placebos is what can be said.
    assert found.standard_error is None
    assert found.placebos == 27
    assert found.p_placebo == found.rank / 27
    assert found.by_year[2] == 0


def test_standard_error_by_area(donations, monkeypatch):
    monkeypatch.setattr("geo.change.programme_effect.FEW_TREATED", 0)
    found = difference_in_differences(donations, donations.index == "California", 3)
    assert found.standard_error == pytest.approx(case("A-DID-01")["expected"]["se_cluster_pyfixest_CRV1"], abs=5e-7)


def test_a_known_effect_is_found():
    chance = np.random.default_rng(2)
    values = chance.normal(0, 0.1, (40, 8)) + chance.normal(0, 5, (40, 1)) + np.arange(8)
    treated = np.arange(40) < 6
    values[:6, 5:] -= 2
    values[39, 2] = np.nan
    found = difference_in_differences(values, treated, 5)
    assert found.effect == pytest.approx(-2, abs=4 * found.standard_error)
    assert found.rank == 1
    assert found.p_placebo == 0.001
    assert found.left_out.sum() == 1
    with pytest.raises(ValueError, match="two comparison"):
        difference_in_differences(values[:7], treated[:7], 5)


def test_synthetic_control_is_the_best_mix():
    chance = np.random.default_rng(5)
    others = chance.normal(10, 2, (12, 1)) + chance.normal(0, 1, (12, 9)).cumsum(axis=1)
    area = 0.3 * others[2] + 0.7 * others[7]
    area[6:] -= 3
    found = synthetic_control(area, others, 6)
    np.testing.assert_allclose(found.weights[[2, 7]], [0.3, 0.7], atol=1e-8)
    np.testing.assert_allclose(found.gap[6:], -3, atol=1e-6)
    assert found.p_placebo == pytest.approx(1 / 13)
    noisy = area + chance.normal(0, 0.4, 9)
    mixed = synthetic_control(noisy, others, 6, placebo=False)
    other = minimize(
        lambda w: ((noisy[:6] - w @ others[:, :6]) ** 2).sum(), np.full(12, 1 / 12), bounds=[(0, 1)] * 12,
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1}, tol=1e-14, options={"maxiter": 2000},
    )  # fmt: skip
    assert 6 * mixed.misfit_before**2 <= other.fun + 1e-9
    assert mixed.weights.sum() == pytest.approx(1)
    with pytest.raises(ValueError, match="every year"):
        synthetic_control([1, np.nan, 2], np.ones((3, 3)), 1)


def test_no_word_under_five_years():
    assert trend([2018, 2019, 2020, 2021], [1, 2, 3, 4]).direction == Direction.TOO_FEW_YEARS
    assert trend([2018, 2019, 2020, 2021, 2022], [1, 2, np.nan, 4, 5]).direction == Direction.TOO_FEW_YEARS
    rising = trend([2018, 2019, 2020, 2021, 2022], [1, 3, 5, 7, 9])
    assert (rising.direction, rising.slope, rising.tau) == (Direction.RISING, 2, pytest.approx(1))
    assert rising.p == pytest.approx(2 / 120)
    assert trend([2022, 2021, 2020, 2019, 2018], [1, 3, 5, 7, 9]).direction == Direction.FALLING
    assert trend(range(8), [4, 1, 5, 2, 3, 5, 1, 4]).direction == Direction.NO_CLEAR
    assert trend(range(6), [2] * 6).direction == Direction.NO_CLEAR
    assert np.isnan(trend([2020], [1]).slope)
    with pytest.raises(ValueError, match="each year once"):
        trend([2020, 2020], [1, 2])


def test_both_sides_of_a_gap():
    """2 and 20 % become 4 and 30 %: the ratio falls, the points grow."""
    rest = 1_000_000
    found = gap_to_city([200, 300], [1000, 1000], [0.02 * rest + 200, 0.04 * rest + 300], rest + 1000)
    np.testing.assert_allclose(found.points, [0.18, 0.26], rtol=0.002)
    np.testing.assert_allclose(found.ratio, [10, 7.5], rtol=0.02)
    assert (found.points_low < found.points).all()
    assert (found.ratio < found.ratio_high).all()
    # Newcombe's own example, area against rest: 56/70 and 48/80 differ by .2, from .0524 to .3339.
    example = gap_to_city(56, 70, 104, 150)
    scale = 1 - 70 / 150
    np.testing.assert_allclose(
        [example.points[0], example.points_low[0], example.points_high[0]],
        np.array([0.2, 0.0524, 0.3339]) * scale, atol=5e-5,
    )  # fmt: skip
    nothing = gap_to_city([0, np.nan, 0], [50, 50, 0], 100, 1000)
    assert np.isnan(nothing.ratio_low[0])
    assert nothing.points_high[0] > -0.1
    assert np.isnan(nothing.points[1:]).all()
    with pytest.raises(ValueError, match="more than the city"):
        gap_to_city(5, 10, 4, 100)


def test_rates_before_and_after():
    found = rate_change(10, 1000, 30, 2000)
    assert found.ratio == pytest.approx(1.5)
    assert found.low < 1 < found.high
    assert rate_change(10, 1000, 60, 1000).low > 1
    assert np.isinf(rate_change(0, 10, 3, 10).high)
    assert np.isnan(rate_change(0, 10, 0, 10).ratio)


def test_what_chance_gives_back():
    chance = np.random.default_rng(7)
    people = np.full(300, 100.0)
    truth = chance.beta(20, 180, 300)
    first, second = (chance.binomial(100, truth) for _ in range(2))
    shrunk = eb_shrunk(first, people)
    worst = shrunk.raw >= np.sort(shrunk.raw)[-20]
    told = return_to_the_mean(shrunk.raw, shrunk.rate, worst)
    seen = (second / people)[worst].mean() - shrunk.raw[worst].mean()
    assert told.expected < -0.02
    assert told.expected == pytest.approx(seen, abs=0.02)


def test_comparison_areas_are_like_the_chosen():
    taken = comparison_areas([10, 9, 8.9, 5, 1, np.nan], [True, False, False, False, False, False], 2)
    assert list(taken) == [False, True, True, False, False, False]
    assert comparison_areas([1, 2], [True, False], 5).sum() == 1


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6, 7, 12, 20])
def test_many_trends_at_once_are_the_same_ones(count):
    chance = np.random.default_rng(count)
    years = chance.permutation(np.arange(2000, 2000 + count))
    values = chance.random((40, count))
    values[3], values[4, 0], values[5], values[6, :2] = 0.0, np.nan, np.arange(count), 0.5
    for many, row in zip(trends(years, values), values, strict=True):
        one = trend(years, row)
        assert (many.direction, many.years) == (one.direction, one.years)
        for figure in ("slope", "low", "high", "tau", "p"):
            assert getattr(many, figure) == pytest.approx(getattr(one, figure), rel=1e-12, nan_ok=True)
