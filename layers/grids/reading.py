"""Reading a file of cells, or of points that are put into cells: figures with their states, and where they stand."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely

from boundaries.files import CrsUnclear, layer_name
from geo.columns import Flags, Floats
from geo.protection import hidden_by_code, impossible_density, repeated_cells
from layers.grids.errors import GridColumnsMissing, NotAGrid
from layers.grids.frame import Cells, GridFrame, frame_over, stands_on
from layers.grids.mapping import Group, Mapping
from layers.indicators.catalogue import RESIDENTS

#: A side may differ from the others by so much (m per m).
UNEVEN = 0.001


@dataclass(frozen=True, slots=True)
class Dropped:
    """Rows left out for one reason: how many, and how many residents they hold together."""

    cells: int
    people: int


@dataclass(frozen=True, slots=True)
class CellTable:
    """Figures by cell of a frame; every column has an entry for each cell of the frame, 0 where the file has none.

    `values` is NaN without a number, `hidden` says where the publisher hid it. `given` are the cells that the
    file has. `total` is the number of residents of the whole file, with what was left out:
    `placeholders` with more people than can live there, `repeated` cells, and `loose` ones that stand beside
    the grid.
    """

    frame: GridFrame
    given: Cells
    values: dict[str, Floats]
    hidden: dict[str, Flags]
    total: int
    placeholders: Dropped
    repeated: Dropped
    loose: Dropped
    unreadable: int


def read_cells(path: Path, wanted: str | None, mapping: Mapping, start: int, *, epsg: int | None = None) -> CellTable:
    """Read a grid.

    Parameters
    ----------
    wanted : the layer's name, None for the only one.
    start : cells along a start block's side, which the frame is aligned to.
    epsg : the CRS of a file that states none.

    Raises
    ------
    FileProblem
        with a sentence: no such file, layer or column, no CRS, or no grid.
    """
    layer = layer_name(path, wanted)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # GDAL's remarks on a newer version of the format
        frame = pyogrio.read_dataframe(path, layer=layer)
    names = [name for group in mapping.groups for name in group.columns.values()]
    lacking = [name for name in names if name not in frame.columns]
    if lacking:
        has = ", ".join(name for name in frame.columns if name != "geometry")
        raise GridColumnsMissing(f"{path.name} lacks {', '.join(lacking)}. It has {has}.")
    corners, cell_m, is_points = _corners(np.asarray(frame.geometry.values, dtype=object), mapping, path)
    figures = {key: part for group in mapping.groups for key, part in _group(frame, group).items()}
    code = _epsg(frame, path, epsg)
    people = figures[RESIDENTS][0]
    total = _count(people)
    placed = frame_over(code, cell_m, corners, start)
    impossible = impossible_density(np.nan_to_num(people), cell_m)
    # A placeholder far away must not stretch the frame.
    if impossible.any() and not impossible.all():
        placed = frame_over(code, cell_m, corners[~impossible], start)
    on_grid = stands_on(placed, corners) | is_points
    middle = corners + (0 if is_points else cell_m / 2)
    usable = ~impossible & on_grid
    cells = np.full(len(corners), -1, dtype=np.int64)
    cells[usable] = placed.index_of(middle[usable, 0], middle[usable, 1])
    repeated = np.zeros(len(corners), dtype=np.bool_)
    if not is_points:
        repeated[usable] = repeated_cells(cells[usable])
    kept = usable & ~repeated
    values, hidden = _on_frame(placed, cells, kept, figures)
    return CellTable(
        frame=placed,
        given=np.unique(cells[kept]),
        values=values,
        hidden=hidden,
        total=total,
        placeholders=_dropped(impossible, people),
        repeated=_dropped(repeated, people),
        loose=_dropped(~on_grid & ~impossible, people),
        unreadable=int((np.isnan(people) & ~figures[RESIDENTS][1]).sum()),
    )


def _corners(shapes: Any, mapping: Mapping, path: Path) -> tuple[Floats, float, bool]:
    if not len(shapes) or shapely.is_missing(shapes).any() or shapely.is_empty(shapes).any():
        raise NotAGrid(f"{path.name} has no features, or some without a geometry.")
    if (shapely.get_type_id(shapes) == shapely.GeometryType.POINT).all():
        if mapping.cell_m is None:
            raise NotAGrid(f"{path.name} holds points. Say in the mapping how large cells they are put into: cell_m.")
        points = np.column_stack([shapely.get_x(shapes), shapely.get_y(shapes)])
        return np.floor(points / mapping.cell_m) * mapping.cell_m, float(mapping.cell_m), True
    bounds = shapely.bounds(shapes)
    sides = np.column_stack([bounds[:, 2] - bounds[:, 0], bounds[:, 3] - bounds[:, 1]])
    cell_m = float(round(float(np.median(sides)), 1))
    square = (np.abs(sides - cell_m) <= UNEVEN * cell_m).all() and np.allclose(
        shapely.area(shapes), cell_m**2, rtol=2 * UNEVEN
    )
    if not square or cell_m <= 0:
        raise NotAGrid(f"The features of {path.name} are not squares of one size, with sides to north and east.")
    return np.ascontiguousarray(bounds[:, :2]), cell_m, False


def _group(frame: Any, group: Group) -> dict[str, tuple[Floats, Flags]]:
    raw, words = np.full((len(frame), len(group.columns)), np.nan), np.zeros(len(frame), dtype=np.bool_)
    for number, name in enumerate(group.columns.values()):
        column = frame[name]
        if column.dtype.kind in "iuf":
            raw[:, number] = column.to_numpy(dtype=np.float64, na_value=np.nan)
            continue
        for row, cell in enumerate(column):
            text = "" if cell is None else str(cell).strip()
            words[row] |= text in group.hidden_words
            raw[row, number] = _number(text)
    values, hidden = hidden_by_code(raw, group.hidden_numbers)
    hidden |= words
    values[hidden] = np.nan
    return {key: (values[:, number], hidden) for number, key in enumerate(group.columns)}


def _number(text: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return float("nan")


def _on_frame(
    placed: GridFrame, cells: Cells, kept: Flags, figures: dict[str, tuple[Floats, Flags]]
) -> tuple[dict[str, Floats], dict[str, Flags]]:
    values: dict[str, Floats] = {}
    hidden: dict[str, Flags] = {}
    for key, (column, is_hidden) in figures.items():
        values[key], hidden[key] = np.zeros(placed.size), np.zeros(placed.size, dtype=np.bool_)
        np.add.at(values[key], cells[kept], column[kept])
        np.logical_or.at(hidden[key], cells[kept], is_hidden[kept])
        values[key][hidden[key]] = np.nan
    return values, hidden


def _epsg(frame: Any, path: Path, given: int | None) -> int:
    stated = frame.crs.to_epsg() if frame.crs is not None else None
    if stated is None and given is None:
        raise CrsUnclear(f"{path.name} does not say in which coordinate system it is. Say it with --crs.")
    if stated is not None and given is not None and stated != given:
        raise CrsUnclear(f"{path.name} says EPSG:{stated}, and --crs says EPSG:{given}. Leave --crs out, or mend it.")
    code = int(stated or given or 0)
    if frame.crs is not None and frame.crs.is_geographic:
        raise NotAGrid(f"{path.name} is in degrees; a grid of square metres needs a projected coordinate system.")
    return code


def _dropped(rows: Flags, people: Floats) -> Dropped:
    return Dropped(int(rows.sum()), _count(people[rows]))


def _count(people: Floats) -> int:
    return int(np.nansum(people))
