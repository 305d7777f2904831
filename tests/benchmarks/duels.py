"""Counting pins in areas and sharing cells and zones out to areas, beside the libraries that people use for it."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.cells import RegularGrid
from geo.counting import PointIndex
from geo.crs import METRIC
from geo.interpolation import overlap
from geo.interpolation.regular import interpolated
from tests.benchmarks.city import SEED, SIDE_M, City
from tests.benchmarks.duel import Duel, Objects, Values

INDICATORS = 15
CELL_M = 250.0
#: Areas that are held against exact overlay: the dearest part of the run is not the measuring.
CHECKED = 40
#: Areas that a join takes at a time, so that its pairs fit into memory.
AT_ONCE = 500
#: Single precision, which both grid libraries count in.
SINGLE = 1e-4


def duels(city: City, cells: int) -> list[Duel]:
    """Every duel on one city, whose areas are read anew by each side each time."""
    kept = shapely.to_wkb(np.array(city.drawn(), dtype=object))

    def areas() -> Objects:
        return np.asarray(shapely.from_wkb(kept))

    grid, values = national_grid(city, cells)
    zones = city.zoning()
    figures = np.random.default_rng(SEED + 8).poisson(20, (len(zones), INDICATORS)).astype(np.float64)
    many, k = len(kept), INDICATORS
    name = f"areas: {k} indicators, {grid.size:,} cells to {many:,}"
    exact = _exact_cells(grid, values, areas)
    return [
        Duel(
            f"areas: {city.pins:,} pins in {many:,}",
            "geopandas.sjoin within",
            areas,
            lambda given: _joined(city, given),
            lambda given: PointIndex(*city.places).totals(given).astype(np.float64),
            goal=20,
            rel=0.0,
            left_out=lambda: _on_the_line(city, areas()),
        ),
        Duel(
            name,
            "exactextract",
            areas,
            (lambda given: _extracted(grid, values, given)) if find_spec("exactextract") else None,
            lambda given: interpolated(grid, values, given),
            goal=50,
            rel=SINGLE,
            oracle=exact,
            missing="" if find_spec("exactextract") else "exactextract is not installed (group bench)",
        ),
        _by_tobler(name, (cells_of(grid), values), areas, lambda given: interpolated(grid, values, given), 300, exact),
        _by_tobler(
            f"areas: {k} indicators, {len(zones):,} zones to {many:,}",
            (zones, figures),
            areas,
            lambda given: np.asarray(overlap(zones, given).share @ figures),
            10,
            _exact_zones(zones, figures, areas),
        ),
    ]


def national_grid(city: City, cells: int) -> tuple[RegularGrid, Values]:
    """A square of cells of 250 m with the city in its middle, and counts in each."""
    across = round(cells**0.5)
    x, y = (round(at + SIDE_M / 2 - across * CELL_M / 2, -3) for at in city.corner)
    grid = RegularGrid(x, y, CELL_M, across, across)
    return grid, np.random.default_rng(SEED + 7).poisson(20, (grid.size, INDICATORS)).astype(np.float64)


def cells_of(grid: RegularGrid) -> Objects:
    """Every cell as a polygon, in the order of their numbers."""
    row, column = np.divmod(np.arange(grid.size), grid.columns)
    west, south = grid.west + column * grid.cell_m, grid.south + row * grid.cell_m
    return np.asarray(shapely.box(west, south, west + grid.cell_m, south + grid.cell_m))


def _by_tobler(
    name: str,
    source: tuple[Objects, Values],
    areas: Callable[[], Objects],
    ours: Callable[[Objects], Values],
    goal: float,
    oracle: Callable[[], tuple[NDArray[np.intp], Values]],
) -> Duel:
    has = find_spec("tobler") is not None
    return Duel(
        name,
        "tobler.area_interpolate",
        areas,
        (lambda given: _interpolated_by_tobler(*source, given)) if has else None,
        ours,
        goal=goal,
        rel=SINGLE,
        oracle=oracle,
        missing="" if has else "tobler is not installed (group bench)",
    )


def _interpolated_by_tobler(zones: Objects, values: Values, areas: Objects) -> Values:
    import geopandas as gpd
    from tobler.area_weighted import area_interpolate

    names = [f"v{n}" for n in range(values.shape[1])]
    source = gpd.GeoDataFrame(dict(zip(names, values.T, strict=True)), geometry=list(zones), crs=METRIC.epsg)
    target = gpd.GeoDataFrame(geometry=list(areas), crs=METRIC.epsg)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # Its default divides each zone among all targets of the call; each of ours stands on its own.
        found = area_interpolate(source, target, extensive_variables=names, allocate_total=False)
    return np.asarray(found[names].to_numpy(), dtype=np.float64)


def _extracted(grid: RegularGrid, values: Values, areas: Objects) -> Values:
    import geopandas as gpd
    from exactextract import exact_extract
    from exactextract.raster import NumPyRasterSource

    box: dict[str, Any] = {
        "xmin": grid.west,
        "ymin": grid.south,
        "xmax": grid.west + grid.columns * grid.cell_m,
        "ymax": grid.south + grid.rows * grid.cell_m,
    }
    # Rasters begin in the north.
    bands = [
        NumPyRasterSource(column.reshape(grid.rows, grid.columns)[::-1], name=f"v{n}", **box)
        for n, column in enumerate(values.T)
    ]
    target = gpd.GeoDataFrame(geometry=list(areas), crs=METRIC.epsg)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = exact_extract(bands, target, ["sum"], output="pandas")
    return np.asarray(found[[f"v{n}_sum" for n in range(values.shape[1])]].to_numpy(), dtype=np.float64)


def _joined(city: City, areas: Objects) -> Values:
    import geopandas as gpd

    points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(*city.places), crs=METRIC.epsg)
    counts = np.zeros(len(areas))
    for first in range(0, len(areas), AT_ONCE):
        some = gpd.GeoDataFrame(geometry=list(areas[first : first + AT_ONCE]), crs=METRIC.epsg)
        pairs = gpd.sjoin(points, some, predicate="within")
        counts[first : first + AT_ONCE] = np.bincount(pairs["index_right"], minlength=len(some))
    return counts


def _on_the_line(city: City, areas: Objects) -> Values:
    """How many pins lie on the outline of each area to the last bit."""
    area, _ = shapely.STRtree(shapely.points(*city.places)).query(shapely.boundary(areas), predicate="intersects")
    return np.bincount(area, minlength=len(areas)).astype(np.float64)


def _checked(areas: Objects) -> NDArray[np.intp]:
    """Some areas of every size, those of ten thousand corners among them."""
    return np.unique(np.linspace(0, len(areas) - 1, CHECKED).astype(np.intp))


def _exact_cells(
    grid: RegularGrid, values: Values, areas: Callable[[], Objects]
) -> Callable[[], tuple[NDArray[np.intp], Values]]:
    def oracle() -> tuple[NDArray[np.intp], Values]:
        return _exact(cells_of(grid), values, areas())

    return oracle


def _exact_zones(
    zones: Objects, values: Values, areas: Callable[[], Objects]
) -> Callable[[], tuple[NDArray[np.intp], Values]]:
    return lambda: _exact(zones, values, areas())


def _exact(zones: Objects, values: Values, areas: Objects) -> tuple[NDArray[np.intp], Values]:
    """Every zone that a checked area meets, cut with it by GEOS."""
    at = _checked(areas)
    row, column = shapely.STRtree(zones).query(areas[at], predicate="intersects")
    common = shapely.area(shapely.intersection(areas[at][row], zones[column]))
    found = np.zeros((len(at), values.shape[1]))
    np.add.at(found, row, (common / shapely.area(zones[column]))[:, None] * values[column])
    return at, found
