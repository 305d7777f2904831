"""Capabilities of WFS 1.1.0 and 2.0.0."""

from __future__ import annotations

from typing import Any

from owslib.wfs import WebFeatureService

from layers.remote.addresses import question
from layers.remote.problems import RemoteProblem
from layers.remote.reading.model import (
    CAPABILITIES,
    MOST_LAYERS,
    Ask,
    OfferedLayer,
    OfferedService,
    epsg_in,
    line,
    suitable,
)
from layers.remote.xml import local_name, said_by_service, sound_xml, without_dtd


def read(ask: Ask, address: str, version: str) -> OfferedService:
    """What a WFS offers, in the version that it answers in. Raises RemoteProblem."""
    asked = question(address, {"SERVICE": "WFS", "REQUEST": "GetCapabilities", "VERSION": version})
    root = sound_xml(ask(asked, CAPABILITIES).content)
    if said := said_by_service(root):
        raise RemoteProblem("service_said", text=said)
    spoken = root.get("version", "")
    if local_name(root) != "WFS_Capabilities" or not spoken.startswith(("1.1", "2.0")):
        raise RemoteProblem("not_this_kind", kind="WFS 1.1, 2.0")
    spoken = "1.1.0" if spoken.startswith("1.1") else "2.0.0"
    read_by: Any = WebFeatureService(address, version=spoken, xml=without_dtd(root))
    return OfferedService(
        kind="wfs",
        version=spoken,
        title=line(read_by.identification.title),
        layers=tuple(_layer(one) for one in list(read_by.contents.values())[:MOST_LAYERS]),
        terms=line(read_by.identification.accessconstraints),
    )


def _layer(found: Any) -> OfferedLayer:
    # Each system with the name that the service itself gives it: it may know no other.
    named = {epsg_in(str(one.id)): str(one.id) for one in reversed(found.crsOptions or ())}
    return OfferedLayer(
        name=str(found.id),
        title=line(found.title) or str(found.id),
        abstract=line(found.abstract, 1000),
        systems=suitable(one for one in named if one is not None),
        facts={"systems": {str(epsg): name for epsg, name in named.items() if epsg is not None}},
    )
