"""Zoning units as plain values, one by one or by letter, as reads give them and the coverage takes them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True, slots=True)
class PlanUnit:
    """A part of a plan with one land use.

    `letter` is as in the plan (``AK-1``), `land_use` and `life_cycle_status` are code URIs, `geom` is in the
    metric CRS. `names`, `plan_names` by language code. Days are None where the plan does not state them.
    """

    id: int
    plan_id: int
    letter: str
    geom: BaseGeometry
    number: str = ""
    land_use: str = ""
    names: dict[str, str] = field(default_factory=dict)
    plan_names: dict[str, str] = field(default_factory=dict)
    plan_kind: str = "detailed"
    life_cycle_status: str = ""
    approved_on: dt.date | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    is_synthetic: bool = False
    regulations: dict[str, object] = field(default_factory=dict)
    area_m2: float = 0.0
    source: str = ""


@dataclass(frozen=True, slots=True)
class LetterGround:
    """The units of one letter of one plan.

    A unit by itself costs more to make than to reckon with, and there may be ten thousand: so `ids` and `shapes`, in
    the metric CRS, hold one entry for each, and `unit` alone, the first of them, has the plan's facts.
    """

    unit: PlanUnit
    ids: tuple[int, ...]
    shapes: NDArray[np.object_]
