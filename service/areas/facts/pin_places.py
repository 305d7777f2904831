"""The places of a municipality's shown pins in memory, as of one snapshot, and what changed after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.counting import PointIndex
from service.participation.pins.models import STATES
from service.participation.pins.shown_places import PlaceChange, ShownPlaces, Snapshot

#: What pins are told apart by: state, id of the theme, kind.
Category = tuple[str, int, str]
#: So many changes are counted one by one; more are worked into the index.
MANY_CHANGES = 500


class PlacesDiffer(Exception):
    """A pin that ceased to be shown was not where it should have been: the places must be read anew."""


@dataclass(frozen=True, slots=True)
class PinPlaces:
    """Never changed, only replaced: who counts sees one moment, whatever others do meanwhile.

    `categories` names the index's categories in order; `changes` are what came after the index was made,
    up to `snapshot`.
    """

    index: PointIndex
    categories: tuple[Category, ...]
    snapshot: Snapshot
    changes: tuple[PlaceChange, ...] = ()

    def later(self, snapshot: Snapshot, changes: Sequence[PlaceChange]) -> PinPlaces:
        """The same at a later snapshot, with what became visible in between."""
        return replace(self, snapshot=snapshot, changes=(*self.changes, *changes))

    def count(self, shape: BaseGeometry) -> dict[Category, int]:
        """How many pins lie in a valid polygon of the metric CRS, by category; a pin on the outline does."""
        counts = Counter({self.categories[n]: int(k) for n, k in enumerate(self.index.count(shape)) if k})
        if self.changes:
            shapely.prepare(shape)
            places = np.array([(change.x, change.y) for change in self.changes])
            inside = shapely.intersects_xy(shape, places[:, 0], places[:, 1])
            for n in np.flatnonzero(inside).tolist():
                counts[_category(self.changes[n])] += self.changes[n].change
        return {category: count for category, count in counts.items() if count}


def indexed(snapshot: Snapshot, places: ShownPlaces) -> PinPlaces:
    """Put places in order for counting."""
    combined = (places.state * len(places.kinds) + places.kind) * (
        int(places.theme_id.max(initial=0)) + 1
    ) + places.theme_id
    _, first, number = np.unique(combined, return_index=True, return_inverse=True)
    categories = tuple(
        (STATES[places.state[n]], int(places.theme_id[n]), places.kinds[places.kind[n]]) for n in first.tolist()
    )
    return PinPlaces(PointIndex(places.x, places.y, number, categories=max(1, len(first))), categories, snapshot)


def worked_in(held: PinPlaces) -> PinPlaces:
    """The same moment with every change worked into the index. Raises PlacesDiffer."""
    balance: Counter[tuple[float, float, Category]] = Counter()
    for change in held.changes:
        balance[change.x, change.y, _category(change)] += change.change
    categories = list(dict.fromkeys([*held.categories, *(key[2] for key in balance)]))
    number = {category: n for n, category in enumerate(categories)}
    gone = np.concatenate([_gone(held, number, key, -n) for key, n in balance.items() if n < 0] or [_NONE])
    come = [key for key, n in balance.items() for _ in range(n)]
    x = np.concatenate([np.delete(held.index.x, gone), [key[0] for key in come]])
    y = np.concatenate([np.delete(held.index.y, gone), [key[1] for key in come]])
    of = np.concatenate([np.delete(held.index.category, gone), np.array([number[key[2]] for key in come], dtype=int)])
    return PinPlaces(PointIndex(x, y, of, categories=max(1, len(categories))), tuple(categories), held.snapshot)


_NONE = np.zeros(0, dtype=np.int64)


def _gone(
    held: PinPlaces, number: dict[Category, int], key: tuple[float, float, Category], count: int
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    x, y, category = key
    there = held.index.at(x, y)
    alike = there[held.index.category[there] == number[category]]
    if len(alike) < count:
        raise PlacesDiffer
    return alike[:count]


def _category(change: PlaceChange) -> Category:
    return change.state, change.theme_id, change.kind
