"""Shapes with arcs as other programs write them into GeoPackages: no library here writes them, so bytes do."""

from __future__ import annotations

import sqlite3
import struct
from pathlib import Path
from typing import Any

import pyogrio

from tests.boundaries.reading.making import frame

Position = tuple[float, ...]


def line(positions: list[Position], kind: int = 2, order: str = "<") -> bytes:
    """A line (2) or a string of arcs (8); three numbers a position make it one with heights."""
    code = kind + (1000 if len(positions[0]) == 3 else 0)
    numbers = [value for one in positions for value in one]
    return _head(order, code, len(positions)) + struct.pack(f"{order}{len(numbers)}d", *numbers)


def several(kind: int, *parts: bytes, order: str = "<") -> bytes:
    """A compound curve (9), a surface bounded by curves (10), curves (11), surfaces (12) or a collection (7)."""
    return _head(order, kind, len(parts)) + b"".join(parts)


def _head(order: str, kind: int, count: int) -> bytes:
    return struct.pack(f"{order}BII", 1 if order == "<" else 0, kind, count)


def geopackage_with(folder: Path, shapes: list[bytes], kind: str, epsg: int = 3067, **columns: Any) -> Path:
    """A GeoPackage of shapes given as well-known binary; `kind` is what the layer says that it holds."""
    path = folder / "kaaret.gpkg"
    made = frame(epsg=epsg).iloc[[0] * len(shapes)].assign(**columns)
    pyogrio.write_dataframe(made, path, layer="kaaret", driver="GPKG", SPATIAL_INDEX="NO")
    with sqlite3.connect(path) as db:
        for number, wkb in enumerate(shapes, start=1):
            db.execute("UPDATE kaaret SET geom = ? WHERE fid = ?", (b"GP\0\1" + struct.pack("<i", epsg) + wkb, number))
        db.execute("UPDATE gpkg_geometry_columns SET geometry_type_name = ?", (kind,))
    db.close()
    return path
