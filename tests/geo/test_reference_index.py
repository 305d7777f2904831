"""Published indices that the engine must give: England's, CDC's, COINr's, the UN's example, and a city's own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas
import pytest
from scipy.stats import spearmanr

from geo.stats.composite.aggregating import aggregated
from geo.stats.composite.counting import poverty
from geo.stats.composite.engine import composite_index
from geo.stats.composite.measures import Measure, measures_of
from geo.stats.composite.recipes import PRESETS, Aggregation, Normalisation, Recipe
from geo.stats.composite.themes import by_theme, flags
from geo.stats.composite.treating import Treated
from geo.stats.index import Indicator, sum_index
from geo.stats.ranking import quantile_classes
from geo.stats.shares import shares_of
from tests.geo.reference import TOP, case, layer, table

SHARED = TOP.parent / "shared" / "data"
IMD = {
    "Income": 0.225,
    "Employment": 0.225,
    "Education": 0.135,
    "Health": 0.135,
    "Crime": 0.093,
    "Housing_and_Services": 0.093,
    "Environment": 0.093,
}


@pytest.fixture(scope="module")
def england():
    """The published ranks of 33,755 areas, and the index that the engine makes of them."""
    frame = table("tests/reference/imd2025_england_lsoa21.csv.gz")
    measures = [Measure(key, frame[f"{key}_rank"], weight=weight, higher_is_need=False) for key, weight in IMD.items()]
    return frame, composite_index(measures, PRESETS["imd"])


def test_english_index_of_every_area(england):
    frame, found = england
    assert len(frame) == 33_755
    np.testing.assert_allclose(found.index, frame["IMD_score"], atol=0.0007, rtol=0)
    apart = np.abs(found.place - frame["IMD_rank"])
    assert (apart > 0).sum() <= 2 and apart.max() <= 1
    np.testing.assert_array_equal(quantile_classes(found.index, 10), frame["IMD_decile"])


def test_contributions_of_an_english_area(england):
    frame, found = england
    expected = case("A-WHY-01")["expected"]
    worse, better = (int(np.flatnonzero(frame["lsoa21_code"] == code)[0]) for code in ("E01000061", "E01000001"))
    parts = found.contributions.parts
    wanted = [expected["contributions"][key] for key in IMD]
    np.testing.assert_allclose(parts[:, worse] - parts[:, better], wanted, rtol=1e-9)
    np.testing.assert_allclose(found.contributions.base + parts.sum(axis=0), found.index, rtol=1e-12)


def test_vulnerability_of_counties():
    given = case("A-SVI-01")["inputs"]
    frame = table(given["data"])
    themes = dict(zip(given["indicators"], [1] * 4 + [2] * 4 + [3] * 2 + [4] * 5, strict=True))
    measures = [
        Measure(name, frame[name], higher_is_need=name != "EP_PCI", theme=str(theme)) for name, theme in themes.items()
    ]
    found, room = composite_index(measures, PRESETS["svi"]), case("A-SVI-01")["tolerance"]["atol"]
    assert len(frame) == case("A-SVI-01")["expected"]["rows"]
    np.testing.assert_allclose(found.scores.T, frame[given["percentile_columns"]], atol=room)
    np.testing.assert_allclose(found.index, frame["RPL_THEMES"], atol=room)
    for theme, part in by_theme(measures, PRESETS["svi"]).items():
        np.testing.assert_allclose(part.raw, frame[f"SPL_THEME{theme}"], atol=4 * room)
        np.testing.assert_allclose(part.index, frame[f"RPL_THEME{theme}"], atol=room)
    np.testing.assert_array_equal(flags(found), frame["F_TOTAL"])
    allegheny = found.index[frame["COUNTY"] == "Allegheny"][0]
    assert allegheny == pytest.approx(case("A-SVI-01")["expected"]["allegheny_RPL_THEMES"], abs=room)


def asem(**changes):
    given = case("A-CI-10")["inputs"]
    frame = table(given["data"])
    measures = [Measure(key, frame[key], higher_is_need=way > 0) for key, way in given["direction"].items()]
    return frame["uCode"], composite_index(measures, replace(Recipe(), **changes))


@pytest.mark.parametrize(
    ("name", "normalisation", "aggregation"),
    [
        ("arith", "minmax", "arithmetic"),
        ("geom", "minmax", "geometric"),
        ("harm", "minmax", "harmonic"),
        ("copeland", "minmax", "copeland"),
        ("z_mean", "z", "arithmetic"),
        ("prank_mean", "prank", "arithmetic"),
    ],
)
def test_handbook_forms_as_coinr(name, normalisation, aggregation):
    codes, found = asem(normalisation=Normalisation(normalisation), aggregation=Aggregation(aggregation))
    for code, row in case("A-CI-10")["expected"].items():
        assert found.index[codes == code][0] == pytest.approx(row[name], rel=1e-9), code


def test_the_outlier_that_must_be_flagged():
    _, found = asem(normalisation=Normalisation.MINMAX)
    (flagged,) = [one for one in found.treatments if one.action is Treated.FLAGGED]
    assert flagged.key == "NGOs"
    assert (round(flagged.skewness, 2), round(flagged.kurtosis, 2)) == (2.79, 7.92)
    _, treated = asem(normalisation=Normalisation.MINMAX, treats_outliers=True)
    (done,) = [one for one in treated.treatments if one.action is not Treated.NONE]
    assert done.action is Treated.WINSORISED and 0 < done.count <= 5
    assert abs(done.skewness_after) <= 2 or done.kurtosis_after <= 3.5


def test_counting_of_households():
    given, expected = case("A-MPI-01")["inputs"], case("A-MPI-01")["expected"]
    found = poverty(given["deprivation_scores"], given["household_sizes"], poor_from=1 / 3)
    assert (found.headcount, found.intensity, found.adjusted) == pytest.approx(
        (expected["H"], expected["A"], expected["M0"]), abs=1e-9
    )


@pytest.mark.parametrize(
    ("file", "rows", "atol"), [("townsend_2011_uk_la.csv", 404, 5e-9), ("townsend_2011_uk_ward.csv.gz", 9481, 1e-12)]
)
def test_townsend(file, rows, atol):
    """Kept out of the project: its licence is not known."""
    if not (SHARED / "reference" / file).exists():
        pytest.skip("the published scores are not beside the project")
    frame = pandas.read_csv(SHARED / "reference" / file)
    counts = frame.fillna(0.0).astype({"F248": float})
    share = {
        "car": 100 * counts.F991 / counts.F989,
        "home": 100 * (counts.F2357 + counts.F2362 + counts.F2368) / counts.F2347,
        "over": np.log1p((100 * (counts.F2081 + counts.F2083) / counts.F2075).fillna(0)),
        "unemployed": np.log1p((100 * counts.F248 / counts.F244).fillna(0)),
    }
    recipe = replace(PRESETS["zscore"], scales_weights=False)
    found = composite_index([Measure(key, column.fillna(0)) for key, column in share.items()], recipe)
    assert len(frame) == rows
    np.testing.assert_allclose(found.index, frame["TDS"], atol=atol, rtol=0)
    edges = np.quantile(found.index, [0.2, 0.4, 0.6, 0.8])
    np.testing.assert_array_equal(1 + np.searchsorted(edges, found.index, "left"), frame["quintile"])


def paavo(city):
    """Three shares of postal-code areas; -1 is the publisher's code for suppressed."""
    frame = layer(f"demo/data/{city}.gpkg", "paavo_2019")
    column = {name: frame[name].where(frame[name] >= 0).to_numpy(float) for name in frame if "_" in name[:3]}
    labour = column["pt_tyott"] + column["pt_tyoll"]
    indicators = [
        Indicator("low_education", column["ko_perus"], column["ko_ika18y"], least_base=30),
        Indicator("low_income", column["hr_pi_tul"], column["hr_tuy"]),
        Indicator("unemployment", column["pt_tyott"], labour),
    ]
    return frame, indicators, column["he_vakiy"]


