"""Voices weighted to areas and ties at once, of protected counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from geo.columns import Floats
from geo.stats.raking import Raked, raked
from layers.indicators.queries import StatisticsFrame
from service.analysis.ideas import LEAST_TOLD
from service.analysis.participation.protected import told

#: Ties that a group of the population stands for; the others have none to be compared with.
COMPARED = ("permanent", "seasonal")
#: Holiday homes among an area's people: under the first it is lived in all year, from the second on in seasons.
FEW_HOMES, MANY_HOMES = 0.05, 0.25
Reason = Literal["", "no_homes", "few", "one_tie", "no_fit"]
GroupKind = Literal["area", "rest", "lived_in", "mixed", "holiday"]
Keys = Mapping[tuple[int, str], Sequence[float]]


@dataclass(frozen=True)
class RakedArea:
    """A group of areas before and after raking; shares are 0-1.

    `kind` is ``area`` for one alone (then `names` says which), ``rest`` for those with fewer than five voices each, or
    how many holiday homes the areas have.
    """

    kind: GroupKind
    names: dict[str, str] | None
    areas: int
    voices: int
    share: float
    people_share: float
    weighted_share: float


@dataclass(frozen=True)
class Fit:
    """Voices raked to groups of areas and ties at once.

    `ties` are the shares of `COMPARED` after raking. `left_out` are people of areas with too few voices to be joined
    even to one another.
    """

    areas: tuple[RakedArea, ...]
    ties: tuple[float, ...]
    raked: Raked
    left_out: float


@dataclass(frozen=True)
class _Group:
    kind: GroupKind
    members: tuple[int, ...]  # places in the frame
    cells: Floats  # protected counts by tie


def fitted(frame: StatisticsFrame, keys: Keys, residents: Floats, homes: Floats) -> tuple[Fit | None, Reason]:
    """Voices by area and tie raked to residents and holiday homes.

    Area by area where weights can meet both at once; else the areas are put together by how many holiday homes they
    have, because a tie that nobody of an area told cannot be made up by any weight.
    """
    fit, reason = _fit(frame, _by_area(frame, keys, residents + homes), residents, homes)
    if fit is None:
        fit, _again = _fit(frame, _by_homes(frame, keys, residents, homes), residents, homes)
    return fit, "" if fit else reason


def _by_area(frame: StatisticsFrame, keys: Keys, people: Floats) -> list[_Group]:
    settled = [at for at in range(len(frame.area_ids)) if people[at] > 0]
    single = [_grouped("area", [at], frame, keys) for at in settled]
    large = [group for group in single if group.cells.sum() >= LEAST_TOLD]
    small = [group.members[0] for group in single if group.cells.sum() < LEAST_TOLD]
    return [*large, _grouped("rest", small, frame, keys)] if small else large


def _by_homes(frame: StatisticsFrame, keys: Keys, residents: Floats, homes: Floats) -> list[_Group]:
    people = residents + homes
    share = np.divide(homes, people, out=np.zeros_like(people), where=people > 0)
    kinds: tuple[GroupKind, ...] = ("lived_in", "mixed", "holiday")
    found = np.digitize(share, (FEW_HOMES, MANY_HOMES))
    members = [np.flatnonzero((found == number) & (people > 0)).tolist() for number in range(3)]
    return [_grouped(kind, some, frame, keys) for kind, some in zip(kinds, members, strict=True) if some]


def _grouped(kind: GroupKind, members: Sequence[int], frame: StatisticsFrame, keys: Keys) -> _Group:
    """Areas together, each tie's count protected as one cell; what is not told counts as none."""
    ids = [frame.area_ids[at] for at in members]
    cells = [told([key for one in ids for key in keys.get((one, tie), ())]) or 0 for tie in COMPARED]
    return _Group(kind, tuple(members), np.array(cells, dtype=np.float64))


def _fit(
    frame: StatisticsFrame, groups: Sequence[_Group], residents: Floats, homes: Floats
) -> tuple[Fit | None, Reason]:
    used = [group for group in groups if group.cells.sum() > 0]
    if len(used) < 2:
        return None, "few"
    members = [list(group.members) for group in used]
    seed = np.array([group.cells for group in used])
    rows = np.array([residents[some].sum() + homes[some].sum() for some in members])
    taking_part = [at for some in members for at in some]
    columns = np.array([residents[taking_part].sum(), homes[taking_part].sum()])
    try:
        result = raked(seed, rows, columns)
    except ValueError:
        return None, "no_fit"
    counted = seed * np.nan_to_num(result.weights)
    voices, weighted = seed.sum(axis=1), counted.sum(axis=1) / counted.sum()
    areas = tuple(
        RakedArea(
            kind=group.kind,
            names=frame.names[group.members[0]] if group.kind == "area" else None,
            areas=len(group.members),
            voices=int(voices[at]),
            share=float(voices[at] / voices.sum()),
            people_share=float(rows[at] / rows.sum()),
            weighted_share=float(weighted[at]),
        )
        for at, group in enumerate(used)
    )
    left_out = float((residents + homes).sum() - rows.sum())
    return Fit(areas, tuple((counted.sum(axis=0) / counted.sum()).tolist()), result, left_out), ""
