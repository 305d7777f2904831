"""A zoning unit as plain values, as reads give it and the coverage takes it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

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
