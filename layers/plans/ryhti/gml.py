"""The ministry's plan GML of the municipal pilots (2019): a spatial plan, its zoning and planning elements.

It came before Ryhti and its files are still what many municipalities have of older plans. Land uses carry the
letter of the plan as their code. The files state no coordinate system, so that it has to be given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from shapely.geometry.base import BaseGeometry

from boundaries.reading.values import clean
from geo.crs import METRIC
from geo.errors import GeometryProblem
from layers.plans.designations import designation
from layers.plans.importing import PlanInput, UnitInput
from layers.plans.land_use import LIFE_CYCLE_LIST, code_of, life_cycle_uri
from layers.plans.ryhti.details import Detail, with_details
from layers.plans.ryhti.model import MOST_BYTES, MOST_PARTS, PlanFileProblem, ReadPlan
from layers.plans.ryhti.surfaces import below, surface, tag
from layers.plans.ryhti.values import day

XLINK = "{http://www.w3.org/1999/xlink}"
ELEMENTS = ("ZoningElement", "PlanningElement")
#: Status of the pilots' list (FinnishSpatialPlanStatus) -> life cycle: 1 on the programme, 3 under way, 4 draft plan,
#: 5 approved by the council, 6 final, 7 gave way to a later plan, 8 stopped. 2, "being changed", says of an older plan
#: that a newer one is on its way: what its own status is has to be given.
STATUSES = {"1": "01", "3": "02", "4": "04", "5": "06", "6": "12", "7": "14", "8": "17"}
_SRS = re.compile(r"EPSG(?::[\d.]*)?[:/]+(?:0/)?(\d{4,6})$", re.IGNORECASE)


def read_gml(data: bytes, *, epsg: int | None = None, status: str = "") -> list[ReadPlan]:
    """The plan of a GML file, in the metric CRS, its arcs followed to 5 cm (`geo.arcs`).

    Parameters
    ----------
    epsg : the coordinate system of a file that states none.
    status : life-cycle code, two digits, in place of the file's.

    Raises
    ------
    PlanFileProblem
        for a file that is too large, no sound XML, holds entities or a DTD, no plan or several, or does not say
        its coordinate system or status and neither is given.
    """
    root = _root(data)
    plans = list(below(root, "SpatialPlan"))
    if len(plans) != 1:
        raise PlanFileProblem(
            f"The file holds {len(plans)} SpatialPlan elements; one is needed.",
            "plan_several" if plans else "plan_missing",
            count=len(plans),
        )
    plan = plans[0]
    system = _epsg(root, epsg)
    key = _text(plan, "planningObjectIdentifier").removeprefix("urn:uuid:") or _text(plan, "identifier")
    if not key:
        raise PlanFileProblem("The plan has no identifier.", "plan_without_key")
    try:
        outline = surface(_child(plan, "extent"), system)
    except GeometryProblem as problem:
        raise PlanFileProblem(
            f"The extent of plan {key} cannot be used: {problem}.", "plan_outline", key=key
        ) from problem
    remarks: list[str] = []
    units, details = _parts(root, system, remarks)
    units, astray = with_details(units, details)
    remarks += [f"part {one}: lies in no land use of the plan" for one in astray]
    return [
        ReadPlan(
            plan=PlanInput(
                plan_key=key[:200],
                names={"fi": _text(plan, "localizedName") or key},
                life_cycle_status=_status(plan, status),
                approved_on=_approved(root),
                source="GML",
            ),
            outline=outline,
            units=units,
            details=len(details),
            remarks=remarks,
        )
    ]


def _root(data: bytes) -> Element:
    if len(data) > MOST_BYTES:
        megabytes = MOST_BYTES // 1_000_000
        raise PlanFileProblem(f"The file is larger than {megabytes} MB.", "plan_too_large", megabytes=megabytes)
    try:
        root: Element = ElementTree.fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise PlanFileProblem("The file holds a DTD or entities; such files are not read.", "plan_entities") from error
    except (ParseError, ValueError, LookupError, RecursionError) as error:
        raise PlanFileProblem("The file is not sound XML.", "plan_not_sound", format="XML") from error
    return root


def _epsg(root: Element, given: int | None) -> int:
    stated = {found[1] for one in root.iter() if (found := _SRS.search(one.get("srsName", "")))}
    if len(stated) > 1 or (stated and given is not None and stated != {str(given)}):
        systems = ", ".join(f"EPSG:{one}" for one in sorted(stated))
        raise PlanFileProblem(f"The file states {systems}; one system is needed.", "plan_crs_mixed", systems=systems)
    if stated:
        return int(stated.pop())
    if given is None:
        raise PlanFileProblem(
            f"The file states no coordinate system. Say it with --crs, as in --crs {METRIC.epsg}.", "plan_crs_missing"
        )
    return given


def _status(plan: Element, given: str) -> str:
    stated = _code(_child(plan, "status"))
    if given:
        return life_cycle_uri(given)
    if stated.startswith(LIFE_CYCLE_LIST):
        return stated
    if code_of(stated) not in STATUSES:
        raise PlanFileProblem(
            "The plan's status is not known here. Say it with --status, as in --status 13.", "plan_status_unknown"
        )
    return life_cycle_uri(STATUSES[code_of(stated)])


def _approved(root: Element) -> Any:
    # Step 4 of the pilots' ordinance process is the approval.
    days = (day(_text(one, "date")) for one in below(root, "OrdinanceProcessEvent") if _step(one) == "4")
    return next((one for one in days if one), None)


def _step(event: Element) -> str:
    return code_of(_code(_child(event, "processStep")))


def _parts(root: Element, epsg: int, remarks: list[str]) -> tuple[list[UnitInput], list[Detail]]:
    elements = [one for one in root.iter() if tag(one) in ELEMENTS]
    if len(elements) > MOST_PARTS:
        raise PlanFileProblem(f"The plan has more than {MOST_PARTS} parts.", "plan_too_many_parts", count=MOST_PARTS)
    units: list[UnitInput] = []
    details: list[Detail] = []
    for number, element in enumerate(elements, start=1):
        key = _text(element, "planningObjectIdentifier").removeprefix("urn:uuid:") or f"part-{number}"
        try:
            shape: BaseGeometry = surface(_child(element, "geometry"), epsg)
        except GeometryProblem as problem:
            remarks.append(f"part {key}: left out, {problem.code.replace('_', ' ')}")
            continue
        names = {"fi": name} if (name := _text(element, "localizedName")) else {}
        letter = next((code_of(_code(one)) for one in below(element, "landUseKind")), "")
        says: dict[str, Any] = {"kind": _title(_child(element, "type")), "rules": list(_rules(element))}
        if letter:
            facts = {"object_key": key, **says}
            units.append(UnitInput(str(number), letter, designation(letter).land_use, shape, names, facts))
        else:
            details.append(Detail(key, shape, {"names": names, **says}))
    return units, details


def _rules(element: Element) -> Iterator[dict[str, Any]]:
    for one in below(element, "RegulativeText"):
        yield {"text": {"fi": _text(one, "localizedDescription")}}
    for one in below(element, "NumericValue"):
        unit = _child(one, "value").get("uom", "")
        yield {"text": {"fi": _text(one, "localizedDescription")}, "value": _text(one, "value"), "unit": unit[:40]}


def _child(element: Element, name: str) -> Element:
    return next((one for one in element if tag(one) == name), Element(name))


def _text(element: Element, name: str) -> str:
    return clean(_child(element, name).text or "").strip()[:4000]


def _code(element: Element) -> str:
    return element.get(f"{XLINK}href", "")


def _title(element: Element) -> str:
    return clean(element.get(f"{XLINK}title", ""))[:200]
