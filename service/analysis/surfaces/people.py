"""Where the people are that ideas come from: cells of a grid, or postal-code areas shared out over their zones."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import Connection

from boundaries.database import sql
from boundaries.units import Units, units_of
from geo.columns import Floats
from geo.grids import Raster
from geo.interpolation.classed import spread_by_class
from layers.grids.queries import Atoms, partitions_of, partitions_stamp
from layers.indicators.catalogue import HOLIDAY_HOMES, RESIDENTS
from layers.indicators.queries import StatisticsFrame, statistics_frame, statistics_stamp

PACKAGE = "service.analysis.surfaces"
Source = Literal["grid", "zones", "units"]
KEPT = 8
#: As many units as it takes to tell the density of one class of zones.
UNITS_A_CLASS = 4
_lock = threading.Lock()
_kept: dict[tuple[str, int], Ground] = {}


@dataclass(frozen=True)
class Ground:
    """What a municipality's surfaces stand on. `atoms` is None without a grid, `zones` empty without zones.

    `stamp` changes whenever any of it does.
    """

    units: Units
    frame: StatisticsFrame
    atoms: Atoms | None
    zones: dict[str, Any]
    stamp: tuple[object, ...]

    @property
    def source(self) -> Source:
        """What tells where residents live, the finest first."""
        return "grid" if self.atoms is not None else "zones" if self.zones else "units"


@dataclass(frozen=True)
class People:
    """Points (n, 2) in metres with so many people each. `lost` live in units too small for the raster's cells."""

    points: Floats
    weights: Floats
    source: Source
    lost: float


def ground_of(connection: Connection, municipality_id: int) -> Ground:
    """A municipality's units, figures, grid and zones, from memory while nothing changed.

    Raises LookupError when it has no statistics.
    """
    zones = tuple(connection.execute(sql(PACKAGE, "urban_zones_stamp"), {"municipality_id": municipality_id}).one())
    grids = partitions_stamp(connection, municipality_id)
    stamp = (*statistics_stamp(connection, municipality_id), grids, zones)
    key = (str(connection.engine.url), municipality_id)
    with _lock:
        found = _kept.get(key)
    if found is None or found.stamp != stamp:
        found = _read(connection, municipality_id, stamp)
        with _lock:
            while len(_kept) >= KEPT:
                del _kept[next(iter(_kept))]
            _kept[key] = found
    return found


def _read(connection: Connection, municipality_id: int, stamp: tuple[object, ...]) -> Ground:
    frame = statistics_frame(connection, municipality_id, [RESIDENTS, HOLIDAY_HOMES])
    if not frame.codes or RESIDENTS not in frame.values:
        raise LookupError("the municipality has no statistics")
    with_people = [one for one in partitions_of(connection, municipality_id) if RESIDENTS in one.values and len(one)]
    finest = min(with_people, key=lambda one: (one.frame.cell_m, -one.year), default=None)
    found: dict[str, list[Any]] = {}
    for row in connection.execute(sql(PACKAGE, "urban_zones"), {"municipality_id": municipality_id}):
        found.setdefault(row.code, []).append(shapely.make_valid(shapely.from_wkb(bytes(row.wkb))))
    zones = {code: shapely.union_all(shapes) for code, shapes in sorted(found.items())}
    for shape in zones.values():
        shapely.prepare(shape)
    return Ground(units_of(connection, municipality_id), frame, finest, zones, stamp)


def people_on(ground: Ground, raster: Raster, *, with_homes: bool) -> People:
    """Residents as points, from the finest source; `with_homes` adds holiday homes, one home counted as one person.

    Holiday homes are published by postal-code area alone, so they are always shared out over those.
    """
    points, weights, lost = _residents(ground, raster)
    if with_homes and HOLIDAY_HOMES in ground.frame.values:
        spots, homes, missing = _of_units(ground, raster, ground.frame.values[HOLIDAY_HOMES], by_zone=False)
        points, weights, lost = np.vstack([points, spots]), np.concatenate([weights, homes]), lost + missing
    settled = weights > 0
    return People(points[settled], weights[settled], ground.source, lost)


def _residents(ground: Ground, raster: Raster) -> tuple[Floats, Floats, float]:
    if ground.atoms is None:
        return _of_units(ground, raster, ground.frame.values[RESIDENTS], by_zone=bool(ground.zones))
    atoms = ground.atoms
    cells = np.concatenate(atoms.cells)
    each = np.nan_to_num(atoms.values[RESIDENTS]) / np.array([len(one) for one in atoms.cells])
    weights = np.repeat(each, [len(one) for one in atoms.cells])
    middles = shapely.get_coordinates(atoms.frame.centres(cells))
    parts = max(1, round(atoms.frame.cell_m / raster.cell_m))
    # A cell wider than the raster's is laid on as many as it covers, so that no pattern of its own shows.
    steps = ((np.arange(parts) + 0.5) / parts - 0.5) * atoms.frame.cell_m
    shifts = np.array([(x, y) for x in steps for y in steps])
    points = (middles[:, None, :] + shifts[None, :, :]).reshape(-1, 2)
    return points, np.repeat(weights / len(shifts), len(shifts)), 0.0


def _of_units(ground: Ground, raster: Raster, totals: Floats, *, by_zone: bool) -> tuple[Floats, Floats, float]:
    row, column = np.nonzero(raster.inside)
    xs, ys = raster.centres()
    points = np.column_stack([xs[column], ys[row]])
    position = {area_id: at for at, area_id in enumerate(ground.frame.area_ids)}
    zone = np.full(len(points), -1, dtype=np.int64)
    for area_id, shape in zip(ground.units.ids, ground.units.geometry, strict=True):
        if area_id in position:
            zone[_within(points, shape)] = position[area_id]
    kind = np.zeros(len(points), dtype=np.int64)
    # So few units cannot tell the densities of so many classes apart: then a zone is a zone.
    is_one = len(ground.zones) * UNITS_A_CLASS > len(totals)
    if by_zone:
        for number, shape in enumerate(ground.zones.values(), start=1):
            kind[_within(points, shape)] = 1 if is_one else number
    classes = (1 if is_one else len(ground.zones)) + 1 if by_zone else 1
    spread = spread_by_class(totals, zone, kind, classes)
    return points, spread.weight, spread.lost


def _within(points: Floats, shape: Any) -> NDArray[np.int64]:
    """The numbers of the points that lie in a shape; only those in its box are looked at."""
    minx, miny, maxx, maxy = shape.bounds
    x, y = points.T
    near = np.flatnonzero((x >= minx) & (x <= maxx) & (y >= miny) & (y <= maxy))
    return np.asarray(near[shapely.contains_xy(shape, x[near], y[near])], dtype=np.int64)
