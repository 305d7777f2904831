"""The corners of an outline as a table of text fields, and back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from geo.corners import pair_from_text
from geo.errors import GeometryProblem, NotGeometry, RingTooShort
from geo.positions import Line, shape_from_mapping
from service.areas.schemas import MOST_CORNER_FIELDS

#: A tenth of a metre: finer than anybody draws, and short enough to read aloud.
DECIMALS = 6
_RING = re.compile(r"^\d{1,3}\.\d{1,3}$", re.ASCII)


@dataclass(frozen=True)
class Corner:
    """One corner as the form shows it.

    `ring` is "<part>.<ring>" from 0, ring 0 being the outline; `text` holds latitude and longitude; `index` counts
    all fields from 0, `number` those of the ring from 1.
    """

    ring: str
    text: str
    index: int
    number: int
    is_first: bool
    is_last: bool

    @property
    def part(self) -> int:
        """Which part of the area, from 1."""
        return int(self.ring.partition(".")[0]) + 1

    @property
    def hole(self) -> int:
        """Which hole of its part, from 1; 0 for the outline."""
        return int(self.ring.partition(".")[2])


def corners_of(geometry: dict[str, Any] | None) -> list[Corner]:
    """Every corner of a GeoJSON polygon, ring by ring; empty when there are too many to be shown as fields."""
    pairs = [(key, _text(lon, lat)) for key, ring in _rings(geometry) for lon, lat in ring]
    return _numbered(pairs) if len(pairs) <= MOST_CORNER_FIELDS else []


def typed_corners(rings: Sequence[str], texts: Sequence[str]) -> list[Corner]:
    """The fields as they came, right or wrong, to be shown again."""
    known = [(ring, text) for ring, text in zip(rings, texts, strict=False) if _RING.match(ring)]
    return _numbered(known[:MOST_CORNER_FIELDS])


def geometry_from_corners(rings: Sequence[str], texts: Sequence[str]) -> dict[str, Any]:
    """The GeoJSON polygon that the fields describe.

    A field left empty takes its corner away; a ring without any is left out, with its holes when it is an outline.

    Raises
    ------
    NotGeometry, RingTooShort
        with the number of the field as the path.
    """
    parts: dict[str, dict[str, list[list[float]]]] = {}
    for number, (key, text) in enumerate(zip(rings, texts, strict=False), start=1):
        if not _RING.match(key):
            raise NotGeometry(f"corner {number}")
        part, _dot, ring = key.partition(".")
        if text.strip():
            parts.setdefault(part, {}).setdefault(ring, []).append(list(_position(text, number)))
    polygons = [list(rings_of.values()) for rings_of in parts.values() if "0" in rings_of]
    if not polygons:
        raise RingTooShort("corner 1")
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons}


def is_same(geometry: dict[str, Any] | None, rings: Sequence[str], texts: Sequence[str]) -> bool:
    """Whether the fields say what the geometry says, to the decimals shown."""
    shown = corners_of(geometry)
    return [(one.ring, one.text) for one in shown] == [
        (ring, text.strip()) for ring, text in zip(rings, texts, strict=False)
    ]


def reordered(rings: list[str], texts: list[str], deed: str, at: int) -> tuple[list[str], list[str]]:
    """The fields after a button beside one of them was pressed.

    Parameters
    ----------
    deed : "delete", "up", "down", or "after" (a new corner halfway to the next).
    at : which field, from 0.
    """
    if not 0 <= at < len(texts):
        return rings, texts
    rings, texts = list(rings), list(texts)
    same = [index for index, ring in enumerate(rings) if ring == rings[at]]
    place = same.index(at)
    following = same[(place + 1) % len(same)]
    if deed == "delete":
        del rings[at], texts[at]
    elif deed == "up":
        other = same[place - 1]
        texts[at], texts[other] = texts[other], texts[at]
    elif deed == "down":
        texts[at], texts[following] = texts[following], texts[at]
    elif deed == "after":
        (lon, lat), (lon2, lat2) = _position(texts[at], at + 1), _position(texts[following], following + 1)
        rings.insert(at + 1, rings[at])
        texts.insert(at + 1, _text((lon + lon2) / 2, (lat + lat2) / 2))
    return rings, texts


def _numbered(pairs: Sequence[tuple[str, str]]) -> list[Corner]:
    found: list[Corner] = []
    for index, (ring, text) in enumerate(pairs):
        number = found[-1].number + 1 if found and found[-1].ring == ring else 1
        is_last = index + 1 == len(pairs) or pairs[index + 1][0] != ring
        found.append(Corner(ring, text, index, number, number == 1, is_last))
    return found


def _rings(geometry: dict[str, Any] | None) -> list[tuple[str, Line]]:
    if geometry is None:
        return []
    try:
        shape = shape_from_mapping(geometry)
    except GeometryProblem:  # it came in a hidden field; what is wrong with it is said where it is used
        return []
    return [(f"{p}.{r}", ring[:-1]) for p, rings in enumerate(shape.parts) for r, ring in enumerate(rings)]


def _text(lon: float, lat: float) -> str:
    return f"{lat:.{DECIMALS}f} {lon:.{DECIMALS}f}"


def _position(text: str, number: int) -> tuple[float, float]:
    return pair_from_text(text, f"corner {number}")
