"""Clustering against published figures, and against esda where it is installed."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely

from geo.spatial.autocorrelation import excess_risk, geary_c, moran, rate_deviates
from geo.spatial.local import Place, discovered, hot_spots, local_moran
from geo.spatial.weights import distance_band, from_neighbours, nearest, queen, queen_of_cells
from tests.geo.reference import TOP, case, layer

PAAVO = Path(TOP).parent / "shared/data/fi/paavo_2019.gpkg"
CITIES = {"Helsinki": "091", "Kuopio": "297", "Lahti": "398"}


@pytest.fixture(scope="module")
def columbus():
    frame = layer("tests/reference/columbus.gpkg")
    return frame, queen(frame.geometry.to_numpy())


def test_columbus_values(columbus):
    frame, weights = columbus
    expected = case("A-SP-01")["expected"]
    found = moran(frame["HOVAL"], weights)
    for ours, theirs in (
        (found.i, "I"),
        (found.expected, "EI"),
        (found.variance_normal, "VI_norm"),
        (found.variance_random, "VI_rand"),
        (found.z, "z_rand"),
        (geary_c(frame["HOVAL"], weights), "geary_C"),
    ):
        assert ours == pytest.approx(expected[theirs], rel=1e-9)
    local = local_moran(frame["HOVAL"], weights)
    np.testing.assert_allclose(local.statistic[:5], expected["local_I_first5"], rtol=1e-9)
    assert list(local.quadrant[:12]) == expected["quadrant_first12"]
    assert local.statistic.sum() / 48 == pytest.approx(found.i)
    for with_self, key in ((False, "G_z_first5"), (True, "Gstar_z_first5")):
        spots = hot_spots(frame["HOVAL"], weights, with_self=with_self)
        np.testing.assert_allclose(spots.statistic[:5], expected[key], rtol=1e-9)


def test_columbus_crime(columbus):
    frame, weights = columbus
    expected = case("columbus-crime")["expected"]
    found = moran(frame["CRIME"], weights)
    assert weights.links == expected["links"]
    assert found.i == pytest.approx(expected["moran_I_CRIME"], abs=1e-9)
    assert found.variance_random == pytest.approx(expected["VI_randomisation"], abs=1e-9)
    assert found.variance_normal == pytest.approx(expected["VI_normality"], abs=1e-9)
    assert found.z == pytest.approx(5.5893826751, abs=1e-8)
    assert found.p == 0.001
    assert geary_c(frame["CRIME"], weights) == pytest.approx(expected["geary_C_CRIME"], abs=1e-9)
    np.testing.assert_allclose(
        hot_spots(frame["CRIME"], weights).statistic[:5], expected["getis_ord_Gstar_z_first5"], atol=1e-7
    )
    np.testing.assert_allclose(
        local_moran(frame["CRIME"], weights).statistic[:5] * 49 / 48,
        expected["local_moran_Ii_first5_spdep"],
        atol=1e-7,
    )


def test_rates_of_small_areas():
    expected = case("A-EB-02")["expected"]
    frame = layer("tests/reference/sids2.gpkg")
    weights = from_neighbours(json.loads((TOP / "tests/reference/sids2_neighbours.json").read_text()))
    np.testing.assert_allclose(
        excess_risk(frame["SID74"], frame["BIR74"])[:5], expected["excess_risk_1974_first5"], rtol=1e-9
    )
    for year in ("74", "79"):
        found = moran(rate_deviates(frame[f"SID{year}"], frame[f"BIR{year}"]), weights)
        assert found.i == pytest.approx(expected[f"moran_rate_19{year}_I"], rel=1e-9)
    assert moran(frame["SIDR74"], weights).i == pytest.approx(expected["moran_SIDR74_I"], rel=1e-9)
    # Other neighbours, another figure: the zoning and its links belong to the result.
    assert moran(frame["SIDR74"], queen(frame.geometry.to_numpy())).i == pytest.approx(0.2309104715, abs=1e-9)


@pytest.mark.skipif(not PAAVO.exists(), reason="the real file of all of Finland is not beside the project")
@pytest.mark.parametrize("city", CITIES)
def test_unemployment_in_cities(city):
    expected = case("paavo-moran")["expected"][city]
    frame = pyogrio.read_dataframe(PAAVO, where=f"kunta = '{CITIES[city]}'")
    keep = (frame["he_vakiy"] >= 100) & (frame["pt_tyott"] >= 0) & (frame["pt_tyoll"] >= 0)
    frame = frame[keep]
    found = moran(
        100 * frame["pt_tyott"] / (frame["pt_tyott"] + frame["pt_tyoll"]),
        queen(frame.geometry.to_numpy()),
        permutations=9999,
    )
    assert (found.n, len(found.islands)) == (expected["n"], expected["islands"])
    assert found.i == pytest.approx(expected["I"], rel=1e-9)
    assert found.p == pytest.approx(expected["p_sim"], abs=0.03)
    assert found.is_significant() == (city != "Lahti")


def _cells(side: int, seed: int):
    """A populated grid with holes, and values that cluster."""
    chance = np.random.default_rng(seed)
    column, row = (part.ravel() for part in np.meshgrid(np.arange(side), np.arange(side)))
    kept = chance.random(side * side) < 0.8
    return column[kept], row[kept], (np.sin(column / 5) + chance.normal(size=side * side))[kept]


def test_one_reference_for_all_is_the_plain_way():
    from geo.spatial.permutations import drawn_positions, exceeding, exceeding_by_hand

    column, row, values = _cells(30, 1)
    weights = queen_of_cells(column, row)
    for numbers in (values, np.round(values)):
        ids = drawn_positions(len(values), 8, 199, 5)
        fast, plain = exceeding(numbers, weights, ids), exceeding_by_hand(numbers, weights, ids)
        np.testing.assert_array_equal(fast.greater, plain.greater)
        np.testing.assert_array_equal(fast.equal, plain.equal)
    # Counts are alike in most draws, and so must tie with them.
    assert fast.equal.max() > 5


def test_same_p_as_esda_on_every_site():
    """Given its own draws, ours is what esda computes site by site."""
    crand = pytest.importorskip("esda.crand")
    from esda.moran import _moran_local_crand
    from libpysal.weights import WSP

    column, row, values = _cells(25, 2)
    weights = queen_of_cells(column, row)
    assert (weights.cardinalities > 0).all()
    z = (values - values.mean()) / values.std()
    standard = weights.row_standardised()
    observed = (len(z) - 1) * z * (standard.matrix @ z) / (z @ z)
    ids = crand.vec_permutations(int(weights.cardinalities.max()), len(z), 499, 12)
    p, _ = crand.compute_chunk(
        0, z, z, observed, weights.cardinalities, np.zeros(len(z)), standard.matrix.data,
        ids, (len(z) - 1) / (z @ z), False, _moran_local_crand, 0, alternative="directed",
    )  # fmt: skip
    assert WSP(standard.matrix).n == len(z)
    found = local_moran(values, weights, ids=ids)
    np.testing.assert_allclose(found.p_one_sided, p, atol=1e-6)


def test_neighbours():
    squares = [shapely.box(x, y, x + 1, y + 1) for y in range(3) for x in range(3)]
    touching = queen(squares)
    assert list(touching.cardinalities) == [3, 5, 3, 5, 8, 5, 3, 5, 3]
    cells = queen_of_cells(np.tile([4, 5, 6], 3), np.repeat([7, 8, 9], 3))
    assert (cells.matrix != touching.matrix).nnz == 0
    apart = [*squares, shapely.box(9, 9, 10, 10)]
    assert list(queen(apart).islands) == [9]
    assert queen([shapely.box(0, 0, 1, 1), shapely.box(1.001, 0, 2, 1)], gap_m=0.01).links == 2
    points = [[0, 0], [0, 0], [3, 0], [50, 0]]
    band = distance_band(points, 5)
    assert list(band.cardinalities) == [2, 2, 2, 0]
    assert (nearest(points, 2).cardinalities == 2).all()
    with pytest.raises(ValueError, match="more areas"):
        nearest(points, 4)
    with pytest.raises(ValueError, match="twice"):
        queen_of_cells([1, 1], [2, 2])


def test_islands_and_missing_values_are_told(columbus):
    frame, weights = columbus
    values = frame["HOVAL"].to_numpy().copy()
    values[3] = np.nan
    found = local_moran(values, weights)
    assert found.place[3] == Place.MISSING
    assert np.isnan(found.statistic[3])
    assert found.left_out == 1
    areas = [*frame.geometry.to_numpy(), shapely.box(900, 900, 901, 901)]
    island = local_moran([*frame["HOVAL"], 200.0], queen(areas))
    assert list(island.islands) == [49]
    assert island.place[49] == Place.ISLAND
    assert np.isnan(island.p[49])


def test_bad_input_is_an_error_in_words(columbus):
    _, weights = columbus
    for values, words in (
        (np.ones(49), "same value"),
        (np.full(49, np.nan), "at least three"),
        (np.ones(3), "one value for each"),
        (np.full(49, np.inf), "finite"),
    ):
        with pytest.raises(ValueError, match=words):
            moran(values, weights)
    with pytest.raises(ValueError, match="no area has a neighbour"):
        moran([1.0, 2, 3], from_neighbours([[], [], []]))
    with pytest.raises(ValueError, match="own neighbour"):
        from_neighbours([[0]])
    with pytest.raises(ValueError, match="no events"):
        rate_deviates([0, 0], [5, 6])


def test_false_discoveries_are_held_back():
    q, found = discovered([0.001, 0.02, 0.03, 0.5, np.nan])
    np.testing.assert_allclose(q, [0.004, 0.04, 0.04, 0.5, np.nan])
    assert list(found) == [True, True, True, False, False]
    chance = np.random.default_rng(3).normal(size=400)
    column, row = np.divmod(np.arange(400), 20)
    noise = local_moran(chance, queen_of_cells(column, row))
    assert (noise.p < 0.05).sum() > 5
    assert set(noise.place) == {Place.NOT_SIGNIFICANT}
