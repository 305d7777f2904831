"""Shrinkage and intervals where there is little or nothing to go by."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.stats.intervals import garwood_interval, wilson_interval
from geo.stats.shrinkage import eb_shrunk, logit_shrunk

AREAS = st.lists(
    st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=2, max_size=20
)


@given(areas=AREAS)
def test_every_area_moves_towards_the_mean_and_never_past_it(areas):
    o, n = np.transpose(areas)
    found = eb_shrunk(o, n)
    assert ((found.weight >= 0) & (found.weight <= 1)).all()
    low, high = np.minimum(found.raw, found.prior_mean), np.maximum(found.raw, found.prior_mean)
    assert ((found.rate >= low - 1e-12) & (found.rate <= high + 1e-12)).all()


@given(areas=AREAS)
def test_shares_stay_between_nothing_and_all(areas):
    r, n = np.transpose(areas)
    found = logit_shrunk(r, n)
    assert ((found.rate > 0) & (found.rate < 1)).all()


def test_areas_alike_all_get_the_mean():
    found = eb_shrunk([5, 6, 4], [100, 100, 100])
    assert found.prior_variance == 0
    np.testing.assert_allclose(found.rate, 0.05)


def test_nobody_and_unknown_are_told_apart():
    found = eb_shrunk([50, 0, np.nan, 10, 3], [100, 0, 100, 200, np.nan])
    assert list(found.state) == ["shrunk", "no_base", "missing", "shrunk", "missing"]
    assert found.rate[1] == found.prior_mean == 0.2
    assert np.isnan(found.raw[1])
    assert np.isnan(found.rate[[2, 4]]).all()
    share = logit_shrunk([50, 0, np.nan, 10], [100, 0, 100, 200])
    assert list(share.state) == ["shrunk", "no_base", "missing", "shrunk"]
    assert share.rate[1] == pytest.approx(60.5 / (60.5 + 240.5))


def test_a_reference_makes_the_prior_alone():
    inside = eb_shrunk([50, 10], [100, 200])
    found = eb_shrunk([50, 10, 90], [100, 200, 100], reference=[True, True, False])
    assert found.prior_mean == inside.prior_mean
    np.testing.assert_allclose(found.rate[:2], inside.rate)
    assert inside.prior_mean < found.rate[2] < 0.9


@pytest.mark.parametrize("shrink", [eb_shrunk, logit_shrunk])
def test_nothing_anywhere(shrink):
    assert np.isnan(shrink([0, 0], [0, 0]).rate).all()
    assert shrink([], []).rate.shape == (0,)


def test_no_events_and_one_area():
    np.testing.assert_array_equal(eb_shrunk([0, 0], [10, 20]).rate, 0)
    assert eb_shrunk([3], [10]).rate[0] == 0.3
    assert logit_shrunk([3], [10]).rate[0] == pytest.approx(3.5 / 11)


@pytest.mark.parametrize("shrink", [eb_shrunk, logit_shrunk])
def test_codes_and_lengths_are_refused(shrink):
    with pytest.raises(ValueError, match="unread code"):
        shrink([1, -1], [10, 10])
    with pytest.raises(ValueError, match="length"):
        shrink([1], [10, 10])
    with pytest.raises(ValueError, match="finite"):
        shrink([1, np.inf], [10, 10])
    with pytest.raises(ValueError, match="length"):
        eb_shrunk([1], [10], reference=[True, False])
    with pytest.raises(ValueError, match="greater"):
        logit_shrunk([11], [10])


def test_intervals_at_the_ends():
    low, high = wilson_interval([0, 10, 0, np.nan], [10, 10, 0, 5])
    assert (low[0], high[1]) == (0, 1)
    assert (low[2], high[2]) == (0, 1)
    assert np.isnan(low[3])
    assert np.isnan(high[3])
    bottom, top = garwood_interval([0, np.nan])
    assert bottom[0] == 0
    assert top[0] == pytest.approx(-np.log(0.025))
    assert np.isnan(bottom[1])
    assert np.isnan(top[1])


@pytest.mark.parametrize(("k", "n"), [(1.5, 3), (4, 3), (-1, 3)])
def test_impossible_counts(k, n):
    with pytest.raises(ValueError, match=r"whole|negative"):
        wilson_interval(k, n)


@pytest.mark.parametrize("level", [0, 1, 95])
def test_impossible_levels(level):
    with pytest.raises(ValueError, match="level"):
        garwood_interval(3, level)
