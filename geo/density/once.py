"""One voice counted once: several pins of one person, on one theme, at one spot."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from geo.columns import Flags


def counted_once(
    points: ArrayLike, person: ArrayLike, theme: ArrayLike, near_m: float = 25.0, walk: ArrayLike | None = None
) -> Flags:
    """True for the pins that count: of those a person left on one theme (and walk) near each other, the first.

    Pins are near when at most `near_m` apart, or joined by others that are. Show both counts, with and without.

    Parameters
    ----------
    points : (n, 2) in metres, finite, in the order in which they were left.
    person : a whole number for each pin, the same for the same person; negative is nobody known, and always counts.
    theme, walk : whole numbers likewise; without walks all of a person's pins are taken together.
    """
    places, who = np.asarray(points, dtype=np.float64).reshape(-1, 2), np.asarray(person, dtype=np.int64)
    what = np.asarray(theme, dtype=np.int64)
    where = np.zeros(len(who), dtype=np.int64) if walk is None else np.asarray(walk, dtype=np.int64)
    n = len(places)
    if not len(who) == len(what) == len(where) == n or not np.isfinite(places).all() or near_m < 0:
        raise ValueError("finite points, and one person and theme for each, are needed")
    if not n:
        return np.zeros(0, dtype=np.bool_)
    # Nobody known is somebody else each time.
    who = np.where(who < 0, -1 - np.arange(n), who)
    _, voice = np.unique(np.column_stack([who, what, where]), axis=0, return_inverse=True)
    # Voices lie in layers farther apart than pins can be near, so that only pins of one voice meet.
    layers = np.column_stack([places, voice.ravel() * (4.0 * near_m + 1.0)])
    one, other = cKDTree(layers).query_pairs(near_m, output_type="ndarray").T
    links = coo_array((np.ones(len(one)), (one, other)), shape=(n, n))
    _, group = connected_components(links, directed=False)
    _, first = np.unique(group, return_index=True)
    counted = np.zeros(n, dtype=np.bool_)
    counted[first] = True
    return counted
