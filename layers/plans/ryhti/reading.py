"""Ryhti JSON to plans: a SpatialPlan alone, or a whole plan matter with its decided plans."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from shapely.geometry.base import BaseGeometry

from geo.errors import GeometryProblem
from layers.plans.importing import PlanInput, UnitInput
from layers.plans.land_use import LIFE_CYCLE_LIST, code_of
from layers.plans.ryhti.details import Detail, with_details
from layers.plans.ryhti.model import MOST_BYTES, PlanFileProblem, ReadPlan, Repeal
from layers.plans.ryhti.regulations import Group, groups_of, letter_and_use, said
from layers.plans.ryhti.shapes import geometry_of
from layers.plans.ryhti.values import day, objects, text, texts

Json = dict[str, Any]
NAME_LENGTH = 120


def read_ryhti(data: bytes) -> list[ReadPlan]:
    """The plans of a Ryhti JSON file, in the metric CRS.

    Raises
    ------
    PlanFileProblem
        for a file that is too large, no JSON, or holds no plan; the sentence names what is missing.
    """
    if len(data) > MOST_BYTES:
        megabytes = MOST_BYTES // 1_000_000
        raise PlanFileProblem(f"The file is larger than {megabytes} MB.", "plan_too_large", megabytes=megabytes)
    try:
        document = json.loads(data, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise PlanFileProblem("The file is not sound JSON.", "plan_not_sound", format="JSON") from error
    if not isinstance(document, dict):
        raise PlanFileProblem("The file holds no plan: a plan is a JSON object with a planKey.", "plan_missing")
    found = [_plan(plan, matter) for plan, matter in _plans(document)]
    if not found:
        raise PlanFileProblem(
            "The file holds no plan: there is neither a planKey nor a decision with plans.", "plan_missing"
        )
    return found


def _refuse_constant(name: str) -> float:
    raise ValueError(name)


def _plans(document: Json) -> Iterator[tuple[Json, Json]]:
    if "planKey" in document:
        yield document, {}
        return
    # A plan may stand in several phases of its matter; the last phase is where it is now.
    latest: dict[str, tuple[Json, Json]] = {}
    for phase in objects(document.get("planMatterPhases"), "planMatterPhases"):
        decision = phase.get("planDecision")
        if not isinstance(decision, dict):
            continue
        matter = {**document, "decided": decision.get("dateOfDecision")}
        for plan in objects(decision.get("plans"), "planDecision.plans"):
            latest[text(plan.get("planKey"))] = plan, matter
    yield from latest.values()


def _plan(plan: Json, matter: Json) -> ReadPlan:
    key = text(plan.get("planKey"))
    if not key:
        raise PlanFileProblem("A plan has no planKey.", "plan_without_key")
    status = text(plan.get("lifeCycleStatus"))
    if not status.startswith(LIFE_CYCLE_LIST):
        raise PlanFileProblem(
            f"Plan {key} has no lifeCycleStatus of the national code list.", "plan_status_missing", key=key
        )
    remarks: list[str] = []
    outline = _placed(plan.get("geographicalArea"), "geographicalArea", remarks)
    if outline is None:
        raise PlanFileProblem(f"The area of plan {key} cannot be used: {remarks[0]}", "plan_outline", key=key)
    groups = groups_of(plan)
    units, details = _parts(plan, groups, remarks)
    units, astray = with_details(units, details)
    remarks += [f"part {one}: lies in no land use of the plan" for one in astray]
    general = objects(plan.get("generalRegulationGroups"), "generalRegulationGroups")
    if general:
        rules = [said(one) for one in general]
        units = [replace(unit, regulations={**unit.regulations, "general": rules}) for unit in units]
    validity = plan.get("periodOfValidity")
    validity = validity if isinstance(validity, dict) else {}
    return ReadPlan(
        plan=PlanInput(
            plan_key=key,
            names=_names(plan, matter, key),
            life_cycle_status=status,
            plan_kind="master" if code_of(text(matter.get("planType"))).startswith("2") else "detailed",
            approved_on=day(plan.get("approvalDate")) or day(matter.get("decided")),
            valid_from=day(validity.get("begin")),
            valid_to=day(validity.get("end")),
            source="Ryhti",
        ),
        outline=outline,
        units=units,
        details=len(details),
        repeals=list(_repeals(plan, remarks)),
        remarks=remarks,
    )


def _names(plan: Json, matter: Json, key: str) -> dict[str, str]:
    """The matter's name, or the first sentence of the plan's description, or its key: plans alone have no name."""
    described = texts(matter.get("name")) or texts(plan.get("name")) or texts(plan.get("planDescription"))
    return {language: _shortened(words) for language, words in described.items()} or {"fi": key}


def _shortened(words: str) -> str:
    first = words.partition(". ")[0].rstrip(".")
    return first if len(first) <= NAME_LENGTH else f"{first[: NAME_LENGTH - 1].rstrip()}…"


def _parts(plan: Json, groups: dict[str, list[Group]], remarks: list[str]) -> tuple[list[UnitInput], list[Detail]]:
    units: list[UnitInput] = []
    details: list[Detail] = []
    for number, part in enumerate(objects(plan.get("planObjects"), "planObjects"), start=1):
        key = text(part.get("planObjectKey")) or f"part-{number}"
        shape = _placed(part.get("geometry"), f"part {key}", remarks)
        if shape is None:
            continue
        own = groups.get(key, [])
        says: Json = {"groups": [said(group) for group in own], **_traits(part)}
        letter, use = letter_and_use(own)
        names = texts(part.get("name"))
        if use and shape.geom_type in ("Polygon", "MultiPolygon"):
            units.append(UnitInput(str(number), letter, use, shape, names, {"object_key": key, **says}))
        else:
            details.append(Detail(key, shape, {"names": names, **says}))
    return units, details


def _traits(part: Json) -> Json:
    """Life cycle, validity, whether it is underground, and vertical limits, as far as they are stated."""
    stated: Json = {"status": text(part.get("lifeCycleStatus"))}
    underground = code_of(text(part.get("undergroundStatus")))
    if underground:
        # RY_MaanalaisuudenLaji: 01 underground, 02 on the ground.
        stated["is_underground"] = underground == "01"
    for ours, theirs in (("vertical_limits", "verticalLimit"), ("validity", "periodOfValidity")):
        limits = part.get(theirs)
        if isinstance(limits, dict):
            kept = {str(k)[:40]: v for k, v in limits.items() if isinstance(v, int | float | str)}
            stated[ours] = {k: v[:80] if isinstance(v, str) else v for k, v in kept.items()}
    return stated


def _repeals(plan: Json, remarks: list[str]) -> Iterator[Repeal]:
    for info in objects(plan.get("planCancellationInfos"), "planCancellationInfos"):
        for one in objects(info.get("planObjectCancellationInfos"), "planObjectCancellationInfos"):
            key = code_of(text(one.get("cancelledPlanObjectUri")))
            if not key:
                continue
            if one.get("cancelsEntirePlanObject") is True:
                yield Repeal(key)
                continue
            remaining = _placed(one.get("validityGeometry"), f"what stays of part {key}", remarks)
            if remaining is not None:
                yield Repeal(key, remaining)


def _placed(value: Any, what: str, remarks: list[str]) -> BaseGeometry | None:
    try:
        return geometry_of(value, what)
    except GeometryProblem as problem:
        remarks.append(f"{what}: left out, {problem.code.replace('_', ' ')}")
        return None
