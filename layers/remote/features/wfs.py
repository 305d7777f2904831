"""Features of WFS 1.1.0 and 2.0.0, page by page where the service pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from boundaries.reading.values import clean
from geo.errors import GeometryProblem
from geo.systems import is_northing_first
from layers.remote.addresses import question
from layers.remote.features.gml import geometry_below
from layers.remote.features.model import GML, LIMITS, PAGE, Feature, Harvest, Source
from layers.remote.features.placing import placed, turned
from layers.remote.problems import RemoteProblem
from layers.remote.reading.model import Ask, epsg_in
from layers.remote.xml import local_name, said_by_service, sound_xml

_MEMBERS = ("member", "featureMember", "featureMembers", "members")


def pages(ask: Ask, source: Source, harvest: Harvest) -> Iterator[list[Feature]]:
    """The features of a layer, a page at a time. WFS 1.1 has no pages: all come at once, as many as we take.

    Raises RemoteProblem.
    """
    has_pages = source.version.startswith("2")
    start, first_id = 0, ""
    for _page in range(LIMITS.pages):
        answer = ask(question(source.address, _parameters(source, start, has_pages)), GML)
        found = list(_members(sound_xml(answer.content)))
        if not found:
            return
        features = [feature for one in found if (feature := _feature(one, source, harvest)) is not None]
        # A service that knows no pages answers the same each time.
        own_id = _own_id(found[0])
        if start and own_id and own_id == first_id:
            return
        first_id = first_id or own_id
        yield features
        start += len(found)
        if not has_pages or len(found) < PAGE:
            return


def _parameters(source: Source, start: int, has_pages: bool) -> dict[str, object]:
    asked: dict[str, object] = {
        "SERVICE": "WFS",
        "VERSION": source.version,
        "REQUEST": "GetFeature",
        "TYPENAMES" if has_pages else "TYPENAME": source.name,
        # The urn leaves no doubt of the order that is meant; that which comes is found out anyway.
        "SRSNAME": source.facts.get("srs") or f"urn:ogc:def:crs:EPSG::{source.epsg}",
    }
    if has_pages:
        return asked | {"COUNT": PAGE, "STARTINDEX": start}
    return asked | {"MAXFEATURES": LIMITS.features}


def _members(root: Element) -> Iterator[Element]:
    if said := said_by_service(root):
        raise RemoteProblem("service_said", text=said)
    if local_name(root) != "FeatureCollection":
        raise RemoteProblem("not_this_kind", kind="WFS")
    for holder in root:
        if local_name(holder) in _MEMBERS:
            yield from holder


def _own_id(element: Element) -> str:
    return next((value for name, value in element.attrib.items() if name.rpartition("}")[2] in ("id", "fid")), "")


def _feature(element: Element, source: Source, harvest: Harvest) -> Feature | None:
    harvest.read += 1
    values: dict[str, Any] = {}
    shape = None
    for one in element:
        name = local_name(one)
        if name == "boundedBy":
            continue
        if len(one) == 0:
            if (one.text or "").strip():
                values[name[:80]] = clean(one.text or "")
        elif shape is None:
            try:
                shape = geometry_below(one)
            except GeometryProblem as problem:
                harvest.left_out[problem.code] += 1
                return None
            except ValueError:
                harvest.left_out["not_geometry"] += 1
                return None
    if shape is None:
        harvest.left_out["no_geometry"] += 1
        return None
    geometry, stated = shape
    epsg = epsg_in(stated) or source.epsg
    # The register's order, but in the old address of a system, which always has easting first.
    northing_first = "epsg.xml#" not in stated and is_northing_first(epsg)
    moved = placed(turned(geometry) if northing_first != source.is_swapped else geometry, epsg, harvest)
    return None if moved is None else Feature(_own_id(element), values, moved)
