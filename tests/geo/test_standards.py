"""Standardised rates, raking, and the ends of the city against the whole, held against other programs."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from geo.stats.extremes import extreme_fifths
from geo.stats.raking import raked
from geo.stats.segregation import beyond_chance, segregation
from geo.stats.standardising import direct_standardised
from tests.geo.reference import TOP, case, layer

SHARED = TOP.parent / "shared" / "data"
#: Adults with basic education only, of all adults, by postal-code area in 2019: areas, D, Gini, H, isolation.
EDUCATION = {
    "kuopio": (61, 0.14921573449675735, 0.20668190547340184, 0.023763038366181686, 0.21763834127161996),
    "mikkeli": (40, 0.10608000772042743, 0.14378064415377248, 0.01217144175439354, 0.24481095415262955),
    "lahti": (31, 0.10444224364343374, 0.14853725569657283, 0.01297943921840364, 0.27483846790967265),
    "091": (83, 0.20465656893055081, 0.2679541326190345, 0.03638136911107001, 0.2553650007507824),
}


def test_rates_standardised_by_age():
    given, expected = case("A-STD-01")["inputs"], case("A-STD-01")["expected"]
    events, people, standard = (
        np.reshape(given[key], (given["areas"], -1)) for key in ("events", "population", "standard_population")
    )
    found = direct_standardised(events, people, standard)
    np.testing.assert_allclose(found.crude, expected["crude"], rtol=1e-9)
    np.testing.assert_allclose(np.transpose([found.rate, found.low, found.high]), expected["direct"], rtol=1e-9)


def test_a_hidden_group_gives_no_rate():
    found = direct_standardised([[3, np.nan], [0, 0], [1, 2]], [[30, 40], [20, 20], [10, 0]], [5, 5])
    assert np.isnan(found.rate[[0, 2]]).all() and np.isnan(found.high[[0, 2]]).all()
    assert found.rate[1] == found.low[1] == 0 < found.high[1]
    assert direct_standardised([[1, 2]], [[10, 0]], [5, 0]).rate[0] == pytest.approx(0.1)
    with pytest.raises(ValueError, match="standard needs people"):
        direct_standardised([[1]], [[2]], [0])


def test_raking_to_both_margins():
    given, expected = case("A-RAKE-01")["inputs"], case("A-RAKE-01")["expected"]
    found = raked(given["seed_table"], given["row_totals"], given["column_totals"])
    np.testing.assert_allclose(found.fitted, expected["fitted"], rtol=1e-7)
    np.testing.assert_allclose(found.fitted.sum(axis=0), given["column_totals"], rtol=1e-9)
    assert 0 < found.effective_n < np.sum(given["seed_table"])


def test_one_person_never_speaks_for_many():
    found = raked([[1, 200], [200, 200]], [300, 300], [400, 200])
    assert found.weights.max() <= 5 and found.weights.min() >= 0.2
    rare = raked([[1, 100]], [1000], [900, 100])
    assert rare.weights[0, 0] == 5 and rare.trimmed == pytest.approx(1)
    with pytest.raises(ValueError, match="nobody of a group"):
        raked([[0, 0], [1, 2]], [5, 5], [5, 5])
    with pytest.raises(ValueError, match="differ in their sum"):
        raked([[1, 1]], [5], [2, 2])
    with pytest.raises(ValueError, match="cannot be met"):
        raked([[1, 0], [1, 1]], [5, 1], [1, 5])


def _education(place):
    if place.isdigit():
        if not (SHARED / "fi").is_dir():
            pytest.skip("the real files are not beside the project")
        frame = layer(str(SHARED / "fi/paavo_2019.gpkg"), "paavo_2019")
        frame = frame[frame["kunta"] == place]
    else:
        frame = layer(f"demo/data/{place}.gpkg", "paavo_2019")
    frame = frame[(frame["ko_ika18y"] > 0) & (frame["ko_perus"] >= 0)]
    return SimpleNamespace(low=frame["ko_perus"].to_numpy(float), adults=frame["ko_ika18y"].to_numpy(float))


@pytest.mark.parametrize("place", EDUCATION)
def test_segregation_by_education_in_real_cities(place):
    given, (areas, *expected) = _education(place), EDUCATION[place]
    found = segregation(given.low, given.adults)
    assert len(given.low) == areas
    assert (found.dissimilarity, found.gini, found.entropy, found.isolation) == pytest.approx(expected, rel=1e-9)


def test_what_chance_alone_would_give_is_taken_off():
    given = _education("mikkeli")
    real = beyond_chance(given.low, given.adults, draws=199)
    assert real.p_value == pytest.approx(1 / 200)
    assert 0 < real.by_chance < real.corrected < real.observed
    rng = np.random.default_rng(4)
    total = np.full(200, 12)
    none = beyond_chance(rng.binomial(total, 0.1), total, draws=199)
    assert none.observed > 0.3 and abs(none.corrected) < 0.12 and none.p_value > 0.02
    assert np.isnan(beyond_chance([0, 0], [5, 5]).corrected)


def test_fifths_at_either_end():
    found = extreme_fifths([1, 2, 3, 4, 5, np.nan], [10, 10, 10, 10, 10, 10])
    assert list(np.flatnonzero(found.most_areas)) == [4] and list(np.flatnonzero(found.least_areas)) == [0]
    assert found.most.points[0] == pytest.approx(0.2) and found.least.points[0] == pytest.approx(-0.2)
    assert found.most.ratio[0] == pytest.approx(5 / 3)
    assert found.most.points_low[0] < 0.2 < found.most.points_high[0]
    assert extreme_fifths([1], [2]) is None and extreme_fifths([1, 2], [100, 3]) is None
    assert extreme_fifths([], []) is None and extreme_fifths([1, 2], [100, 90]) is not None
    given = _education("kuopio")
    city = extreme_fifths(given.low, given.adults)
    assert city.most.points_low[0] > 0 > city.least.points_high[0]