@pytest.mark.parametrize("smoothing", ["none", "eb", "logit"])
@pytest.mark.parametrize("city", ["kuopio", "mikkeli", "lahti"])
def test_default_preset_is_the_sum_index(city, smoothing):
    _, indicators, people = paavo(city)
    wanted = sum_index(indicators, population=people, population_floor=30, smoothing=smoothing)
    shares = shares_of(indicators, population=people, population_floor=30, smoothing=smoothing)
    found = composite_index(measures_of(indicators, shares), PRESETS["helsinki"], settled=shares.settled)
    np.testing.assert_allclose(found.index, wanted.index, rtol=1e-12)
    np.testing.assert_array_equal(found.state, wanted.state)
    np.testing.assert_allclose(found.contributions.parts, wanted.contributions, atol=1e-9)
    np.testing.assert_allclose(found.contributions.base[wanted.state == "complete"], 100)


@pytest.mark.parametrize(("city", "likeness"), [("kuopio", 0.966), ("mikkeli", 0.969), ("lahti", 0.998)])
def test_smoothing_keeps_most_of_the_order(city, likeness):
    _, indicators, people = paavo(city)
    raw, smooth = (
        sum_index(indicators, population=people, population_floor=30, smoothing=how).index for how in ("none", "eb")
    )
    both = ~np.isnan(raw)
    assert spearmanr(raw[both], smooth[both]).statistic == pytest.approx(likeness, abs=5e-4)


def test_small_and_hospital_areas_have_no_rank_by_default():
    frame, indicators, people = paavo("kuopio")
    shares = shares_of(indicators, population=people, population_floor=300, smoothing="eb")
    found = composite_index(measures_of(indicators, shares), PRESETS["helsinki"], settled=shares.settled)
    assert np.isnan(found.place[people < 300]).all()
    assert np.isnan(found.place[frame["nimi"] == "Kuopion Keskussairaala-alue"]).all()
    assert found.of == (~np.isnan(found.place)).sum() == (people >= 300).sum()


def test_copeland_of_many_areas_at_once():
    rng = np.random.default_rng(5)
    scores, weights = rng.normal(size=(3, 4, 700)), rng.random((3, 4))
    found = aggregated(scores, weights, Aggregation.COPELAND)
    for draw in range(3):
        more = np.einsum("m,mik->ik", weights[draw], scores[draw][:, :, None] > scores[draw][:, None, :])
        np.testing.assert_array_equal(found[draw], np.sign(more - more.T).sum(axis=1))
