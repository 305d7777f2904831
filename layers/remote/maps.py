"""Pictures of WMS, and what a WMS says of a place."""

from __future__ import annotations

from typing import Any, Protocol

from geo.systems import is_northing_first
from geo.tiles import Bounds
from geo.warping import box_around, pixel_size, warped
from layers.remote.addresses import question
from layers.remote.fetching import Wish
from layers.remote.pictures import Pixels, is_blank, pixels_of
from layers.remote.problems import RemoteProblem
from layers.remote.reading.model import Ask
from layers.remote.xml import said_by_service, sound_xml

SIZE = 256
MOST_SIDE = 1024
PICTURE = Wish(("image/", "text/xml", "application/vnd.ogc.se", "application/xml"), 8_000_000, 12.0, "image/*")
#: What a picture may come as, in the order of our liking.
FORMATS = ("image/png", "image/png; mode=8bit", "image/png8", "image/webp", "image/jpeg", "image/gif")


class Source(Protocol):
    """What asking for a layer needs: a row of `layers.remote_source`."""

    kind: str
    version: str
    address: str
    name: str
    style: str
    format: str
    info_format: str
    legend: str
    epsg: int
    is_swapped: bool
    facts: dict[str, Any]


def tile_picture(ask: Ask, source: Source, bounds: Bounds, epsg: int) -> Pixels:
    """A square picture of SIZE pixels that shows `bounds` of a system (easting first), from a WMS.

    Where the service has not this system, a picture of the box around is asked for in the source's own and moved.
    Raises RemoteProblem.
    """
    if source.epsg == epsg:
        return _fitting(picture(ask, source, bounds, SIZE, SIZE), bounds, epsg)
    box = box_around(bounds, epsg, source.epsg)
    step = pixel_size(bounds, epsg, source.epsg, SIZE)
    if not all(abs(edge) < 1e9 for edge in box) or not step > 0:
        raise RemoteProblem("outside_system")
    # A margin of two pixels, so that the edge of the tile has neighbours to be mixed from.
    box = box[0] - 2 * step, box[1] - 2 * step, box[2] + 2 * step, box[3] + 2 * step
    width, height = (min(MOST_SIDE, max(1, round(side / step))) for side in (box[2] - box[0], box[3] - box[1]))
    return warped(picture(ask, source, box, width, height), box, source.epsg, bounds, epsg, SIZE)


def _fitting(found: Pixels, bounds: Bounds, epsg: int) -> Pixels:
    # A service that limits its size answers with a smaller picture of the same box.
    return found if found.shape[:2] == (SIZE, SIZE) else warped(found, bounds, epsg, bounds, epsg, SIZE)


def picture(ask: Ask, source: Source, box: Bounds, width: int, height: int) -> Pixels:
    """A picture of a box in the source's own system, easting first. Raises RemoteProblem."""
    return opened(ask, question(source.address, map_parameters(source, box, width, height)))


def opened(ask: Ask, address: str) -> Pixels:
    """The picture at an address. Raises RemoteProblem, with the service's own words where it gives some."""
    answer = ask(address, PICTURE)
    if answer.media_type.startswith("image/") and not answer.media_type.startswith("image/svg"):
        return pixels_of(answer.content)
    raise RemoteProblem("service_said", text=said_by_service(sound_xml(answer.content)) or "-")


def map_parameters(source: Source, box: Bounds, width: int, height: int) -> dict[str, object]:
    """The parameters of GetMap. The one place where the order of the box's numbers is decided."""
    is_new = source.version.startswith("1.3")
    return {
        "SERVICE": "WMS",
        "VERSION": source.version,
        "REQUEST": "GetMap",
        "LAYERS": source.name,
        "STYLES": source.style,
        "CRS" if is_new else "SRS": f"EPSG:{source.epsg}",
        "BBOX": ",".join(f"{edge:.10g}" for edge in in_order(source, box)),
        "WIDTH": width,
        "HEIGHT": height,
        "FORMAT": source.format,
        "TRANSPARENT": "TRUE",
        "EXCEPTIONS": "XML" if is_new else "application/vnd.ogc.se_xml",
    }


def shows_only_swapped(ask: Ask, source: Source, around: Bounds, epsg: int) -> bool:
    """Whether a WMS draws something in a box (easting first) only when it is told its axes the other way round.

    Some services order them otherwise than their version demands. Two small pictures are asked for at most, and none
    where the register puts easting first. A service that refuses the question shows nothing.
    """
    if not is_northing_first(source.epsg) or source.kind != "wms":
        return False
    box = box_around(around, epsg, source.epsg)
    return not _shows(ask, source, box) and _shows(ask, _Swapped(source), box)


def _shows(ask: Ask, source: Source, box: Bounds) -> bool:
    try:
        return not is_blank(picture(ask, source, box, SIZE, SIZE))
    except RemoteProblem as problem:
        if problem.code == "service_said":
            return False
        raise


class _Swapped:
    """A source with its axes the other way round."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.is_swapped = not source.is_swapped

    def __getattr__(self, name: str) -> Any:
        return getattr(self._source, name)


def in_order(source: Source, box: Bounds) -> Bounds:
    """A box (easting first) as the service takes it.

    1.3.0 follows the register's order, 1.1.1 always puts easting first. `is_swapped` marks a service that does the
    other thing than its version demands.
    """
    west, south, east, north = box
    northing_first = source.version.startswith("1.3") and is_northing_first(source.epsg)
    return (south, west, north, east) if northing_first != source.is_swapped else (west, south, east, north)
