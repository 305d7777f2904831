"""How unevenly a group lives over the areas of one zoning, with what chance alone would give beside it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from geo.stats.segregation import Scale, Segregation, beyond_chance, multiscale_profile, segregation
from service.analysis.spread.figures import Measured

DRAWS, SEED = 999, 1
#: How far around an area its neighbourhood reaches, in metres; 0 is the area itself.
RADII_M = (0.0, 1000.0, 2000.0, 4000.0, 8000.0, 16000.0)


@dataclass(frozen=True, slots=True)
class Apart:
    """Segregation of a group over `areas` areas of one zoning.

    `share` is the group's part of all people (0-1). `by_chance` is the D that the same people would have were the
    group spread at random, `corrected` what is left of D, `p` the part of random spreads with as much. `profile` is
    by width of neighbourhood. `problem` is ``no_group`` (the index is none), ``no_share``, ``no_values``,
    ``one_area``, ``nobody`` or ``everybody``, empty without one.
    """

    areas: int
    problem: str
    share: float | None = None
    measures: Segregation | None = None
    by_chance: float | None = None
    corrected: float | None = None
    p: float | None = None
    profile: tuple[Scale, ...] = ()


def apart(measured: Measured) -> Apart:
    """Segregation of an indicator's group."""
    known = measured.known
    problem = _problem(measured)
    if problem:
        return Apart(int(known.sum()), problem)
    group, total = measured.part[known], measured.whole[known]
    chance = beyond_chance(group, total, draws=DRAWS, seed=SEED)
    points = shapely.get_coordinates(shapely.point_on_surface(measured.areas.geometry[known]))
    return Apart(
        areas=int(known.sum()),
        problem="",
        share=float(group.sum() / total.sum()),
        measures=segregation(group, total),
        by_chance=chance.by_chance,
        corrected=chance.corrected,
        p=chance.p_value,
        profile=tuple(multiscale_profile(group, total, points, RADII_M)),
    )


def _problem(measured: Measured) -> str:
    if measured.indicator is None:
        return "no_group"
    if not measured.is_share:
        return "no_share"
    known = measured.known
    if not known.any():
        return "no_values"
    if known.sum() == 1:
        return "one_area"
    # Random spreads deal out whole people, so a group of less than half a person is nobody.
    group, total = np.rint(measured.part[known]).sum(), np.rint(measured.whole[known]).sum()
    if group <= 0:
        return "nobody"
    return "everybody" if group >= total else ""
