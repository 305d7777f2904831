"""Regulation groups of a Ryhti plan: the letter, the main land use, and what the regulations say."""

from __future__ import annotations

from typing import Any

from layers.plans.designations import designations
from layers.plans.land_use import LAND_USE_LIST, code_of
from layers.plans.ryhti.values import objects, text, texts

Group = dict[str, Any]
MAIN_USE = "paakayttotarkoitus"


def groups_of(plan: dict[str, Any]) -> dict[str, list[Group]]:
    """The regulation groups of each part of a plan, by the part's key, in the file's order."""
    known = {
        text(group.get("planRegulationGroupKey")): group
        for group in objects(plan.get("planRegulationGroups"), "planRegulationGroups")
    }
    found: dict[str, list[Group]] = {}
    for relation in objects(plan.get("planRegulationGroupRelations"), "planRegulationGroupRelations"):
        group = known.get(text(relation.get("planRegulationGroupKey")))
        if group is not None:
            found.setdefault(text(relation.get("planObjectKey")), []).append(group)
    return found


def letter_and_use(groups: list[Group]) -> tuple[str, str]:
    """The letter and the address of the main land use; two empty texts for a part that has no main use.

    Where the group states no letter (streets are written out), the letter is the one that the land use has in
    the table of designations, and empty when it has none there.
    """
    for group in groups:
        for regulation in objects(group.get("planRegulations"), "planRegulations"):
            more = objects(regulation.get("additionalInformations"), "additionalInformations")
            use = text(regulation.get("type"))
            if use.startswith(LAND_USE_LIST) and any(code_of(text(one.get("type"))) == MAIN_USE for one in more):
                return text(group.get("letterIdentifier"), 40) or _letter_of(use), use
    return "", ""


def _letter_of(use: str) -> str:
    return next((letter for letter, one in designations().items() if one.land_use == use), "")


def said(group: Group) -> dict[str, Any]:
    """What a group says, as JSON values: letter, colour, title and regulations with their values."""
    told: dict[str, Any] = {
        "title": texts(group.get("titleOfPlanRegulation")),
        "rules": [_rule(one) for one in objects(group.get("planRegulations"), "planRegulations")],
    }
    for ours, theirs in (("letter", "letterIdentifier"), ("colour", "colorNumber")):
        if text(group.get(theirs)):
            told[ours] = text(group.get(theirs), 40)
    return told


def _rule(regulation: dict[str, Any]) -> dict[str, Any]:
    more = objects(regulation.get("additionalInformations"), "additionalInformations")
    told: dict[str, Any] = {"type": text(regulation.get("type")), "status": text(regulation.get("lifeCycleStatus"))}
    value = _value(regulation.get("value"))
    if value:
        told["value"] = value
    if more:
        told["more"] = [{"type": text(one.get("type")), **_worth(_value(one.get("value")))} for one in more]
    return told


def _worth(value: dict[str, Any]) -> dict[str, Any]:
    return {"value": value} if value else {}


def _value(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        return {}
    told: dict[str, Any] = {}
    for ours, theirs in (("number", "number"), ("least", "minimumValue"), ("most", "maximumValue")):
        if isinstance(value.get(theirs), int | float) and not isinstance(value.get(theirs), bool):
            told[ours] = value[theirs]
    for ours, theirs in (("unit", "unitOfMeasure"), ("code", "code"), ("begin", "begin"), ("end", "end")):
        if text(value.get(theirs)):
            told[ours] = text(value.get(theirs))
    words = texts(value.get("text"))
    return {**told, "text": words} if words else told
