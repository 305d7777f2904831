"""Capabilities of WMTS 1.0.0, and addresses of tiles that have none."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from owslib.wmts import WebMapTileService

from geo.crs import METRIC, WEB_MERCATOR_QUAD, registered
from geo.systems import is_northing_first
from layers.remote.addresses import PLACES, question
from layers.remote.fetching import host_and_port
from layers.remote.levels import Level
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

#: The standard's pixel, in metres.
_PIXEL_M = 0.00028


def read(ask: Ask, address: str, version: str) -> OfferedService:
    """What a WMTS offers; the address may be that of its capabilities document itself. Raises RemoteProblem."""
    asked = address
    if not address.lower().partition("?")[0].endswith(".xml"):
        asked = question(address, {"SERVICE": "WMTS", "REQUEST": "GetCapabilities", "VERSION": version})
    root = sound_xml(ask(asked, CAPABILITIES).content)
    if said := said_by_service(root):
        raise RemoteProblem("service_said", text=said)
    if local_name(root) != "Capabilities":
        raise RemoteProblem("not_this_kind", kind="WMTS")
    read_by: Any = WebMapTileService(address, xml=without_dtd(root))
    grids = {name: grid for name, one in read_by.tilematrixsets.items() if (grid := _grid(one)) is not None}
    layers = tuple(_layer(one, grids) for one in list(read_by.contents.values())[:MOST_LAYERS])
    identification = read_by.identification
    return OfferedService(
        kind="wmts",
        version="1.0.0",
        title=line(getattr(identification, "title", "")),
        layers=layers,
        formats=tuple(dict.fromkeys(each for one in read_by.contents.values() for each in one.formats)),
        terms=line(getattr(identification, "accessconstraints", "")),
    )


def read_plain(ask: Ask, address: str, version: str) -> OfferedService:  # noqa: ARG001
    """An address with {z}, {x} and {y}: one layer, in the web's grid or our own. Nothing is asked.

    Raises RemoteProblem when the places for the numbers are missing.
    """
    if not all(mark in address for mark in ("{z}", "{x}")) or ("{y}" not in address and "{-y}" not in address):
        raise RemoteProblem("no_places")
    host, _port = host_and_port(address.translate(PLACES))
    layer = OfferedLayer(name="tiles", title=host, systems=(WEB_MERCATOR_QUAD.epsg, METRIC.epsg))
    return OfferedService(kind="xyz", version="", title=host, layers=(layer,))


def _grid(found: Any) -> tuple[int, list[Level]] | None:
    epsg = epsg_in(str(found.crs))
    if epsg is None or not suitable([epsg]):
        return None
    is_turned = is_northing_first(epsg) and "CRS84" not in str(found.crs).upper()
    metres = _metres_per_unit(epsg)
    levels = []
    for one in found.tilematrix.values():
        corner = one.topleftcorner
        left, top = (corner[1], corner[0]) if is_turned else corner
        resolution = one.scaledenominator * _PIXEL_M / metres
        levels.append(
            Level(
                str(one.identifier), resolution, float(left), float(top), one.tilewidth, one.tileheight,
                one.matrixwidth, one.matrixheight,
            )
        )  # fmt: skip
    return epsg, levels


def _metres_per_unit(epsg: int) -> float:
    axis = registered(epsg).axis_info[0]
    # Of degrees the standard reckons with the equator of WGS 84.
    return 111_319.490793273 if "degree" in axis.unit_name else float(axis.unit_conversion_factor)


def _layer(found: Any, grids: dict[str, tuple[int, list[Level]]]) -> OfferedLayer:
    mine = {name: grids[name] for name in found.tilematrixsetlinks if name in grids}
    by_system = {epsg: (name, levels) for name, (epsg, levels) in reversed(mine.items())}
    templates = [one["template"] for one in found.resourceURLs if one.get("resourceType") == "tile"]
    styles = [
        OfferedStyle(str(name or ""), line(style.get("title")) or str(name or ""), str(style.get("legend") or ""))
        for name, style in sorted(found.styles.items(), key=lambda pair: not pair[1].get("isDefault"))
    ]
    return OfferedLayer(
        name=str(found.id),
        title=line(found.title) or str(found.id),
        abstract=line(found.abstract, 1000),
        systems=suitable(by_system),
        styles=tuple(styles),
        facts={
            "template": templates[0] if templates else "",
            "grids": {
                str(epsg): {"grid": name, "levels": [asdict(one) for one in levels]}
                for epsg, (name, levels) in by_system.items()
            },
        },
    )
