"""Pictures of services that cut the map into tiles of their own: WMTS, and addresses with {z}, {x} and {y}."""

from __future__ import annotations

from typing import Any

import numpy as np

from geo.crs import METRIC, WEB_MERCATOR_QUAD
from geo.tiles import Bounds, TileMatrix
from geo.warping import box_around, pixel_size, warped
from layers.remote.addresses import question
from layers.remote.levels import Level
from layers.remote.maps import SIZE, Source, opened
from layers.remote.pictures import Pixels
from layers.remote.problems import RemoteProblem
from layers.remote.reading.model import Ask

#: A picture may be this much coarser than ours before the next finer level is taken.
COARSER = 1.2
#: What a service says of a tile beside its data; such a place is clear.
NOTHING_THERE = {"204", "400", "404"}


def levels_of(source: Source) -> list[Level]:
    """The levels of a source's grid, the coarsest first."""
    stored = source.facts.get("levels")
    if stored:
        return sorted((Level(**one) for one in stored), key=lambda one: -one.resolution)
    matrix = matrix_of(source.epsg)
    return [
        Level(str(z), matrix.resolution(z), matrix.minx, matrix.maxy, matrix.tile_size, matrix.tile_size, 2**z, 2**z)
        for z in range(min(matrix.max_zoom, int(source.facts.get("most_zoom", 30))) + 1)
    ]


def matrix_of(epsg: int) -> TileMatrix:
    """The grid that tiles with {z}, {x} and {y} come in: the web's, or our own. Raises RemoteProblem."""
    for matrix in (WEB_MERCATOR_QUAD, METRIC.matrix):
        if matrix.epsg == epsg:
            return matrix
    raise RemoteProblem("no_system")


def tile_picture(ask: Ask, source: Source, bounds: Bounds, epsg: int) -> Pixels:
    """A square picture of SIZE pixels that shows `bounds` of a system (easting first), put together from a service's
    tiles. Clear where it has none. Raises RemoteProblem."""
    box = box_around(bounds, epsg, source.epsg)
    step = pixel_size(bounds, epsg, source.epsg, SIZE)
    if not all(abs(edge) < 1e9 for edge in box) or not step > 0:
        raise RemoteProblem("outside_system")
    level = _level_for(levels_of(source), step)
    is_own = source.epsg == epsg and _is_same(level, bounds)
    margin = 0.0 if is_own else 2 * level.resolution
    box = box[0] - margin, box[1] - margin, box[2] + margin, box[3] + margin
    tiles = list(level.tiles_over(box))
    if not tiles:
        return np.zeros((SIZE, SIZE, 4), dtype=np.uint8)
    whole, shown = _together(ask, source, level, tiles)
    return (
        whole if is_own and whole.shape[:2] == (SIZE, SIZE) else warped(whole, shown, source.epsg, bounds, epsg, SIZE)
    )


def _level_for(levels: list[Level], step: float) -> Level:
    fine = [one for one in levels if one.resolution <= step * COARSER]
    return fine[0] if fine else levels[-1]


def _is_same(level: Level, bounds: Bounds) -> bool:
    """Whether the level has exactly this tile, so that nothing need be moved."""
    side = level.resolution * level.tile_width
    fits = (bounds[0] - level.left) / side, (level.top - bounds[3]) / side, (bounds[2] - bounds[0]) / side
    return abs(fits[2] - 1) < 1e-9 and all(abs(one - round(one)) < 1e-6 for one in fits[:2])


def _together(ask: Ask, source: Source, level: Level, tiles: list[tuple[int, int]]) -> tuple[Pixels, Bounds]:
    columns, rows = sorted({column for column, _row in tiles}), sorted({row for _column, row in tiles})
    whole = np.zeros((len(rows) * level.tile_height, len(columns) * level.tile_width, 4), dtype=np.uint8)
    for column, row in tiles:
        picture = _tile(ask, source, level, column, row)
        if picture is not None:
            down, across = (row - rows[0]) * level.tile_height, (column - columns[0]) * level.tile_width
            height, width = (
                min(one) for one in zip(picture.shape[:2], (level.tile_height, level.tile_width), strict=True)
            )
            whole[down : down + height, across : across + width] = picture[:height, :width]
    first, last = level.box_of(columns[0], rows[0]), level.box_of(columns[-1], rows[-1])
    return whole, (first[0], last[1], last[2], first[3])


def _tile(ask: Ask, source: Source, level: Level, column: int, row: int) -> Pixels | None:
    try:
        return opened(ask, tile_address(source, level, column, row))
    except RemoteProblem as problem:
        if problem.code == "status" and problem.values.get("status") in NOTHING_THERE:
            return None
        raise


def tile_address(source: Source, level: Level, column: int, row: int) -> str:
    """The address of one of a service's own tiles."""
    if source.kind == "xyz":
        return _filled(source.address, {"z": level.name, "x": column, "y": row, "-y": level.rows - 1 - row, "r": ""})
    template = str(source.facts.get("template") or "")
    grid = str(source.facts.get("grid") or "")
    if template:
        values: dict[str, Any] = {
            "TileMatrixSet": grid, "TileMatrix": level.name, "TileRow": row, "TileCol": column, "Style": source.style,
            "style": source.style,
        }  # fmt: skip
        return _filled(template, values)
    return question(
        source.address,
        {
            "SERVICE": "WMTS", "REQUEST": "GetTile", "VERSION": "1.0.0", "LAYER": source.name, "STYLE": source.style,
            "FORMAT": source.format, "TILEMATRIXSET": grid, "TILEMATRIX": level.name,
            "TILEROW": row, "TILECOL": column,
        },
    )  # fmt: skip


def _filled(template: str, values: dict[str, Any]) -> str:
    for name, value in values.items():
        template = template.replace("{" + name + "}", str(value))
    return template
