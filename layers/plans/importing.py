"""Taking a zoning plan in: each unit is checked alone, mended with a note, and never loses the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

import shapely
from geoalchemy2.shape import from_shape
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from geo.crs import METRIC
from geo.errors import GeometryProblem, NotGeometry
from geo.geometry import repaired
from layers.plans.land_use import LIFE_CYCLE_LIST
from layers.plans.models import ZoningPlan, ZoningUnit

PLAN_KINDS = ("detailed", "master")


@dataclass(frozen=True, slots=True)
class PlanInput:
    """A plan to be taken in. `life_cycle_status` is a code URI; `names` by language code."""

    plan_key: str
    names: dict[str, str]
    life_cycle_status: str
    plan_kind: str = "detailed"
    approved_on: dt.date | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    is_synthetic: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class UnitInput:
    """A unit to be taken in. `geom` is a polygon or multipolygon in the metric CRS, sound or not."""

    number: str
    letter: str
    land_use: str
    geom: BaseGeometry
    names: dict[str, str] = field(default_factory=dict)
    regulations: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UnitRemark:
    """What was done to a unit: ``mended`` with the changes, or ``left_out`` with the reason's code."""

    number: str
    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class ImportedPlan:
    """The plan as stored, how many units it got, and what had to be done to some of them."""

    plan: ZoningPlan
    unit_count: int
    remarks: tuple[UnitRemark, ...]


class UnknownLifeCycleStatus(ValueError):
    """A plan's status is not an address of the national life-cycle code list."""


def import_plan(
    db: Session,
    municipality_id: int,
    plan: PlanInput,
    units: Iterable[UnitInput],
    *,
    outline: BaseGeometry | None = None,
) -> ImportedPlan:
    """Store a plan with its units; a plan of the same key is replaced, so that a repeat changes nothing.

    The plan's outline is the union of its units; `outline`, in the metric CRS, stands for it in a plan that has
    no units yet. Flushes, never commits.

    Raises
    ------
    UnknownLifeCycleStatus
        when the status is a label instead of a code's address.
    NotGeometry
        when no unit can be used, and there is no outline of an area either.
    """
    if not plan.life_cycle_status.startswith(LIFE_CYCLE_LIST):
        raise UnknownLifeCycleStatus(plan.life_cycle_status)
    sound, remarks = _sound_units(units)
    if not sound and outline is None:
        raise NotGeometry(detail=f"plan {plan.plan_key} has no usable unit")
    whole = shapely.union_all([shape for _, shape in sound]) if sound else repaired(outline).geometry
    stored = store_plan(db, municipality_id, plan, whole)
    db.execute(delete(ZoningUnit).where(ZoningUnit.plan_id == stored.id))
    db.add_all(_row(stored.id, unit, shape) for unit, shape in sound)
    db.flush()
    return ImportedPlan(stored, len(sound), tuple(remarks))


def _sound_units(
    units: Iterable[UnitInput],
) -> tuple[list[tuple[UnitInput, MultiPolygon]], list[UnitRemark]]:
    sound: list[tuple[UnitInput, MultiPolygon]] = []
    remarks: list[UnitRemark] = []
    for unit in units:
        try:
            repair = repaired(shapely.force_2d(unit.geom))
            shape = _multi(repair.geometry)
        except GeometryProblem as error:
            remarks.append(UnitRemark(unit.number, "left_out", error.code))
            continue
        if repair.changes:
            remarks.append(UnitRemark(unit.number, "mended", ", ".join(repair.changes)))
        sound.append((unit, shape))
    return sound, remarks


def store_plan(db: Session, municipality_id: int, plan: PlanInput, outline: BaseGeometry) -> ZoningPlan:
    """Make the plan of a key, or bring it up to date; its units are left as they are. Flushes.

    `outline` is in the metric CRS. Raises UnknownLifeCycleStatus for a label in place of a code's address.
    """
    if not plan.life_cycle_status.startswith(LIFE_CYCLE_LIST):
        raise UnknownLifeCycleStatus(plan.life_cycle_status)
    found = db.scalar(
        select(ZoningPlan).where(ZoningPlan.municipality_id == municipality_id, ZoningPlan.plan_key == plan.plan_key)
    )
    stored = found or ZoningPlan(municipality_id=municipality_id, plan_key=plan.plan_key)
    stored.names = plan.names
    stored.plan_kind = plan.plan_kind
    stored.life_cycle_status = plan.life_cycle_status
    stored.approved_on = plan.approved_on
    stored.valid_from = plan.valid_from
    stored.valid_to = plan.valid_to
    stored.is_synthetic = plan.is_synthetic
    stored.source = plan.source
    stored.geom = from_shape(_multi(outline), METRIC.epsg)
    db.add(stored)
    db.flush()
    return stored


def _row(plan_id: int, unit: UnitInput, shape: MultiPolygon) -> ZoningUnit:
    return ZoningUnit(
        plan_id=plan_id,
        number=unit.number,
        letter=unit.letter,
        land_use=unit.land_use,
        names=unit.names,
        regulations=unit.regulations,
        area_m2=float(shape.area),
        geom=from_shape(shape, METRIC.epsg),
    )


def _multi(geometry: BaseGeometry) -> MultiPolygon:
    if geometry.geom_type not in ("Polygon", "MultiPolygon"):
        raise NotGeometry(detail=geometry.geom_type)
    return geometry if geometry.geom_type == "MultiPolygon" else MultiPolygon([geometry])
