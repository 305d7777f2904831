"""The index engine: measures in, an index out, with all that was done to them on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.columns import Flags, Floats
from geo.stats.composite.aggregating import aggregated
from geo.stats.composite.explaining import Contributions, contributions, pulls
from geo.stats.composite.measures import Columns, Measure, columns_of
from geo.stats.composite.normalising import KEEPS_UNIT, NEEDS_VARIANCE, normalised, positive, spread
from geo.stats.composite.orders import percent_ranks, places
from geo.stats.composite.recipes import Aggregation, Final, Recipe
from geo.stats.composite.treating import Treatment, treatment
from geo.stats.composite.weighting import IndexState, used_weights


class NoteKind(StrEnum):
    """What a method card must say."""

    ALL_MISSING = "all_missing"
    """No reference area has a figure: the indicator is left out."""
    NO_VARIANCE = "no_variance"
    """All reference areas have the same figure: it tells them apart by nothing, and is left out."""
    NO_CITY_FIGURE = "no_city_figure"
    """The city's own figure is 0 or unknown: nothing can be relative to it, and it is left out."""
    WEIGHT_ZERO = "weight_zero"
    """Its weight is 0: left out."""
    NO_INDICATOR = "no_indicator"
    """None is left: there is no index."""
    ONE_AREA = "one_area"
    """Fewer than two reference areas: nothing to compare."""
    RENORMALISED = "renormalised"
    """`count` areas lack an indicator; the others carry its weight."""
    NO_INDEX = "no_index"
    """`count` areas lack too much, or too many people, for an index."""


@dataclass(frozen=True, slots=True)
class Note:
    """One line of a method card; `key` names the indicator and `count` says how many areas, where that matters."""

    kind: NoteKind
    key: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Composite:
    """An index and all that it was made of; matrices have a row per indicator that went into it (`keys`).

    index
        By area, more is more need; NaN without one. `raw` is the aggregate before the recipe's last step.
    place, of
        Rank among the reference areas, 1 the neediest, equals sharing the best; how many reference areas are ranked.
        An area outside the reference has the place that it would take.
    scores
        Normalised figures, as aggregated. NaN where missing.
    weights, weight_shares
        As used in each area; and the chosen ones as shares of 100.
    correlation, pull
        Of each indicator with the index; and its squares as shares of 100: how much it really moves the index.
    contributions
        What each indicator adds in each area; see `explaining`.
    present_weight, state
        Share of the weight that was there (0-1), and IndexState values, by area.
    reference
        The areas that all was measured against.
    treatments, notes
        What was done to outliers, and what else a reader must know.
    """

    recipe: Recipe
    keys: tuple[str, ...]
    index: Floats
    raw: Floats
    place: Floats
    of: int
    scores: Floats
    weights: Floats
    weight_shares: Floats
    correlation: Floats
    pull: Floats
    contributions: Contributions
    present_weight: Floats
    state: NDArray[np.str_]
    reference: Flags
    treatments: tuple[Treatment, ...]
    notes: tuple[Note, ...]


def composite_index(
    measures: Sequence[Measure],
    recipe: Recipe,
    *,
    settled: ArrayLike | None = None,
    reference: ArrayLike | None = None,
) -> Composite:
    """An index by a recipe.

    Parameters
    ----------
    measures : at least one, all of the same areas in the same order.
    settled : areas that may have an index, such as those with people enough; all by default.
    reference : areas that are compared; the settled ones by default. Others are scored against them without moving
        them: fix the reference (all areas of one zoning) and a drawn area changes nobody's rank.

    Returns
    -------
    Composite
        Indicators that can say nothing are left out with a note; with none left, or one area, there is no index.

    Raises
    ------
    ValueError
        for no measures, unequal lengths, infinite numbers, weights negative or all 0, or goalposts missing.
    """
    areas = len(np.array(measures[0].values, ndmin=1)) if measures else 0
    may = _flags(settled, np.ones(areas, dtype=np.bool_))
    among = _flags(reference, may) & may
    table, treatments, notes = prepared(measures, recipe, among)
    scores = scored(table.values, recipe, table, among)
    weights = table.weights / table.weights.sum() if recipe.scales_weights and len(table.keys) else table.weights
    if not len(table.keys):
        notes.append(Note(NoteKind.NO_INDICATOR))
        return _empty(recipe, may, among, treatments, notes)
    used = used_weights(weights, ~np.isnan(scores), may, recipe.least_weight)
    raw = np.where(may, aggregate(scores, weights, recipe), np.nan)
    index = finished(raw, recipe, among)
    correlation, pull = pulls(scores, index, among)
    for kind, state in ((NoteKind.RENORMALISED, IndexState.RENORMALISED), (NoteKind.NO_INDEX, None)):
        count = int((used.state == state.value).sum() if state else np.isnan(index).sum())
        if count:
            notes.append(Note(kind, count=count))
    return Composite(
        recipe=recipe,
        keys=table.keys,
        index=index,
        raw=raw,
        place=places(index, among),
        of=int((among & ~np.isnan(index)).sum()),
        scores=scores,
        weights=used.weights,
        weight_shares=100 * table.weights / table.weights.sum(),
        correlation=correlation,
        pull=pull,
        contributions=contributions(scores, used, raw, recipe, among),
        present_weight=used.present,
        state=used.state,
        reference=among,
        treatments=treatments,
        notes=tuple(notes),
    )


