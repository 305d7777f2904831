"""A later plan ends parts of earlier ones: what it ended is no more among the units in force.

A repeal names the earlier plan's part by its key and, when the part does not end as a whole, gives the geometry
that stays valid (`validityGeometry` of the plan model: the rest, not what is taken away). It is kept, so that
it holds whichever plan comes in first and when the earlier one is taken in again.
"""

from __future__ import annotations

from collections.abc import Sequence

import shapely
from geoalchemy2.shape import from_shape, to_shape
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from geo.crs import METRIC
from layers.plans.land_use import plan_status
from layers.plans.models import PlanRepeal, ZoningPlan, ZoningUnit
from layers.plans.ryhti.model import Repeal

#: What is left of a unit below this came from borders that do not meet exactly.
LEAST_M2 = 1.0


def keep_repeals(db: Session, plan: ZoningPlan, repeals: Sequence[Repeal]) -> None:
    """Store what a plan ends, in place of what was stored for it before. Flushes."""
    db.execute(delete(PlanRepeal).where(PlanRepeal.plan_id == plan.id))
    for repeal in repeals:
        remaining = None if repeal.remaining is None else from_shape(_polygons(repeal.remaining), METRIC.epsg)
        db.add(PlanRepeal(plan_id=plan.id, object_key=repeal.object_key, remaining=remaining))
    db.flush()


def apply_repeals(db: Session, municipality_id: int) -> list[str]:
    """End what the municipality's plans in force end of the others; returns what was done, a sentence each.

    A repeal takes effect when the plan that makes it is in force. A part said to end both as a whole and in
    part keeps the stated rest: no more is taken away than any statement is sure of. A rest that does not meet
    its part is an error of the file: the part is left as it is, and told. Units already cut are not told again.
    """
    told: list[str] = []
    touched: set[int] = set()
    units = _units_by_key(db, municipality_id)
    by_part: dict[tuple[int, str], list[PlanRepeal]] = {}
    rows = db.execute(
        select(PlanRepeal, ZoningPlan)
        .join(ZoningPlan, ZoningPlan.id == PlanRepeal.plan_id)
        .where(ZoningPlan.municipality_id == municipality_id)
        .order_by(PlanRepeal.id)
    ).all()
    plans = {plan.id: plan for _, plan in rows}
    for repeal, plan in rows:
        if plan_status(plan.life_cycle_status).phase == "in_force":
            by_part.setdefault((plan.id, repeal.object_key), []).append(repeal)
    for (plan_id, key), repeals in by_part.items():
        targets = [unit for unit in units.get(key, []) if unit.plan_id != plan_id]
        if not targets:
            told.append(f"part {key}, which it ends, is not here yet")
        for unit in targets:
            words = _end(db, unit, repeals, plans[plan_id])
            if words:
                told.append(words)
                touched.add(unit.plan_id)
    db.flush()
    for plan_id in sorted(touched):
        _draw_outline(db, plan_id)
    return told


def _draw_outline(db: Session, plan_id: int) -> None:
    # A plan's outline is the union of its units; one that has none left keeps where it was.
    shapes = [to_shape(geom) for geom in db.scalars(select(ZoningUnit.geom).where(ZoningUnit.plan_id == plan_id))]
    if shapes:
        outline = from_shape(_polygons(shapely.union_all(shapes)), METRIC.epsg)
        db.execute(update(ZoningPlan).where(ZoningPlan.id == plan_id).values(geom=outline))


def _units_by_key(db: Session, municipality_id: int) -> dict[str, list[ZoningUnit]]:
    found: dict[str, list[ZoningUnit]] = {}
    rows = db.scalars(
        select(ZoningUnit)
        .join(ZoningPlan, ZoningPlan.id == ZoningUnit.plan_id)
        .where(ZoningPlan.municipality_id == municipality_id, ZoningUnit.regulations.has_key("object_key"))
        .order_by(ZoningUnit.id)
    )
    for unit in rows:
        found.setdefault(str(unit.regulations["object_key"]), []).append(unit)
    return found


def _end(db: Session, unit: ZoningUnit, repeals: Sequence[PlanRepeal], by: ZoningPlan) -> str:
    before = to_shape(unit.geom)
    rests = [to_shape(one.remaining) for one in repeals if one.remaining is not None]
    name = f"{unit.letter or 'part'} {unit.number} of an earlier plan"
    if not rests:
        db.delete(unit)
        return f"{name} is no more in force"
    after = _polygons(shapely.intersection(before, shapely.union_all(rests)))
    if after.area < LEAST_M2:
        return f"{name}: the rest that should stay in force does not meet it; left as it is"
    if before.area - after.area < LEAST_M2:
        return ""
    unit.geom = from_shape(after, METRIC.epsg)
    unit.area_m2 = float(after.area)
    since = by.valid_from.isoformat() if by.valid_from else None
    unit.regulations = {
        **unit.regulations,
        "repealed": {"by_plan": by.plan_key, "since": since, "area_m2": round(before.area - after.area, 1)},
    }
    return f"{name}: {after.area:.0f} m2 of {before.area:.0f} m2 stay in force"


def _polygons(geometry: BaseGeometry) -> MultiPolygon:
    sound = shapely.make_valid(geometry)
    parts = [one for one in shapely.get_parts(shapely.get_parts(sound)) if one.geom_type == "Polygon"]
    return MultiPolygon(parts)
