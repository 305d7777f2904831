"""Bringing an approved import in, all of it or nothing: plans and layers out of features, and plans as they are."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from boundaries.database import sql
from geo.errors import GeometryProblem
from layers.plans.designations import designation
from layers.plans.importing import store_plan
from layers.plans.land_use import LAND_USE_LIST
from layers.plans.models import PlanRepeal, ZoningPlan, ZoningUnit
from layers.plans.ryhti.model import PlanFileProblem
from layers.plans.ryhti.repeals import apply_repeals
from layers.plans.ryhti.taking_in import take_in
from service.audit import record
from service.errors import EditConflict
from service.i18n import gettext as _
from service.layer_imports import before
from service.layer_imports.layers import bring_layer, stamp_of_layer
from service.layer_imports.models import LayerImport
from service.layer_imports.plan_files import plans_as_typed
from service.layer_imports.report import PACKAGE, Report, fate_values, report_of, with_fates
from service.layer_imports.sight import FOR_STAFF
from service.layer_imports.targets import PLAN_COLUMNS, plan_input
from service.permissions import Actor

#: Up to so many features are brought in while the planner waits; more in the background.
AT_ONCE = 2_000


class CannotBeUsed(EditConflict):
    """What was approved cannot be brought in; the message says why."""


def apply_import(db: Session, actor: Actor, row: LayerImport, mark: str, path: Path, ground: BaseGeometry) -> None:
    """Bring in what the report says. Flushes, never commits.

    Parameters
    ----------
    mark : of the report that was approved.
    path : the import's file, for plans that are read from it anew.
    ground : the municipality in the metric CRS.

    Raises
    ------
    EditConflict
        when what would be done is no longer what was approved, or none of it can be used.
    """
    report = report_of(db, row)
    if row.state not in ("ready", "applying") or report.mark != mark:
        raise EditConflict(_("Something changed after this report was made. Look at the new one and approve it."))
    if row.target["kind"] == "layer":
        layer_id = bring_layer(db, row, actor.sight).id
        db.flush()
        row.outcome = {"layer": layer_id, "stamp": stamp_of_layer(db, layer_id), "features": report.taken}
        _done(db, actor, row, report)
        return
    if row.target["kind"] == "plans":
        touched, made = _plan_file(db, row, path, ground)
    else:
        touched, made = _plan(db, row, report)
    stamp = db.scalar(sql(PACKAGE, "stamp_of_plans"), {"plans": touched})
    row.visibility = FOR_STAFF
    row.outcome = {"plans": made, "touched": touched, "stamp": stamp, "features": report.taken}
    _done(db, actor, row, report)


def _done(db: Session, actor: Actor, row: LayerImport, report: Report) -> None:
    row.done = row.total = report.taken
    row.state, row.applied_at = "applied", dt.datetime.now(dt.UTC)
    db.flush()
    record(
        db,
        actor,
        "layer.import.applied",
        "layer_import",
        str(row.id),
        kind=row.target["kind"],
        plans=len(row.outcome.get("plans", ())),
        sha256=bytes(row.sha256).hex(),
        **report.counts,
    )


def _plan(db: Session, row: LayerImport, report: Report) -> tuple[list[int], list[int]]:
    """A plan out of the features of a file; the numbers of all plans that were touched, and of the plan."""
    if not report.taken:
        raise CannotBeUsed(_("None of the features can be used."))
    plan = plan_input(row.target, row.file_name)
    keep_plans(db, row, [plan.plan_key], [])
    outline = db.execute(with_fates("outline_of_features"), fate_values(row)).scalar_one()
    stored = store_plan(db, row.municipality_id, plan, shapely.from_wkb(bytes(outline)))
    db.execute(delete(ZoningUnit).where(ZoningUnit.plan_id == stored.id))
    columns = {part: row.target.get("columns", {}).get(part, "") for part in PLAN_COLUMNS}
    values = {**fate_values(row), **columns, "plan_id": stored.id, "code_list": LAND_USE_LIST, "uses": _uses(db, row)}
    db.execute(with_fates("units_from_features"), values)
    apply_repeals(db, row.municipality_id)
    return [stored.id], [stored.id]


def _uses(db: Session, row: LayerImport) -> str:
    column = row.target.get("columns", {}).get("letter", "")
    if not column:
        return "{}"
    letters = db.execute(with_fates("letters"), {**fate_values(row), "column": column})
    return json.dumps({one.letter: designation(one.letter).land_use for one in letters})


def _plan_file(db: Session, row: LayerImport, path: Path, ground: BaseGeometry) -> tuple[list[int], list[int]]:
    try:
        plans = plans_as_typed(row, path)
        kept = keep_plans(
            db, row, [one.plan.plan_key for one in plans], [end.object_key for one in plans for end in one.repeals]
        )
        take_in(db, row.municipality_id, plans, None if row.target.get("outside") or ground.is_empty else ground)
    except (PlanFileProblem, GeometryProblem, OSError) as problem:
        raise CannotBeUsed(_("The plans could not be brought in. Send the file again.")) from problem
    keys = [one.plan.plan_key for one in plans]
    made = _ids(db, row.municipality_id, keys)
    return sorted({*kept, *made}), made


def keep_plans(db: Session, row: LayerImport, keys: Sequence[str], ended: Sequence[str]) -> list[int]:
    """Keep the plans of some keys, and those with parts that the import ends, as they are; returns their numbers."""
    plans = set(_ids(db, row.municipality_id, keys))
    if ended:
        cut = (
            select(ZoningUnit.plan_id)
            .join(ZoningPlan, ZoningPlan.id == ZoningUnit.plan_id)
            .where(
                ZoningPlan.municipality_id == row.municipality_id,
                ZoningUnit.regulations["object_key"].astext.in_(list(ended)),
            )
        )
        plans.update(db.scalars(cut))
    numbers = sorted(plans)
    before.keep(db, row, "plan", ZoningPlan.id.in_(numbers))
    before.keep(db, row, "unit", ZoningUnit.plan_id.in_(numbers))
    before.keep(db, row, "repeal", PlanRepeal.plan_id.in_(numbers))
    return numbers


def _ids(db: Session, municipality_id: int, keys: Sequence[str]) -> list[int]:
    where: list[Any] = [ZoningPlan.municipality_id == municipality_id, ZoningPlan.plan_key.in_(list(keys))]
    return list(db.scalars(select(ZoningPlan.id).where(*where).order_by(ZoningPlan.id)))
