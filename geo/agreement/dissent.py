"""Who drew otherwise: groups of drawings that are like each other, and where they differ from the proposal."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform
from shapely.geometry.base import BaseGeometry

from geo.agreement.raster import Drawings
from geo.agreement.surface import agreeing_shape
from geo.columns import Floats

MOST_GROUPS = 8
#: Below this mean silhouette there is no structure worth speaking of (Kaufman & Rousseeuw 1990, table 2.4).
LEAST_SILHOUETTE = 0.25
#: Of two numbers of groups that fit about as well, the smaller is taken.
ABOUT_AS_WELL = 0.9
#: A drawing whose likest other one has a lower Jaccard index than this is like none.
LIKE_NONE = 0.25
#: A group leaves out (or adds) what at most (at least) these shares of it cover, against the proposal.
FEW, MOST = 0.25, 0.75
#: A difference is a place, not a line: it holds a circle of this radius, as a share of the proposal's side,
HAND_SHARE = 0.04
#: and it is at least this share of the proposal's size.
LEAST_DIFFERENCE = 0.05


@dataclass(frozen=True, slots=True)
class Group:
    """Drawings that are like each other, as positions in the `Drawings`.

    `shape` is where at least half of them agree; `left_out` what the proposal has and they have not, `added`
    what they have and the proposal has not: places, free of the raggedness of hand-drawn lines. All are
    (Multi)Polygons in metres, empty where there is nothing.
    """

    members: NDArray[np.int64]
    shape: BaseGeometry
    left_out: BaseGeometry
    added: BaseGeometry

    def __len__(self) -> int:
        return len(self.members)


@dataclass(frozen=True, slots=True)
class Dissent:
    """How drawings fall out against a proposal.

    `groups` hold at least the smallest size asked for and differ from the proposal by a place, the largest
    first. `lone` counts those in smaller groups, who drew each in a way of their own; `elsewhere` those of
    them whose drawing does not meet the proposal at all.
    """

    groups: tuple[Group, ...]
    lone: int
    elsewhere: int


def groups_of(drawings: Drawings, proposal: BaseGeometry, least: int) -> Dissent:
    """The groups of at least `least` drawings that differ from a proposal.

    Parameters
    ----------
    proposal : in metres, not empty.
    least : a smaller group is never shown, because its outline would be somebody's own.
    """
    groups, lone = [], 0
    labels = labels_of(drawings)
    for one in np.unique(labels):
        members = np.flatnonzero(labels == one).astype(np.int64)
        if len(members) < least:
            lone += len(members)
            continue
        # Compared with the proposal by each one's vote; what is shown of it needs more than one hand anyway.
        group = _against(drawings.subset(members, 1), members, proposal)
        if group is not None:
            groups.append(group)
    meets = np.asarray(shapely.intersects(drawings.shapes, proposal))
    groups.sort(key=lambda group: (-len(group), int(group.members[0])))
    return Dissent(tuple(groups), lone, int((~meets).sum()))


def labels_of(drawings: Drawings) -> NDArray[np.int64]:
    """A group's number for each drawing.

    Average linkage (Sokal & Michener 1958) on 1 - Jaccard; the number of groups is the least whose mean
    silhouette (Rousseeuw 1987) is near the greatest, and one when none reaches 0.25. A drawing that is like no
    other is set apart first: one far away would make all the rest look alike.
    """
    count = len(drawings)
    labels = np.zeros(count, dtype=np.int64)
    if count < 3 or drawings.window is None:
        return labels
    distance = 1 - jaccard_matrix(drawings)
    nearest = (distance + 2 * np.eye(count)).min(axis=1)
    alike = np.flatnonzero(nearest <= 1 - LIKE_NONE)
    labels[nearest > 1 - LIKE_NONE] = -1 - np.arange(count - len(alike))
    labels[alike] = _cut(distance[np.ix_(alike, alike)])
    return labels


def _cut(distance: Floats) -> NDArray[np.int64]:
    count = len(distance)
    alone = np.ones(count, dtype=np.int64)
    if count < 3:
        return alone
    tree = linkage(squareform(distance, checks=False), method="average")
    cuts = [
        fcluster(tree, wanted, criterion="maxclust").astype(np.int64)
        for wanted in range(2, min(MOST_GROUPS, count - 1) + 1)
    ]
    scores = [mean_silhouette(distance, cut) for cut in cuts]
    best = max(scores, default=0.0)
    if best < LEAST_SILHOUETTE:
        return alone
    return next(cut for cut, score in zip(cuts, scores, strict=True) if score >= ABOUT_AS_WELL * best)


def jaccard_matrix(drawings: Drawings) -> Floats:
    """Jaccard index (1901) of each pair of drawings, 0-1: what both cover over what either covers.

    From the coarse cells of the window, with the exact sizes of the drawings: land that two drawings share
    beyond the window, where fewer than `least_together` people are, counts as not shared.
    """
    bits = drawings.bitmaps
    shared = (bits @ bits.T).astype(np.float64) * drawings.coarse.cell_m**2
    sizes = np.maximum(drawings.areas_m2, shared.diagonal())
    found: Floats = shared / (sizes[:, None] + sizes[None, :] - shared)
    np.fill_diagonal(found, 1.0)
    return found


def jaccard_with(drawings: Drawings, shape: BaseGeometry) -> Floats:
    """Jaccard index of each drawing with a shape, 0-1, from the exact outlines."""
    shared = shapely.area(shapely.intersection(drawings.shapes, shape))
    found: Floats = shared / (drawings.areas_m2 + shape.area - shared)
    return found


def mean_silhouette(distance: Floats, labels: NDArray[np.int64]) -> float:
    """How much nearer each drawing is to its own group than to the next one, -1 to 1, on average.

    One alone in its group counts as 0; 0 when there is only one group.
    """
    names, group = np.unique(labels, return_inverse=True)
    if len(names) < 2:
        return 0.0
    everyone = np.arange(len(group))
    member = np.eye(len(names))[group]
    sizes = member.sum(axis=0)
    sums = distance @ member
    own = sizes[group]
    within = sums[everyone, group] / np.maximum(own - 1, 1)
    means = sums / sizes
    means[everyone, group] = np.inf
    nearest = means.min(axis=1)
    widest = np.maximum(np.maximum(within, nearest), np.finfo(np.float64).tiny)
    return float(np.where(own > 1, (nearest - within) / widest, 0.0).mean())


def _against(part: Drawings, members: NDArray[np.int64], proposal: BaseGeometry) -> Group | None:
    radius = HAND_SHARE * math.sqrt(proposal.area)
    left_out = _places(proposal.difference(agreeing_shape(part, FEW + 1e-6)), radius)
    added = _places(agreeing_shape(part, MOST).difference(proposal), radius)
    if max(left_out.area, added.area) < LEAST_DIFFERENCE * proposal.area:
        return None
    return Group(members, agreeing_shape(part, 0.5), left_out, added)


def _places(difference: BaseGeometry, radius: float) -> BaseGeometry:
    """What is left of a difference when its slivers are gone (opening)."""
    return difference.buffer(-radius, quad_segs=4).buffer(radius, quad_segs=4).intersection(difference)
