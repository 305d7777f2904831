"""Sharing zones out over cells of a few classes, each class as thickly settled as the zones themselves tell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import nnls

from geo.columns import Floats


@dataclass(frozen=True, slots=True)
class Spread:
    """`weight` is what each cell gets, `density` the people per cell of each class (0 for a class without cells).

    `lost` is the total of zones that hold no cell at all: it lies nowhere.
    """

    weight: Floats
    density: Floats
    lost: float


def spread_by_class(totals: ArrayLike, zone_of_cell: ArrayLike, class_of_cell: ArrayLike, classes: int) -> Spread:
    r"""Zone totals laid on cells in proportion to the density of the cells' classes; each zone keeps its total.

    .. math:: N_z \approx \sum_c d_c n_{zc}, \quad d \ge 0, \qquad w_i = N_z \, d_{c(i)} / \sum_{j \in z} d_{c(j)}

    The densities are estimated from the zones together, by least squares without negative ones. A zone whose
    classes all got a density of 0 is shared evenly.

    Parameters
    ----------
    totals : people by zone; NaN (hidden or missing) lays nobody.
    zone_of_cell : the zone of each cell, -1 for none. class_of_cell : its class, from 0 to `classes` - 1.

    References
    ----------
    Goodchild, M. F., Anselin, L. & Deichmann, U. (1993). A framework for the areal interpolation of socioeconomic
    data. Environment and Planning A 25, 383-397. Flowerdew, R. & Green, M. (1989), on densities by control classes.
    """
    people = np.nan_to_num(np.asarray(totals, dtype=np.float64))
    zone, kind = np.asarray(zone_of_cell, dtype=np.int64), np.asarray(class_of_cell, dtype=np.int64)
    if zone.shape != kind.shape or (people < 0).any() or (zone >= len(people)).any() or (kind >= classes).any():
        raise ValueError("one zone and one class are needed for each cell, and no negative totals")
    laid = zone >= 0
    counts = np.zeros((len(people), classes))
    np.add.at(counts, (zone[laid], kind[laid]), 1.0)
    known = np.isfinite(np.asarray(totals, dtype=np.float64)) & (counts.sum(axis=1) > 0)
    density = nnls(counts[known], people[known])[0] if known.any() else np.zeros(classes)
    density[counts[known].sum(axis=0) == 0] = 0.0
    share = counts @ density
    even = share <= 0
    per_cell = np.where(even[zone], 1.0, density[kind])
    whole = np.where(even, counts.sum(axis=1), share)
    weight = np.zeros(zone.shape)
    weight[laid] = people[zone[laid]] * per_cell[laid] / whole[zone[laid]]
    return Spread(weight, density, float(people[counts.sum(axis=1) == 0].sum()))