def prepared(
    measures: Sequence[Measure], recipe: Recipe, reference: Flags
) -> tuple[Columns, tuple[Treatment, ...], list[Note]]:
    """The indicators that can say something, treated; what was done; and notes of what was left out."""
    table = columns_of(measures, reference)
    range_ = spread(table.values, reference)
    reasons = [
        (NoteKind.WEIGHT_ZERO, table.weights == 0),
        (NoteKind.ALL_MISSING, np.isnan(range_)),
    ]
    if recipe.normalisation in NEEDS_VARIANCE:
        reasons.append((NoteKind.NO_VARIANCE, range_ == 0))
    if recipe.normalisation == "rel":
        reasons.append((NoteKind.NO_CITY_FIGURE, np.isnan(table.city) | (table.city == 0)))
    notes = [Note(NoteKind.ONE_AREA)] if reference.sum() < 2 else []
    out = np.zeros(len(table.keys), dtype=np.bool_)
    for kind, flags in reasons:
        notes += [Note(kind, table.keys[row]) for row in np.flatnonzero(flags & ~out)]
        out |= flags
    table = table.only(~out)
    treatments = tuple(
        treatment(
            key,
            row,
            reference,
            treats=recipe.treats_outliers,
            may_log=recipe.normalisation not in KEEPS_UNIT,
        )
        for key, row in zip(table.keys, table.values, strict=True)
    )
    for row, done in enumerate(treatments):
        table.values[row] = done.applied(table.values[row])
    return table, treatments, notes


def scored(values: Floats, recipe: Recipe, table: Columns, reference: Flags) -> Floats:
    """Normalised figures as the aggregation takes them; `values` (..., indicators, areas)."""
    scores = normalised(values, recipe.normalisation, table, reference)
    if recipe.aggregation in (Aggregation.GEOMETRIC, Aggregation.HARMONIC):
        return positive(scores, recipe.normalisation)
    return scores


def aggregate(scores: Floats, weights: Floats, recipe: Recipe) -> Floats:
    """Scores put together as the recipe says; (..., areas)."""
    return aggregated(
        scores, weights, recipe.aggregation, least_weight=recipe.least_weight, poor_from=recipe.poor_from
    )


def finished(raw: Floats, recipe: Recipe, reference: Flags) -> Floats:
    """The recipe's last step on aggregates."""
    if recipe.final is Final.PRANK:
        # Sums of the same parts in another order differ in the last bits; ties must stay ties.
        return percent_ranks(np.round(raw, 9), reference)
    return raw


def _flags(given: ArrayLike | None, default: Flags) -> Flags:
    chosen = default if given is None else np.asarray(given, dtype=np.bool_)
    if chosen.shape != default.shape:
        raise ValueError("flags and areas differ in length")
    return chosen


def _empty(
    recipe: Recipe, may: Flags, among: Flags, treatments: tuple[Treatment, ...], notes: list[Note]
) -> Composite:
    none, no_row = np.full(len(may), np.nan), np.empty((0, len(may)))
    nothing = np.empty(0)
    state = np.where(may, IndexState.MISSING.value, IndexState.BELOW_FLOOR.value)
    return Composite(
        recipe, (), none, none, none, 0, no_row, no_row, nothing, nothing, nothing,
        Contributions(no_row, none, ""), np.zeros(len(may)), state, among, treatments, tuple(notes),
    )  # fmt: skip
