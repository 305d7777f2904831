"""The divisions that a measure is tried in: squares of several sizes and origins, areas, and regions of chance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import csr_array
from sqlalchemy import Connection

from geo.columns import Floats
from geo.spatial.regions import joined, random_regions
from geo.spatial.weights import Weights, nearest, queen, queen_of_cells
from service.analysis.spread.bases import Base
from service.analysis.spread.clusters import DRAWN_GAP_M
from service.analysis.spread.zonings import POSTAL, Zoning, ZoningAreas, zoning_areas, zonings_of

Labels = NDArray[np.int64]
GRID, REGIONS, DRAWN = "grid", "regions", "drawn"
SIZES_M = (250.0, 500.0, 1000.0, 2000.0, 4000.0, 8000.0, 16000.0)
#: Origins of a grid each way, evenly apart: nine grids of each size.
SHIFTS = 3
RANDOM_DRAWS, RANDOM_SEED = 10, 1
#: Kinds of area that people drew for ends of their own; they may overlap, and each kind is one way of seeing.
DRAWN_KINDS = ("programme", "board", "panel", "table", "resident")
#: Neighbours of a unit besides those it touches, so that water and empty ground cut nothing off.
NEAREST = 3


@dataclass(frozen=True, eq=False)
class Way:
    """One division of a base's units.

    `kind` is ``postal``, ``district``, ``set``, ``drawn``, ``grid`` or ``regions``; `key` is the area kind or the
    set's address; `names` are a set's. `size_m` is the side of a grid's squares, `origin` which of its origins
    (across, up), `seed` that of chance. `labels` gives each unit its zone, negative for none; `neighbours` are those
    of the zones.
    """

    kind: str
    labels: Labels
    neighbours: Weights
    key: str = ""
    names: dict[str, str] = field(default_factory=dict)
    size_m: float | None = None
    origin: tuple[int, int] | None = None
    seed: int | None = None


def ways_of(connection: Connection, municipality_id: int, base: Base, postal: ZoningAreas) -> list[Way]:
    """All divisions that the base's units are fine enough for."""
    return [
        *_of_areas(connection, municipality_id, base, postal),
        *_of_grids(base),
        *_of_chance(base, len(postal)),
    ]


def _of_areas(connection: Connection, municipality_id: int, base: Base, postal: ZoningAreas) -> Iterator[Way]:
    own = np.arange(len(postal), dtype=np.int64) if base.cell_m is None else postal.labels(base.points)
    yield Way(POSTAL, own, queen(list(postal.geometry)), POSTAL)
    for zoning in zonings_of(connection, municipality_id)[1:]:
        kind = "set" if zoning.names else zoning.key
        areas = zoning_areas(connection, municipality_id, zoning)
        yield _labelled(kind, zoning.key, dict(zoning.names), areas, base)
    for kind in DRAWN_KINDS:
        areas = zoning_areas(connection, municipality_id, Zoning(kind))
        if len(areas) > 1:
            yield _labelled(DRAWN, kind, {}, areas, base)


def _labelled(kind: str, key: str, names: dict[str, str], areas: ZoningAreas, base: Base) -> Way:
    return Way(kind, areas.labels(base.points), queen(list(areas.geometry), gap_m=DRAWN_GAP_M), key, names)


def grid_sizes(base: Base) -> Sequence[float]:
    """Sides of squares, in metres, that are no finer than the units: twice a grid's cells, or what half of the people
    of postal-code areas live in."""
    least = 2 * base.cell_m if base.cell_m is not None else _usual_side(base)
    return [size for size in SIZES_M if size >= least]


def _usual_side(base: Base) -> float:
    """The side of a square as large as the area of the middle person."""
    people = np.nan_to_num(base.residents)
    if not people.sum():
        return SIZES_M[-1]
    sides = np.sqrt(shapely.area(base.geometry))
    order = np.argsort(sides)
    middle = np.searchsorted(np.cumsum(people[order]), people.sum() / 2)
    return float(sides[order][middle])


def _of_grids(base: Base) -> Iterator[Way]:
    places = shapely.get_coordinates(base.points)
    for size in grid_sizes(base):
        for up in range(SHIFTS):
            for across in range(SHIFTS):
                labels, neighbours = _squares(places, size, (across * size / SHIFTS, up * size / SHIFTS))
                yield Way(GRID, labels, neighbours, size_m=size, origin=(across, up))


def _squares(places: Floats, size_m: float, origin: tuple[float, float]) -> tuple[Labels, Weights]:
    cell = np.floor((places - origin) / size_m).astype(np.int64)
    found, labels = np.unique(cell, axis=0, return_inverse=True)
    return np.asarray(labels, dtype=np.int64).ravel(), queen_of_cells(found[:, 0], found[:, 1])


def _of_chance(base: Base, postal_areas: int) -> Iterator[Way]:
    """Contiguous regions of chance: as many as postal-code areas, or half as many where those are the units."""
    count = postal_areas if base.cell_m is not None else len(base) // 2
    if not 2 <= count < len(base) or len(base) <= NEAREST:
        return
    near = _connected(base)
    for draw in range(RANDOM_DRAWS):
        labels = random_regions(near, count, seed=RANDOM_SEED + draw)
        zones = int(labels.max()) + 1
        yield Way(REGIONS, labels, joined(near, labels, zones), seed=RANDOM_SEED + draw)


def _connected(base: Base) -> Weights:
    """Units that touch, and the nearest few of each."""
    touching = queen(list(base.geometry)).matrix
    near = nearest(shapely.get_coordinates(base.points), NEAREST).matrix
    both = csr_array(touching + near + near.T)
    both.data[:] = 1.0
    both.sort_indices()
    return Weights(both, f"queen and {NEAREST} nearest")
