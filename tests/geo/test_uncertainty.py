"""Rank intervals: published cases, laws of the draws, and what they say of real areas."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from geo.stats.composite.engine import composite_index
from geo.stats.composite.measures import Measure, measures_of
from geo.stats.composite.recipes import PRESETS
from geo.stats.shares import Indicator, shares_of
from geo.stats.uncertainty.drawing import placed, posterior_shares
from geo.stats.uncertainty.method import drawn_weights
from geo.stats.uncertainty.ranks import Source, beat_share, uncertain_ranks
from geo.stats.uncertainty.scenarios import scenario_ranks
from geo.stats.uncertainty.sobol import rank_sensitivity, sobol_indices
from geo.stats.uncertainty.summary import dominance
from tests.geo.reference import case, table
from tests.geo.test_reference_index import paavo


def town(areas=40, smoothing="eb", seed=3):
    """Three shares that go up along the areas, on small and large bases."""
    rng = np.random.default_rng(seed)
    whole = rng.integers(50, 3000, areas)
    true = np.linspace(0.05, 0.35, areas)
    given = [Indicator(key, rng.binomial(whole, true), whole) for key in "abc"]
    shares = shares_of(given, population=whole, smoothing=smoothing)
    return measures_of(given, shares), shares


def test_thirty_six_scenarios():
    inputs, expected = case("A-CI-10")["inputs"], case("A-SENS-01")["expected"]
    frame = table(inputs["data"])
    found = scenario_ranks(
        [Measure(key, frame[key], higher_is_need=way > 0) for key, way in inputs["direction"].items()]
    )
    assert found.count == 36
    for code, row in expected.items():
        area = int(np.flatnonzero(frame["uCode"] == code)[0])
        assert (found.low[area], found.median[area], found.high[area]) == (row["min"], row["median"], row["max"]), code


def test_sobol_indices_of_ishigami():
    given, expected = case("A-SOBOL-01")["params"], case("A-SOBOL-01")["expected"]

    def ishigami(rows):
        x = (2 * rows - 1) * np.pi
        return np.sin(x[:, 0]) + given["a"] * np.sin(x[:, 1]) ** 2 + given["b"] * x[:, 2] ** 4 * np.sin(x[:, 0])

    found = sobol_indices(ishigami, 3, n=4096)
    room = case("A-SOBOL-01")["tolerance"]["atol"]
    np.testing.assert_allclose(found.first, expected["S1"], atol=room)
    np.testing.assert_allclose(found.total, expected["ST"], atol=room)
    assert found.evaluations == 4096 * 5
    assert np.isnan(sobol_indices(lambda rows: np.ones(len(rows)), 2, n=8).first).all()
    with pytest.raises(ValueError, match="power of two"):
        sobol_indices(ishigami, 3, n=1000)


@pytest.mark.parametrize("smoothing", ["none", "eb", "logit"])
def test_draws_of_shares_lie_round_the_shrunk_share(smoothing):
    _, shares = town(smoothing=smoothing)
    drawn = posterior_shares(shares, 4000, np.random.default_rng(1))
    assert ((drawn >= 0) & (drawn <= 1)).all()
    spread = drawn.std(axis=0)
    room = 5 * spread / np.sqrt(4000)
    # Jeffreys' mean is not the raw share, and the logit's median is the shrunk one: both within half a person.
    np.testing.assert_array_less(np.abs(drawn.mean(axis=0) - shares.rates), room + 0.5 / shares.whole + 0.02 * spread)
    order = np.argsort(shares.whole[0])
    assert spread[0, order[:10]].mean() > 2 * spread[0, order[-10:]].mean()


def test_people_of_cut_units_are_placed_by_their_shares():
    share = csr_array(np.array([[1.0, 0.25, 0.0], [0.0, 0.5, 0.5]]))
    part, whole = placed([[10, 40, 7]], [[100, 400, 70]], share, 5000, np.random.default_rng(2))
    np.testing.assert_allclose(whole.mean(axis=0)[0], [200, 235], rtol=0.01)
    np.testing.assert_allclose(whole.std(axis=0)[0], [np.sqrt(400 * 0.1875), np.sqrt(400 / 4 + 70 / 4)], rtol=0.05)
    assert (part <= whole).all() and (whole[:, 0, 0] >= 100).all()
    together = whole.sum(axis=2)[:, 0]
    assert together.max() <= 570
    lapping = csr_array(np.array([[0.9], [0.8]]))
    _, twice = placed([[0]], [[1000]], lapping, 500, np.random.default_rng(2))
    np.testing.assert_allclose(twice.mean(axis=0)[0], [900, 800], rtol=0.01)


@pytest.mark.parametrize("smoothing", ["none", "eb", "logit"])
def test_areas_that_cut_units_are_less_sure(smoothing):
    """Two areas halve every unit but their own; a third may get nobody at all."""
    rng = np.random.default_rng(5)
    whole = rng.integers(40, 90, 30)
    part = np.array([rng.binomial(whole, np.linspace(0.02, 0.6, 30)) for _ in range(2)])
    cut = np.zeros((4, 30))
    cut[0], cut[1, :15], cut[1, 15:] = 0.5, 0.5, 0.2
    cut[2, 0], cut[3, 1:8] = 0.001, 0.5
    share = csr_array(cut)
    drawn = placed(part, np.tile(whole, (2, 1)), share, 400, rng)
    estimate = [Indicator(key, cut @ row, cut @ whole) for key, row in zip("ab", part, strict=True)]
    shares = shares_of(estimate, population=cut @ whole, smoothing=smoothing)
    sure, unsure = (posterior_shares(shares, 400, np.random.default_rng(6), counts) for counts in (None, drawn))
    assert np.isfinite(unsure).all()
    if smoothing == "none":
        assert (unsure.std(axis=0)[:, :2] > sure.std(axis=0)[:, :2]).all()
    found = uncertain_ranks(
        measures_of(estimate, shares), PRESETS["helsinki"], shares=shares, counts=drawn, draws=400, seed=2
    )
    assert np.isfinite(found.summary.p_top).all()


def test_the_same_seed_gives_the_same_bytes():
    measures, shares = town()
    one, same, other = (
        uncertain_ranks(measures, PRESETS["helsinki"], shares=shares, draws=200, seed=seed) for seed in (7, 7, 8)
    )
    assert one.ranks.tobytes() == same.ranks.tobytes() != other.ranks.tobytes()
    assert one.summary.p_top.tobytes() == same.summary.p_top.tobytes()


def test_no_source_of_doubt_leaves_the_baseline():
    measures, shares = town()
    found = uncertain_ranks(measures, PRESETS["helsinki"], shares=shares, sources=(), draws=20, top=3)
    place = composite_index(measures, PRESETS["helsinki"]).place
    np.testing.assert_array_equal(found.ranks, np.broadcast_to(place, found.ranks.shape))
    assert found.summary.mean_shift == 0
    np.testing.assert_array_equal(found.summary.p_top, place <= 3)
    np.testing.assert_array_equal(found.summary.tied_from, place)


def test_intervals_hold_the_true_order():
    """Areas whose true shares are known: their true rank lies in the 90 % interval about nine times in ten."""
    held = []
    for seed in range(8):
        measures, shares = town(seed=seed)
        found = uncertain_ranks(
            measures, PRESETS["helsinki"], shares=shares, sources=[Source.DATA], draws=300, seed=seed
        )
        truth = np.arange(40, 0, -1)
        held.append((found.summary.low <= truth) & (truth <= found.summary.high))
    assert 0.82 <= np.mean(held) <= 0.98


def test_ties_and_chances_fit_together():
    measures, shares = town()
    found = uncertain_ranks(measures, PRESETS["helsinki"], shares=shares, draws=500, top=5)
    place, said = found.baseline.place, found.summary
    assert said.p_top.sum() == pytest.approx(5, abs=0.05)
    assert (said.low <= said.median).all() and (said.median <= said.high).all()
    assert (said.tied_from <= place).all() and (said.tied_to >= place).all()
    first, second = int(np.flatnonzero(place == 1)[0]), int(np.flatnonzero(place == 2)[0])
    assert said.beats_next[first] == pytest.approx(beat_share(found, first, second))
    assert beat_share(found, first, second) + beat_share(found, second, first) == pytest.approx(1)
    assert np.isnan(said.beats_next[place == 40]).all()
    assert 0.5 < said.dominance < 1


def test_very_many_areas_are_compared_with_the_next_one_only(monkeypatch):
    measures, shares = town()
    whole = uncertain_ranks(measures, PRESETS["helsinki"], shares=shares, draws=100).summary
    monkeypatch.setattr("geo.stats.uncertainty.summary.COMPARED", 10)
    found = uncertain_ranks(measures, PRESETS["helsinki"], shares=shares, draws=100).summary
    np.testing.assert_allclose(found.beats_next, whole.beats_next)
    np.testing.assert_array_equal(found.p_top, whole.p_top)
    assert np.isnan(found.tied_from).all() and np.isnan(found.dominance)


def test_areas_without_an_index_have_no_chance_either():
    frame, indicators, people = paavo("kuopio")
    shares = shares_of(indicators, population=people, population_floor=300, smoothing="eb")
    found = uncertain_ranks(
        measures_of(indicators, shares), PRESETS["helsinki"], shares=shares, settled=shares.settled, draws=200
    )
    small = people < 300
    for column in (found.summary.median, found.summary.p_top, found.summary.beats_next, found.summary.tied_to):
        assert np.isnan(column[small]).all()
    assert np.isfinite(found.summary.p_top[~small]).all()
    assert found.summary.p_top[frame["nimi"] == "Juankoski Keskus"][0] > 0.5


def test_blame_for_the_unrest():
    measures, shares = town()
    found = rank_sensitivity(measures, PRESETS["helsinki"], shares=shares, n=128)
    assert set(found) == set(Source)
    assert all(total > -1e-9 for _, total in found.values())
    assert sum(first for first, _ in found.values()) < 1.3
    alone = rank_sensitivity(measures, PRESETS["helsinki"], shares=shares, sources=[Source.DATA], n=64)
    assert alone[Source.DATA][1] == pytest.approx(1, abs=0.3)
    assert rank_sensitivity(measures, PRESETS["helsinki"], sources=[]) == {}


def test_weights_stay_round_the_chosen_ones():
    drawn = drawn_weights(np.array([2.0, 1.0, 1.0]), 4000, 50, np.random.default_rng(1))
    np.testing.assert_allclose(drawn.sum(axis=1), 1)
    np.testing.assert_allclose(drawn.mean(axis=0), [0.5, 0.25, 0.25], atol=0.005)
    with pytest.raises(ValueError, match="concentration"):
        drawn_weights(np.array([1.0]), 1, 0, np.random.default_rng(1))


def test_bad_questions_are_refused():
    measures, _ = town()
    with pytest.raises(ValueError, match="one draw"):
        uncertain_ranks(measures, PRESETS["helsinki"], draws=0)
    with pytest.raises(ValueError, match="no indicator"):
        uncertain_ranks([Measure("a", [1.0, 1.0])], PRESETS["zscore"])
    with pytest.raises(ValueError, match="differ in number"):
        placed([[1, 2]], [[1, 2]], csr_array(np.eye(3)), 1, np.random.default_rng(1))
    assert np.isnan(dominance(np.ones((2, 1))))
    assert dominance(np.array([[1.0, 2.0, 3.0], [1.0, 2.0, 0.0]])) == pytest.approx(1 / 3)
