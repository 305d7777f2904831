"""From a sent file to rows of text, and for shapes, which part of each lies in which area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any

import numpy as np
from shapely.geometry.base import BaseGeometry

from boundaries.reading.files import read_file
from boundaries.reading.model import IMPORT, RawFile
from boundaries.reading.placing import count_corners, place_features
from boundaries.reading.tables import TEXT_ENDINGS, clean_cell, read_table
from boundaries.reading.values import text_of
from boundaries.units import Units
from geo.errors import GeometryProblem

TABLE_ENDINGS = (*TEXT_ENDINGS, ".xlsx")
SHAPE_ENDINGS = (".gpkg", ".geojson", ".zip")
#: Shapes that cover more of an area than all of it lie on each other.
OVERLAPPING = 1.01


@dataclass(frozen=True, slots=True)
class Rows:
    """What a file holds. `shares` is by row and area id; `facts` as `IndicatorImport.facts`."""

    heading: tuple[str, ...]
    lines: tuple[int, ...]
    cells: tuple[tuple[str, ...], ...]
    shares: tuple[dict[str, float], ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)


def read_rows_of(path: Path, name: str, layer: str, units: Units) -> Rows:
    """The rows of a table or of a layer of shapes.

    Parameters
    ----------
    path : where the file lies; `name` : as its sender called it, which says its format.
    layer : which one, of a file with several.
    units : of the municipality, that shapes are laid over.

    Raises
    ------
    UploadProblem
        LayerUnclear when a layer must be chosen.
    """
    if PurePath(name).suffix.lower() in TABLE_ENDINGS:
        table = read_table(path.read_bytes(), name)
        return Rows(table.heading, table.lines, table.rows, facts={"format": "table", "has_shapes": False})
    raw = read_file(path, name, limits=IMPORT, layer=layer)
    count_corners(raw.features, IMPORT.corners)
    cells = tuple(tuple(clean_cell(text_of(one.values.get(column))) for column in raw.columns) for one in raw.features)
    shares, facts = _laid(raw, units)
    heading = tuple(str(column)[:80] for column in raw.columns)
    return Rows(heading, tuple(one.number for one in raw.features), cells, shares, {"format": raw.format, **facts})


def _laid(raw: RawFile, units: Units) -> tuple[tuple[dict[str, float], ...], dict[str, Any]]:
    none: tuple[dict[str, float], ...] = tuple({} for _one in raw.features)
    if raw.epsg is None:
        return none, {"has_shapes": False, "no_shapes_because": "no_system"}
    try:
        placed = place_features(raw.features, raw.epsg, units.ground)
    except GeometryProblem:
        return none, {"has_shapes": False, "no_shapes_because": "elsewhere"}
    at = [number for number, one in enumerate(placed) if one.geometry is not None and one.geometry.area > 0]
    if not at:
        return none, {"has_shapes": False, "no_shapes_because": "no_areas"}
    found, cover = shares_in([placed[number].geometry for number in at], units)  # type: ignore[misc]
    shares = [dict[str, float]() for _one in placed]
    for number, share in zip(at, found, strict=True):
        shares[number] = share
    most = max(cover.values(), default=0.0)
    facts = {
        "has_shapes": True,
        "shapes": len(at),
        "unusable": len(placed) - len(at),
        "cover": {area_id: min(share, 1.0) for area_id, share in cover.items()},
        "overlap": most > OVERLAPPING,
    }
    return tuple(shares), facts


def shares_in(shapes: Sequence[BaseGeometry], units: Units) -> tuple[list[dict[str, float]], dict[str, float]]:
    """Which part (0-1) of each shape lies in each unit, and which part of each unit is under the shapes: above 1
    where they lie on each other. Both by area id as text; nothing stands for 0."""
    from geo.interpolation import overlap

    over = overlap(shapes, units.geometry)
    matrix = over.share.tocoo()
    found = [dict[str, float]() for _shape in shapes]
    for unit, shape, share in zip(matrix.row, matrix.col, matrix.data, strict=True):
        found[shape][str(units.ids[unit])] = float(share)
    covered = np.asarray(over.area.sum(axis=1)) / over.target_area
    return found, {str(area_id): float(part) for area_id, part in zip(units.ids, covered, strict=True) if part > 0}
