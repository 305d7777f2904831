"""Where each figure stands among those of the reference areas; the last axis is the areas, any number before it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.columns import Flags, Floats

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Standing:
    """For each figure: how many reference areas have less, and how many the same (itself too); `of` have any.

    Where the figure is NaN the counts mean nothing.
    """

    less: Counts
    same: Counts
    of: Counts


def standing(values: Floats, reference: Flags) -> Standing:
    """Counts among the reference areas. `values` (..., areas); `reference` (areas,)."""
    if reference.all():
        return _of_all(values)
    rows = values.reshape(-1, values.shape[-1])
    less, same = np.empty(rows.shape, dtype=np.int64), np.empty(rows.shape, dtype=np.int64)
    of = np.empty((len(rows), 1), dtype=np.int64)
    for number, row in enumerate(rows):
        known = row[reference]
        known = np.sort(known[~np.isnan(known)])
        less[number] = np.searchsorted(known, row, "left")
        same[number] = np.searchsorted(known, row, "right") - less[number]
        of[number] = len(known)
    return Standing(less.reshape(values.shape), same.reshape(values.shape), of.reshape(*values.shape[:-1], 1))


def places(index: Floats, reference: Flags) -> Floats:
    """Rank of each area, 1 the greatest; equals share the best. An area outside the reference gets the place that it
    would have; NaN stays NaN."""
    found = standing(index, reference)
    return np.where(np.isnan(index), np.nan, 1.0 + found.of - found.less - found.same)


def percent_ranks(values: Floats, reference: Flags) -> Floats:
    r"""(min rank - 1) / (n - 1): 0 for the least, 1 for the greatest alone. NaN with fewer than two areas.

    Raises nothing; an area beyond all reference areas counts as the greatest.
    """
    found = standing(values, reference)
    others = np.where(found.of > 1, found.of - 1, 1)
    share = np.minimum(found.less / others, 1.0)
    return np.where(np.isnan(values) | (found.of < 2), np.nan, share)


def _of_all(values: Floats) -> Standing:
    count = values.shape[-1]
    # Equals may come in any order: they get the same counts.
    order = np.argsort(values, axis=-1)
    row = np.take_along_axis(values, order, axis=-1)
    spots = np.broadcast_to(np.arange(count, dtype=np.int32), values.shape)
    # A run of equals begins where a figure differs from the one before it; NaN stand last and are not counted.
    begins = np.ones(values.shape, dtype=np.bool_)
    begins[..., 1:] = row[..., 1:] != row[..., :-1]
    ends = np.ones(values.shape, dtype=np.bool_)
    ends[..., :-1] = begins[..., 1:]
    first = np.maximum.accumulate(np.where(begins, spots, 0), axis=-1)
    last = np.minimum.accumulate(np.where(ends, spots, count)[..., ::-1], axis=-1)[..., ::-1]
    less, same = np.empty(values.shape, dtype=np.int64), np.empty(values.shape, dtype=np.int64)
    np.put_along_axis(less, order, first, axis=-1)
    np.put_along_axis(same, order, last - first + 1, axis=-1)
    of = (~np.isnan(values)).sum(axis=-1, keepdims=True)
    return Standing(less, same, of)
