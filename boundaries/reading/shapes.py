"""Coordinates in the forms that files use, as GeoJSON shapes them: plain lists, nothing built."""

from __future__ import annotations

import json
import re
import struct
from typing import Any

import numpy as np

from boundaries.reading.errors import UploadProblem

Mapping = dict[str, Any]
_KINDS = {1: "Point", 2: "LineString", 3: "Polygon", 4: "MultiPoint", 5: "MultiLineString", 6: "MultiPolygon"}
_COLLECTION = 7
#: Of stripped text. No two runs of blanks stand side by side in it: that would take forever on a long run.
_WKT = re.compile(r"(?:SRID\s*=\s*(\d{1,6})\s*;\s*)?([A-Z]+)(?:\s+(ZM|Z|M))?\s*(\(.*\)|EMPTY)(?:\s*;)?", re.I | re.S)
_WKT_KINDS = {kind.upper(): kind for kind in _KINDS.values()}
_NUMBERS = re.compile(r"[^(),]+")
_DEEPEST = 16


def polygons_of(geometry: object) -> Mapping | None:
    """A geometry with the polygons of collections taken out; what is no collection comes back as it is.

    None when it is no geometry, or a collection without polygons.
    """
    if not isinstance(geometry, dict):
        return None
    if geometry.get("type") != "GeometryCollection":
        return geometry
    parts: list[Any] = []
    _gather(geometry, parts, 0)
    if not parts:
        return None
    return {"type": "MultiPolygon", "coordinates": parts}


def _gather(geometry: object, parts: list[Any], depth: int) -> None:
    if not isinstance(geometry, dict) or depth > _DEEPEST:
        return
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind == "Polygon":
        parts.append(coordinates)
    elif kind == "MultiPolygon" and isinstance(coordinates, list):
        parts.extend(coordinates)
    elif kind == "GeometryCollection" and isinstance(geometry.get("geometries"), list):
        for one in geometry["geometries"]:
            _gather(one, parts, depth + 1)


def from_wkt(text: str) -> tuple[Mapping, int | None] | None:
    """Well-known text as a mapping and the EPSG number that it may begin with (``SRID=4258;``), or None.

    Open rings and NaN come through as they are, to be named later; a collection comes without its parts.
    """
    found = _WKT.fullmatch(text.strip())
    if found is None:
        return None
    srid, word, _, body = found.groups()
    epsg = int(srid) if srid else None
    kind = _WKT_KINDS.get(word.upper())
    if kind is None:
        return ({"type": word.title(), "coordinates": []}, epsg) if word.isalpha() else None
    if body.upper() == "EMPTY":
        return {"type": kind, "coordinates": []}, epsg
    try:
        # (30 10, 40 40) is [[30,10],[40,40]] in other brackets.
        lists = json.loads(_NUMBERS.sub(_position, body).replace("(", "[").replace(")", "]"))
    except (ValueError, RecursionError):
        return None
    if kind == "Point":
        lists = lists[0] if lists else []
    return {"type": kind, "coordinates": lists}, epsg


def _position(found: re.Match[str]) -> str:
    words = found[0].split()
    if not words:
        return ""
    numbers = [float(word) for word in words[:2]]
    return json.dumps(numbers)


def from_wkb(data: bytes) -> Mapping:
    """Well-known binary (ISO or EWKB, either byte order, heights and measures left out) as a mapping.

    Raises UploadProblem damaged.
    """
    try:
        mapping, _ = _wkb(data, 0, 0)
    except (struct.error, IndexError, ValueError) as error:
        raise UploadProblem("damaged", format="WKB") from error
    return mapping


def _wkb(data: bytes, at: int, depth: int) -> tuple[Mapping, int]:
    if depth > _DEEPEST:
        raise ValueError("nested")
    order = "<" if data[at] == 1 else ">"
    code = struct.unpack_from(order + "I", data, at + 1)[0]
    at += 5
    if code & 0x20000000:
        at += 4
    flags, kind = code & 0xC0000000, code & 0x0FFFFFFF
    width = 2 + (flags >> 31) + (flags >> 30 & 1) + {0: 0, 1: 1, 2: 1, 3: 2}.get(kind // 1000, 0)
    kind %= 1000
    if kind == 1:
        position, at = _points(data, at, 1, width, order)
        return {"type": "Point", "coordinates": position[0]}, at
    count = struct.unpack_from(order + "I", data, at)[0]
    at += 4
    if kind == 2:
        line, at = _points(data, at, count, width, order)
        return {"type": "LineString", "coordinates": line}, at
    if count > len(data):
        raise ValueError("count")
    if kind == 3:
        rings = []
        for _ in range(count):
            length = struct.unpack_from(order + "I", data, at)[0]
            ring, at = _points(data, at + 4, length, width, order)
            rings.append(ring)
        return {"type": "Polygon", "coordinates": rings}, at
    if kind not in (4, 5, 6, _COLLECTION):
        return {"type": "Curve", "coordinates": []}, len(data)
    parts = []
    for _ in range(count):
        part, at = _wkb(data, at, depth + 1)
        parts.append(part)
    if kind == _COLLECTION:
        return {"type": "GeometryCollection", "geometries": parts}, at
    return {"type": _KINDS[kind], "coordinates": [part["coordinates"] for part in parts]}, at


def _points(data: bytes, at: int, count: int, width: int, order: str) -> tuple[list[list[float]], int]:
    size = count * width * 8
    if at + size > len(data):
        raise ValueError("short")
    numbers = np.frombuffer(data, order + "f8", count * width, at).reshape(count, width)
    return numbers[:, :2].tolist(), at + size
