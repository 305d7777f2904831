"""Rates of pins, silent areas, and who is missing among participants."""

from __future__ import annotations

import numpy as np
import pytest

from geo.stats.participation import participation_rates, representation
from geo.stats.shrinkage import eb_shrunk
from geo.stats.silence import silent_areas


def test_rates_per_thousand_with_their_interval():
    found = participation_rates([10, 0, 3, 2], [5000, 800, 0, np.nan])
    np.testing.assert_allclose(found.rate, [2, 0, np.nan, np.nan])
    assert found.low[0] == pytest.approx(4.795389 / 5, abs=1e-6)
    assert found.high[0] == pytest.approx(18.390356 / 5, abs=1e-6)
    assert found.overall == pytest.approx(10 / 5.8)
    np.testing.assert_allclose(found.shrunk, 1000 * eb_shrunk([10, 0, 3, 2], [5000, 800, 0, np.nan]).rate)
    assert np.isnan(found.low[2:]).all()


def test_silence_is_judged_beyond_chance():
    pins, residents = [40, 1, 0, 9, 4, np.nan], [2000, 2000, 100, 1000, 0, 500]
    found = silent_areas(pins, residents)
    assert list(found.state) == ["heard", "silent", "unsure", "heard", "no_residents", "unknown"]
    assert found.overall == pytest.approx(50 / 5100)
    assert found.high[1] == pytest.approx(5.571643, abs=1e-6)
    assert found.expected[1] == pytest.approx(2000 * 50 / 5100)


def test_silence_needs_a_voice_to_miss():
    assert set(silent_areas([0, 0], [5000, 5000]).state) == {"unsure"}
    assert set(silent_areas([], []).state) == set()
    assert silent_areas([1], [1000], overall=0.01).state[0] == "silent"
    assert silent_areas([1], [1000], overall=0.003).state[0] == "unsure"
    with pytest.raises(ValueError, match="length"):
        silent_areas([1], [1, 2])


def test_chance_alone_seldom_makes_silence():
    random = np.random.default_rng(7)
    residents = np.full(4000, 1000.0)
    found = silent_areas(random.poisson(10, 4000), residents, overall=0.01)
    assert np.mean(found.state == "silent") < 0.025


def test_unknown_groups_are_told_and_in_none():
    known = representation([10, 30], [500, 500])
    found = representation([10, 30], [500, 500], unknown=10)
    np.testing.assert_allclose(found.ratio, [0.5, 1.5])
    np.testing.assert_allclose(found.ratio, known.ratio)
    assert (known.unknown_share, found.unknown_share) == (0, 0.2)


def test_groups_without_participants():
    found = representation([0, 40], [500, 500])
    assert found.ratio[0] == found.low[0] == 0
    assert np.isnan(found.weight[0])
    assert found.effective_n == pytest.approx(40)
    assert found.dissimilarity == 0.5
    nobody = representation([0, 0], [500, 500], unknown=3)
    assert np.isnan(nobody.ratio).all()
    assert nobody.unknown_share == 1
    assert np.isnan(representation([0, 0], [500, 500]).unknown_share)


@pytest.mark.parametrize(
    ("participants", "population"),
    [([1], [1, 2]), ([1, np.nan], [1, 2]), ([1, 2], [0, 5]), ([1, -1], [1, 2])],
)
def test_impossible_groups(participants, population):
    with pytest.raises(ValueError, match=r"group|negative"):
        representation(participants, population)
