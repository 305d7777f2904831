"""Files that are plans by themselves: Ryhti JSON of the national plan model, and the plan GML of the pilots."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from boundaries.reading.batches import BATCH, Batch
from boundaries.reading.errors import UploadProblem
from boundaries.reading.geojson_stream import GeoJsonStream
from geo.candidates import ranked, systems_near
from geo.crs import METRIC
from layers.intake.placing import place_batch
from layers.plans.land_use import code_of
from layers.plans.ryhti.gml import read_gml
from layers.plans.ryhti.model import MOST_BYTES, PlanFileProblem, ReadPlan
from layers.plans.ryhti.reading import read_ryhti
from service.layer_imports.keeping import keep_batch
from service.layer_imports.models import LayerImport
from service.layer_imports.systems import landing
from service.layer_imports.targets import plan_input

GML_ENDINGS = (".gml", ".xml")
MOST_REMARKS = 300
_POSITIONS = re.compile(rb"<(?:\w+:)?pos(?:List)?\b[^>]*>([^<]{1,2000})")
_PLAN_MEMBERS = {"planKey", "planMatterPhases"}


def is_plan_file(path: Path, name: str) -> bool:
    """Whether a file is a plan of the national model by its ending and its outermost members."""
    ending = PurePath(name.lower()).suffix
    if not path.stat().st_size:
        return False  # that it is empty is said of any file alike
    if ending in GML_ENDINGS:
        return True
    if ending != ".json" or path.stat().st_size > MOST_BYTES:
        return False
    document = GeoJsonStream(path)
    try:
        for _feature in document.features():
            return False
    except UploadProblem:
        return False  # what is wrong with it is said by who reads it
    return bool(_PLAN_MEMBERS & set(document.members))


def read_plan_file(db: Session, row: LayerImport, path: Path, ground: BaseGeometry) -> None:
    """Read the plans of an import and keep their land uses as features; or a question, or why they cannot be used.

    Raises UploadProblem with the code of a `PlanFileProblem`.
    """
    try:
        plans = plans_of(row, path)
    except PlanFileProblem as problem:
        if problem.code == "plan_crs_missing":
            row.state, row.question = "asking", _system_question(path.read_bytes(), ground)
            return
        raise UploadProblem(problem.code, **problem.values) from problem
    _keep_units(db, row, plans, ground)
    is_stated = not row.wish.get("status_missing")
    row.target = {"kind": "plans", "outside": False, "plans": [_typed(one, is_stated) for one in plans]}
    row.facts = {
        **row.facts,
        "format": "Ryhti" if _is_json(row) else "GML",
        "plans": [_facts(p, ground) for p in plans],
    }
    row.state = "ready"


def plans_of(row: LayerImport, path: Path) -> list[ReadPlan]:
    """The plans of an import's file, as the wishes of the import say. Raises PlanFileProblem."""
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if _is_json(row):
        return read_ryhti(data)
    epsg = row.wish.get("epsg")
    try:
        return read_gml(data, epsg=epsg)
    except PlanFileProblem as problem:
        if problem.code != "plan_status_unknown":
            raise
    # The status is asked on the page; the plan is read meanwhile as one that is under way.
    row.wish = {**row.wish, "status_missing": True}
    return read_gml(data, epsg=epsg, status="02")


def plans_as_typed(row: LayerImport, path: Path) -> list[ReadPlan]:
    """The plans with names, kinds, statuses and days as they were typed on the page. Raises PlanFileProblem."""
    typed = {one["key"]: one for one in row.target["plans"]}
    found = []
    for read in plans_of(row, path):
        said = plan_input(typed[read.plan.plan_key], read.plan.source)
        found.append(replace(read, plan=replace(said, names={**read.plan.names, **said.names})))
    return found


def _is_json(row: LayerImport) -> bool:
    return PurePath(row.file_name.lower()).suffix == ".json"


def _keep_units(db: Session, row: LayerImport, plans: Sequence[ReadPlan], ground: BaseGeometry) -> None:
    units = [(read.plan.plan_key, unit) for read in plans for unit in read.units]
    repaired = used = inside = 0
    for start in range(0, len(units), BATCH):
        some = units[start : start + BATCH]
        shapes = np.empty(len(some), dtype=object)
        shapes[:] = [unit.geom for _key, unit in some]
        values: list[dict[str, Any]] = [
            {
                "plan": key,
                "number": unit.number,
                "letter": unit.letter,
                "land_use": unit.land_use,
                "name": next(iter(unit.names.values()), ""),
            }
            for key, unit in some
        ]
        placed = place_batch(Batch(start + 1, values, shapely.force_2d(shapes), {}), METRIC.epsg, ground)
        repaired += keep_batch(db, row, placed)
        there = ~shapely.is_missing(placed.shapes)
        used += int(there.sum())
        inside += int((placed.is_inside & there).sum())
    row.done = row.total = len(units)
    row.facts = {"kinds": {"area": used}, "used": used, "inside": inside, "repaired": repaired, "columns": []}


def _typed(read: ReadPlan, is_stated: bool) -> dict[str, str]:
    plan = read.plan
    return {
        "key": plan.plan_key,
        "name_fi": plan.names.get("fi", "") if plan.names.get("fi") != plan.plan_key else "",
        "name_sv": plan.names.get("sv", ""),
        "plan_kind": plan.plan_kind,
        "status": code_of(plan.life_cycle_status) if is_stated else "",
        "approved_on": plan.approved_on.isoformat() if plan.approved_on else "",
        "valid_from": plan.valid_from.isoformat() if plan.valid_from else "",
        "valid_to": plan.valid_to.isoformat() if plan.valid_to else "",
    }


def _facts(read: ReadPlan, ground: BaseGeometry) -> dict[str, Any]:
    return {
        "key": read.plan.plan_key,
        "units": len(read.units),
        "details": read.details,
        "repeals": len(read.repeals),
        "area_m2": round(float(read.outline.area), 1),
        "outline": shapely.to_wkb(read.outline, hex=True),
        "is_inside": ground.is_empty or bool(ground.intersects(read.outline)),
        "remarks": read.remarks[:MOST_REMARKS],
    }


def _system_question(data: bytes, ground: BaseGeometry) -> dict[str, Any]:
    """The systems that the first positions of a GML file may be in, with where they would land."""
    places: list[tuple[float, float]] = []
    for found in _POSITIONS.finditer(data):
        try:
            numbers = [float(word) for word in found[1].split()[:2]]
        except ValueError:
            continue
        if len(numbers) == 2:
            places.append((numbers[0], numbers[1]))
        if len(places) == 200:
            break
    middle = METRIC.to_lonlat(ground.centroid.x, ground.centroid.y) if not ground.is_empty else (26.0, 64.0)
    candidates = [one for one in ranked(places, systems_near(middle), ground) if one.epsg != 4326]
    return {
        "name": "crs",
        "problem": None,
        "epsg": None,
        "stated": "",
        "candidates": [
            [one.epsg, one.share, 0.0, landing(places, replace(one, swapped_share=0.0))] for one in candidates
        ],
    }
