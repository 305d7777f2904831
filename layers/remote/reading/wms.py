"""Capabilities of WMS 1.1.1 and 1.3.0."""

from __future__ import annotations

from typing import Any

from owslib.wms import WebMapService

from layers.remote.addresses import question
from layers.remote.problems import RemoteProblem
from layers.remote.reading.model import (
    CAPABILITIES,
    MOST_LAYERS,
    Ask,
    OfferedLayer,
    OfferedService,
    OfferedStyle,
    epsg_in,
    line,
    suitable,
)
from layers.remote.xml import local_name, said_by_service, sound_xml, without_dtd

_ROOTS = {"WMS_Capabilities": "1.3.0", "WMT_MS_Capabilities": "1.1.1"}


def read(ask: Ask, address: str, version: str) -> OfferedService:
    """What a WMS offers, in the version that it answers in. Raises RemoteProblem."""
    asked = question(address, {"SERVICE": "WMS", "REQUEST": "GetCapabilities", "VERSION": version})
    root = sound_xml(ask(asked, CAPABILITIES).content)
    if said := said_by_service(root):
        raise RemoteProblem("service_said", text=said)
    spoken = _ROOTS.get(local_name(root))
    if spoken is None:
        raise RemoteProblem("not_this_kind", kind="WMS")
    # From bytes that our own fetcher brought and that hold no document type: nothing is fetched from here on.
    read_by: Any = WebMapService(address, version=spoken, xml=without_dtd(root))
    info = next((one for one in read_by.operations if one.name == "GetFeatureInfo"), None)
    return OfferedService(
        kind="wms",
        version=spoken,
        title=line(read_by.identification.title),
        layers=tuple(_layer(one) for one in list(read_by.contents.values())[:MOST_LAYERS]),
        formats=tuple(read_by.getOperationByName("GetMap").formatOptions),
        info_formats=tuple(info.formatOptions) if info else (),
        terms=line(read_by.identification.accessconstraints),
    )


def _layer(found: Any) -> OfferedLayer:
    styles = tuple(
        OfferedStyle(str(name), line(style.get("title")) or str(name), str(style.get("legend") or ""))
        for name, style in found.styles.items()
    )
    numbers = (epsg_in(str(one)) for one in found.crsOptions or ())
    return OfferedLayer(
        name=str(found.name),
        title=line(found.title) or str(found.name),
        abstract=line(found.abstract, 1000),
        systems=suitable(one for one in numbers if one is not None),
        styles=styles,
        has_info=bool(found.queryable),
        attribution=line(getattr(found, "attribution", {}).get("title")),
    )
