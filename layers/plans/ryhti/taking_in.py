"""Storing plans that were read, with their repeals, and a report in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from layers.plans.importing import import_plan
from layers.plans.land_use import plan_status
from layers.plans.ryhti.model import PlanFileProblem, ReadPlan
from layers.plans.ryhti.repeals import apply_repeals, keep_repeals

MENDED = {"mended": "mended", "left_out": "left out"}


@dataclass(frozen=True, slots=True)
class PlansReport:
    """What came in: counts, and the sentences to print."""

    plans: int
    units: int
    lines: list[str]


def take_in(db: Session, municipality_id: int, plans: Sequence[ReadPlan], inside: BaseGeometry | None) -> PlansReport:
    """Store plans, replace those of the same key, and end what they end of others. Flushes, never commits.

    `inside` is the municipality's outline in the metric CRS; None takes plans wherever they lie.

    Raises
    ------
    PlanFileProblem
        for a plan that lies outside the municipality.
    NotGeometry
        for a plan none of whose parts, nor its outline, can be used.
    """
    lines: list[str] = []
    count = 0
    for read in plans:
        key = read.plan.plan_key
        if inside is not None and not inside.intersects(read.outline):
            raise PlanFileProblem(
                f"Plan {key} lies outside the municipality: is its coordinate system right?", "plan_outside", key=key
            )
        done = import_plan(db, municipality_id, read.plan, read.units, outline=read.outline)
        keep_repeals(db, done.plan, read.repeals)
        count += done.unit_count
        lines.append(_summary(read, done.unit_count))
        lines += [f"  part {one.number}: {MENDED[one.kind]}, {one.detail}" for one in done.remarks]
        lines += [f"  {remark}" for remark in read.remarks]
    lines += [f"  {told}" for told in apply_repeals(db, municipality_id)]
    return PlansReport(len(plans), count, lines)


def _summary(read: ReadPlan, units: int) -> str:
    name = next(iter(read.plan.names.values()))
    status = plan_status(read.plan.life_cycle_status).names["en"]
    since = f" from {read.plan.valid_from.isoformat()}" if read.plan.valid_from else ""
    hectares = read.outline.area / 10_000
    ends = f", ends {len(read.repeals)} parts of other plans" if read.repeals else ""
    return (
        f"{name} ({read.plan.plan_key}): {status}{since}, {hectares:.1f} ha, {units} land uses, "
        f"{read.details} other parts{ends}."
    )
