"""Published and closed-form cases of shrinkage, intervals, index and participation."""

from __future__ import annotations

import numpy as np
import pytest

from geo.stats.index import Indicator, sum_index
from geo.stats.intervals import garwood_interval, wilson_interval
from geo.stats.participation import representation
from geo.stats.ranking import ranked
from geo.stats.scores import additive_contributions, exponential_scores
from geo.stats.shrinkage import eb_shrunk, logit_shrunk
from tests.geo.reference import case, layer

INDICATORS = ("low_education", "low_income", "unemployment")


def test_marshall_on_sids():
    given, expected = case("A-EB-01")["inputs"], case("A-EB-01")["expected"]
    frame = layer(given["source"])
    found = eb_shrunk(frame[given["events"]], frame[given["base"]])
    assert found.prior_mean == pytest.approx(expected["prior_mean_b"], rel=1e-10)
    assert found.prior_variance == pytest.approx(expected["prior_variance_a"], rel=1e-10)
    np.testing.assert_allclose(found.rate[:8], expected["first_8"], rtol=1e-10)
    for summary in ("min", "max", "sum"):
        assert getattr(found.rate, summary)() == pytest.approx(expected[summary], rel=1e-10)


def test_marshall_as_esda():
    smoothing = pytest.importorskip("esda.smoothing")
    frame = layer("tests/reference/sids2.gpkg")
    other = smoothing.Empirical_Bayes(frame["SID79"].to_numpy(), frame["BIR79"].to_numpy()).r
    np.testing.assert_allclose(eb_shrunk(frame["SID79"], frame["BIR79"]).rate, other.ravel(), rtol=1e-12)


def test_logit_shrinkage():
    given, expected = case("A-SHR-01")["inputs"], case("A-SHR-01")["expected"]
    found = logit_shrunk(given["r"], given["n"])
    assert found.prior_mean == pytest.approx(expected["Z"], rel=1e-10)
    assert found.prior_variance == pytest.approx(expected["t2"], rel=1e-10)
    np.testing.assert_allclose(found.weight, expected["weight"], rtol=1e-10)
    np.testing.assert_allclose(found.rate, expected["shrunk_share"], rtol=1e-10)


def test_wilson():
    k, n = np.transpose(case("A-CI-01")["inputs"]["k_n"])
    np.testing.assert_allclose(np.transpose(wilson_interval(k, n)), case("A-CI-01")["expected"]["wilson"], atol=1e-9)


def test_garwood():
    found = np.transpose(garwood_interval(case("A-CI-02")["inputs"]["counts"]))
    np.testing.assert_allclose(found, case("A-CI-02")["expected"]["interval"], rtol=1e-10)


def _paavo(city):
    """The three shares as the city publishes them; -1 is the publisher's code for suppressed."""
    frame = layer(f"demo/data/{city}.gpkg", "paavo_2019")
    column = {name: frame[name].where(frame[name] >= 0).to_numpy(float) for name in frame if "_" in name[:3]}
    labour = column["pt_tyott"] + column["pt_tyoll"]
    indicators = [
        Indicator("low_education", column["ko_perus"], column["ko_ika18y"], least_base=30),
        Indicator("low_income", column["hr_pi_tul"], column["hr_tuy"]),
        Indicator("unemployment", column["pt_tyott"], labour),
    ]
    return frame, indicators, column["he_vakiy"]


@pytest.mark.parametrize(("name", "city"), [("A-SI-01", "mikkeli"), ("A-SI-02", "kuopio")])
def test_sum_index_on_paavo(name, city):
    expected = case(name)["expected"]
    frame, indicators, people = _paavo(city)
    found = sum_index(indicators, population=people, population_floor=30)
    scored = ~np.isnan(found.index)
    assert scored.sum() == expected["areas"] == (found.state == "complete").sum()
    np.testing.assert_allclose(found.city_rates, [expected["city_rates"][k] for k in INDICATORS], rtol=1e-9)
    assert np.nanmin(found.index) == pytest.approx(expected["index_min"], rel=1e-9)
    assert np.nanmax(found.index) == pytest.approx(expected["index_max"], rel=1e-9)
    ranking = ranked(found.index)
    for place, area in enumerate(expected["top5"], start=1):
        row = int(np.flatnonzero(ranking.rank == place)[0])
        assert (frame["posti_alue"][row], frame["nimi"][row]) == (area["posti_alue"], area["nimi"])
        assert found.index[row] == pytest.approx(area["index"], rel=1e-9)
        np.testing.assert_allclose(found.relative[:, row], [area[k] for k in INDICATORS], rtol=1e-9)


@pytest.mark.parametrize(
    ("city", "floor", "top"),
    [
        ("mikkeli", 30, {"Suomenniemi": 145.7, "Pellosniemi": 140.3, "Someenjärvi": 123.1}),
        (
            "kuopio",
            1000,
            {
                "Juankoski Keskus": 133.4,
                "Karttula Keskus": 132.8,
                "Nilsiä Keskus": 128.5,
                "Vehmersalmi Keskus": 128.2,
                "Reittiö": 126.2,
            },
        ),
    ],
)
def test_smoothing_takes_small_areas_down(city, floor, top):
    frame, indicators, people = _paavo(city)
    everywhere = sum_index(indicators, population=people, population_floor=30)
    found = sum_index(
        indicators,
        population=people,
        population_floor=floor,
        smoothing="eb",
        reference=everywhere.reference,
    )
    for name, value in top.items():
        assert found.index[frame["nimi"] == name][0] == pytest.approx(value, abs=0.05)


def test_contributions_to_a_published_difference():
    given, expected = case("A-WHY-01")["inputs"], case("A-WHY-01")["expected"]
    weights = case("A-WHY-01")["params"]["weights"]
    own, other = (
        exponential_scores([given["ranks"][given[who]][key] for key in weights], given["areas"])
        for who in ("area", "reference_area")
    )
    found = additive_contributions(own, other, list(weights.values()))
    np.testing.assert_allclose(found, [expected["contributions"][key] for key in weights], rtol=1e-9)
    assert found.sum() == pytest.approx(expected["sum"], rel=1e-9)
    assert found.sum() == pytest.approx(55.406 - 8.742, abs=0.001)


def test_representation():
    given, expected = case("A-REP-01")["inputs"], case("A-REP-01")["expected"]
    found = representation(list(given["participants"].values()), list(given["population"].values()))
    for row, group in enumerate(expected["groups"].values()):
        for field, value in group.items():
            assert getattr(found, field)[row] == pytest.approx(value, rel=1e-9)
    assert found.dissimilarity == pytest.approx(expected["dissimilarity"], rel=1e-9)
    assert found.effective_n == pytest.approx(expected["kish_effective_n"], rel=1e-9)
    assert found.chi2 == pytest.approx(expected["chi2"], rel=1e-9)
    assert found.p_value == pytest.approx(expected["p"], rel=1e-9)
