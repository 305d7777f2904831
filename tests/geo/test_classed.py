"""People shared out over cells by class: totals stay, densities are found again, and odd zones do no harm."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.interpolation.classed import spread_by_class


def test_densities_behind_the_totals_are_found_again() -> None:
    zone = np.repeat([0, 1, 2], [4, 6, 5])
    kind = np.array([0, 0, 0, 1, 0, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1])
    totals = [3 * 10 + 2, 10 + 5 * 2, 4 * 10 + 2]
    found = spread_by_class(totals, zone, kind, 2)
    np.testing.assert_allclose(found.density, [10, 2])
    np.testing.assert_allclose(found.weight, np.where(kind == 0, 10, 2))
    assert found.lost == 0


def test_a_zone_without_settled_cells_is_shared_evenly() -> None:
    # The second class is empty by the first two zones, so that its density is 0; people of the third stay there.
    found = spread_by_class([100, 100, 6], [0, 0, 1, 1, 2, 2], [0, 1, 0, 1, 1, 1], 2)
    assert found.weight[4:].tolist() == [3, 3]
    assert found.weight[:4].sum() == 200


def test_hidden_and_homeless_totals() -> None:
    found = spread_by_class([np.nan, 50, 7], [0, 0, 1, -1], [0, 0, 0, 0], 1)
    assert found.weight.tolist() == [0, 0, 50, 0]
    assert found.lost == 7


def test_nonsense_is_refused() -> None:
    with pytest.raises(ValueError, match="one zone"):
        spread_by_class([1.0], [0, 3], [0, 0], 1)
    with pytest.raises(ValueError, match="one zone"):
        spread_by_class([-1.0], [0], [0], 1)


@given(st.integers(0, 10_000), st.integers(2, 40), st.integers(1, 4))
def test_every_zone_keeps_its_total(seed: int, cells: int, classes: int) -> None:
    chance = np.random.default_rng(seed)
    zone, kind = chance.integers(0, 3, cells), chance.integers(0, classes, cells)
    totals = chance.uniform(0, 1000, 3)
    found = spread_by_class(totals, zone, kind, classes)
    laid = np.bincount(zone, found.weight, 3)
    empty = np.bincount(zone, minlength=3) == 0
    np.testing.assert_allclose(laid[~empty], totals[~empty])
    assert found.lost == pytest.approx(totals[empty].sum())
    assert (found.weight >= 0).all()
