"""Reach of services, and figures under other borders."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from geo.spatial.reach import (
    Journeys,
    mean_distance,
    nearest_distance,
    straight_journeys,
    two_step_floating_catchment,
)
from geo.spatial.zonings import change_of_zoning, square_cells, survival
from tests.geo.reference import TOP, case, layer

GRID = Path(TOP).parent / "shared/data/helsinki/popgrid_250m_2015.gpkg"


def test_two_step_catchment():
    given, expected = case("A-ACC-01")["inputs"], case("A-ACC-01")["expected"]
    origin, destination, minutes = np.array(given["travel_minutes_origin_destination"]).T
    journeys = Journeys(origin - 1, destination - 1, minutes.astype(float))
    people, supply = list(given["people"].values()), list(given["supply"].values())
    found = two_step_floating_catchment(people, supply, journeys, case("A-ACC-01")["params"]["max_cost"])
    np.testing.assert_allclose(found, list(expected.values()), rtol=1e-10)
    # Nothing is lost: what is offered within reach is what residents have together.
    assert found @ people == pytest.approx(sum(supply))


def test_distances():
    homes, parks = [[0, 0], [0, 300], [400, 0], [9000, 9000]], [[0, 0], [400, 300]]
    np.testing.assert_allclose(nearest_distance(homes, parks)[:3], [0, 300, 300])
    assert np.isnan(nearest_distance(homes, np.empty((0, 2)))).all()
    mean = mean_distance([0, 300, 300, np.nan], [1, 2, 5, 9], [0, 0, 1, 2], 4)
    np.testing.assert_array_equal(mean, [200, 300, np.nan, np.nan])
    journeys = straight_journeys(homes, parks, 400)
    assert sorted(zip(journeys.origin, journeys.destination, journeys.cost, strict=True)) == [
        (0, 0, 0), (1, 0, 300), (1, 1, 400), (2, 0, 400), (2, 1, 300),
    ]  # fmt: skip
    reached = two_step_floating_catchment([1, 1, 1, 1], [3, 2], journeys, 400)
    np.testing.assert_allclose(reached, [1, 2, 2, 0])
    with pytest.raises(ValueError, match="each pair once"):
        two_step_floating_catchment([1], [1], Journeys(np.array([0, 0]), np.array([0, 0]), np.array([1.0, 2])), 5)


@pytest.mark.skipif(not GRID.exists(), reason="the region's grid is not beside the project")
def test_old_people_in_the_region_of_helsinki():
    """D of residents of 70 and over falls from about .26 to .09 with the size of the cells alone."""
    frame = layer(str(GRID))
    ages = [name for name in frame if name.startswith("ika")]
    # 99 in every column is the publisher's code for hidden; one cell holds all those without an address.
    known = ~(frame[ages] == 99).all(axis=1) & (frame["asukkaita"] != 30_244)
    frame = frame[known.to_numpy()]
    old, everybody = frame["ika70_79"] + frame["ika_yli80"], frame[ages].sum(axis=1)
    centres = frame.geometry.centroid
    points = np.column_stack([centres.x, centres.y])
    found = change_of_zoning(old, everybody, points, [250, 500, 1000, 2000, 4000], draws=9)
    figures = [one.dissimilarity for one in found]
    np.testing.assert_allclose(figures, [0.261, 0.221, 0.179, 0.134, 0.088], atol=0.005)
    assert figures == sorted(figures, reverse=True)
    assert found[0].units == 3040
    moved = [one.dissimilarity for one in change_of_zoning(old, everybody, points, [1000], shifts=4, draws=0)]
    assert len(moved) == 16
    assert (min(moved), max(moved)) == (pytest.approx(0.1746, abs=0.001), pytest.approx(0.1825, abs=0.001))
    assert survival(found).over_chance == 5


def test_zonings_are_told_apart_from_chance():
    chance = np.random.default_rng(1)
    points = chance.uniform(0, 4000, (2000, 2))
    total = np.full(2000, 10.0)
    mixed = chance.binomial(10, 0.2, 2000).astype(float)
    nothing = change_of_zoning(mixed, total, points, [250, 1000], others={"halves": (points[:, 0] > 2000).astype(int)})
    assert [one.zoning for one in nothing] == ["250 m", "1000 m", "halves"]
    assert nothing[2].units == 2
    assert nothing[0].dissimilarity > nothing[2].dissimilarity
    assert survival(nothing, 0.02).over_chance == 0
    parted = change_of_zoning(np.where(points[:, 0] > 2000, 5.0, 1.0), total, points, [250, 1000], shifts=2)
    assert survival(parted).over_chance == survival(parted).zonings == 8
    hidden = change_of_zoning(np.r_[mixed[:-1], np.nan], total, points, [1000])
    assert hidden[0].units == 16
    assert list(square_cells([[0, 0], [260, 0], [10, 10]], 250)) == [0, 1, 0]
    with pytest.raises(ValueError, match="no zoning"):
        survival(change_of_zoning([0.0], [5.0], [[1, 1]], [100]))
