"""The index engine: what is left out and said, what adds up, who is measured against whom."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from geo.stats.composite.counting import poverty
from geo.stats.composite.engine import NoteKind, composite_index
from geo.stats.composite.measures import Measure
from geo.stats.composite.recipes import PRESETS, Aggregation, Normalisation, Recipe
from geo.stats.composite.treating import Treated, treatment

RNG = np.random.default_rng(11)
ZSCORE = PRESETS["zscore"]
ADDITIVE = [
    Recipe(Normalisation(normalisation), final=PRESETS[final].final)
    for normalisation, final in (("rel", "imd"), ("minmax", "imd"), ("z", "imd"), ("prank", "svi"), ("imd", "imd"))
]


def measures(areas=20, *, hidden=(), **changes):
    found = []
    for number in range(4):
        values = RNG.gamma(3, 10, areas)
        if number == 0:
            values[list(hidden)] = np.nan
        found.append(Measure(f"m{number}", values, weight=number + 1, higher_is_need=number != 2, **changes))
    return found


def kinds(found):
    return [(note.kind, note.key, note.count) for note in found.notes]


@pytest.mark.parametrize("normalisation", sorted(set(Normalisation) - {"cutoff", "goalposts"}))
def test_what_can_say_nothing_is_left_out_and_said(normalisation):
    given_ = [
        *measures(),
        Measure("same", np.full(20, 3.0)),
        Measure("hidden", np.full(20, np.nan)),
        Measure("off", np.arange(20.0), weight=0),
    ]
    recipe = Recipe(Normalisation(normalisation))
    found = composite_index(given_, recipe)
    assert kinds(found) == [
        (NoteKind.WEIGHT_ZERO, "off", 0),
        (NoteKind.ALL_MISSING, "hidden", 0),
        (NoteKind.NO_VARIANCE, "same", 0),
    ]
    np.testing.assert_array_equal(found.index, composite_index(given_[:4], recipe).index)
    assert np.isfinite(found.index).all()


def test_fixed_goalposts_may_see_no_variance():
    found = composite_index([Measure("a", [3.0, 3.0], limits=(0, 4))], Recipe(Normalisation.GOALPOSTS))
    np.testing.assert_array_equal(found.index, [75, 75])
    turned = Measure("a", [3.0, 5.0], limits=(0, 4), higher_is_need=False)
    np.testing.assert_array_equal(composite_index([turned], Recipe(Normalisation.GOALPOSTS)).index, [25, 0])
    with pytest.raises(ValueError, match="goalposts"):
        composite_index([Measure("a", [3.0, 4.0])], Recipe(Normalisation.GOALPOSTS))


def test_one_area_alone_has_no_index():
    found = composite_index([Measure("a", [3.0])], ZSCORE)
    assert kinds(found)[0] == (NoteKind.ONE_AREA, "", 0)
    assert (NoteKind.NO_INDICATOR, "", 0) in kinds(found)
    assert np.isnan(found.index).all() and found.of == 0 and list(found.state) == ["missing"]


def test_hidden_is_missing_and_never_zero():
    found = composite_index(measures(hidden=(2, 3)), ZSCORE)
    assert kinds(found) == [(NoteKind.RENORMALISED, "", 2)]
    assert list(found.state[[1, 2, 3]]) == ["complete", "renormalised", "renormalised"]
    np.testing.assert_allclose(found.weights.sum(axis=0), 1)
    strict = composite_index(measures(hidden=(2, 3)), replace(ZSCORE, least_weight=0.95))
    assert np.isnan(strict.index[[2, 3]]).all() and np.isnan(strict.place[[2, 3]]).all()
    assert (NoteKind.NO_INDEX, "", 2) in kinds(strict)


@pytest.mark.parametrize("recipe", ADDITIVE, ids=lambda recipe: recipe.normalisation.value)
def test_contributions_add_up(recipe):
    found = composite_index(measures(hidden=(4,)), recipe)
    assert found.contributions.scale == "sum"
    np.testing.assert_allclose(
        found.contributions.base + found.contributions.parts.sum(axis=0), found.raw, rtol=1e-12, atol=1e-12
    )


def test_contributions_to_other_means():
    geometric = composite_index(measures(hidden=(4,)), Recipe(Normalisation.MINMAX, Aggregation.GEOMETRIC))
    parts = geometric.contributions
    assert parts.scale == "log"
    np.testing.assert_allclose(parts.base * np.exp(parts.parts.sum(axis=0)), geometric.index, rtol=1e-12)
    counted = composite_index(measures(), PRESETS["mpi"])
    np.testing.assert_allclose(
        counted.contributions.base + counted.contributions.parts.sum(axis=0), counted.index, atol=1e-12
    )
    copeland = composite_index(measures(), Recipe(Normalisation.Z, Aggregation.COPELAND))
    assert (copeland.contributions.scale, copeland.contributions.parts.shape) == ("", (0, 20))


@pytest.mark.parametrize("recipe", [*ADDITIVE, PRESETS["svi"], PRESETS["helsinki"]], ids=str)
def test_a_drawn_area_moves_nobody(recipe):
    plain = measures(areas=20)
    more = [replace(one, values=np.append(one.values, one.values[7]), city=1.0) for one in plain]
    plain = [replace(one, city=1.0) for one in plain]
    alone, beside = composite_index(plain, recipe), composite_index(more, recipe, reference=[True] * 20 + [False])
    np.testing.assert_allclose(beside.index[:20], alone.index)
    np.testing.assert_array_equal(beside.place[:20], alone.place)
    assert beside.of == 20
    assert beside.index[20] == pytest.approx(alone.index[7], abs=0.5 if recipe.normalisation == "imd" else 1e-9)


@given(some.lists(some.lists(some.integers(0, 5), min_size=3, max_size=3), min_size=3, max_size=15))
@settings(max_examples=40, deadline=None)
def test_more_of_everything_is_never_less_need(rows):
    columns = np.array(rows, dtype=float).T
    given_ = [Measure(str(number), column, city=2.0, limits=(0, 5)) for number, column in enumerate(columns)]
    pairs = itertools.product(
        set(Normalisation) - {Normalisation.CUTOFF}, (Aggregation.ARITHMETIC, Aggregation.COPELAND)
    )
    for normalisation, aggregation in pairs:
        found = composite_index(given_, Recipe(normalisation, aggregation))
        if not found.keys:
            continue
        for one, other in itertools.permutations(range(len(rows)), 2):
            if (columns[:, one] >= columns[:, other]).all():
                assert found.index[one] >= found.index[other] - 1e-9, (normalisation, aggregation)


def test_weights_are_told_with_their_real_pull():
    first = RNG.normal(size=60)
    found = composite_index(
        [Measure("a", first), Measure("b", first + 0.1 * RNG.normal(size=60)), Measure("c", RNG.normal(size=60))],
        ZSCORE,
    )
    np.testing.assert_allclose(found.weight_shares, 100 / 3)
    assert found.pull.sum() == pytest.approx(100)
    assert found.pull[0] > 40 > 25 > found.pull[2]


def test_outliers_that_drawing_in_cures_not_are_logged():
    values = np.concatenate([RNG.normal(50, 1, 200), np.exp(np.linspace(5, 9, 12))])
    everywhere = np.ones(len(values), dtype=bool)
    found = treatment("a", values, everywhere, treats=True)
    assert found.action is Treated.LOGGED
    np.testing.assert_array_equal(np.argsort(found.applied(values)), np.argsort(values))
    kept = treatment("a", values, everywhere, treats=True, may_log=False)
    assert kept.action is Treated.FLAGGED
    mirrored = treatment("a", -values, everywhere, treats=True)
    np.testing.assert_allclose(mirrored.applied(-values), -found.applied(values))


def test_bad_input_is_refused():
    with pytest.raises(ValueError, match="different keys"):
        composite_index([], ZSCORE)
    with pytest.raises(ValueError, match="not all 0"):
        composite_index([Measure("a", [1.0, 2.0], weight=0)], ZSCORE)
    with pytest.raises(ValueError, match="must not be negative"):
        composite_index([Measure("a", [1.0, 2.0], weight=-1)], ZSCORE)
    with pytest.raises(ValueError, match="length"):
        composite_index([Measure("a", [1.0, 2.0]), Measure("b", [1.0])], ZSCORE)
    with pytest.raises(ValueError, match="finite"):
        composite_index([Measure("a", [1.0, np.inf])], ZSCORE)
    with pytest.raises(ValueError, match="geometric"):
        Recipe(Normalisation.Z, Aggregation.GEOMETRIC)
    with pytest.raises(ValueError, match="cut-offs"):
        Recipe(Normalisation.Z, Aggregation.COUNTING)
    with pytest.raises(ValueError, match="0-1"):
        poverty([2.0], [1])
    assert np.isnan(poverty([0.5], [0]).headcount)
