"""Heat surfaces of a million points, and clusters of a large grid beside esda; needs no city."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from types import SimpleNamespace

import numpy as np
import shapely
from scipy.sparse import csr_matrix, eye_array

from geo.density import intensity_surface, raster_over, relative_risk
from geo.spatial.local import hot_spots, local_moran
from geo.spatial.permutations import drawn_positions
from geo.spatial.weights import queen_of_cells
from tests.benchmarks.alone import timed_runs, told_alone
from tests.benchmarks.duel import Duel, Objects, Values, fight
from tests.benchmarks.times import Timed

SEED = 20_261
SIDE_M, POINTS, HOMES = 60_000, 1_000_000, 100_000
SIGMA_M = 500.0
CELLS, DRAWS = 300_000, 999


def surface_times() -> list[Timed]:
    """Surfaces by the clock, with the processor time beside it: what else the machine does is not theirs."""
    points, homes, heads = _crowds()
    box = shapely.box(0, 0, SIDE_M, SIDE_M)
    rows = []
    for cell_m, most_ms in ((250.0, 30.0), (50.0, 400.0)):
        raster = raster_over(box, cell_m)
        name = f"disparity: heat of {POINTS:,} points, {cell_m:g} m cells"
        rows.append(timed_runs(Timed(name, 50, most_ms), lambda on=raster: intensity_surface(on, points, SIGMA_M), 9))
    fine = raster_over(box, 50.0)
    for count in (10_000, POINTS):
        name = f"disparity: relative risk of {count:,}, 50 m cells, 99 relabellings"
        rows.append(
            timed_runs(
                Timed(name, 50, 5000.0),
                lambda some=points[:count]: relative_risk(fine, some, homes, SIGMA_M, people_weights=heads),
                3,
            )
        )
    return rows


def cluster_duels(cells: int = CELLS) -> list[Duel]:
    """The same p on every site as esda with one job, from the same draws; esda is warm before it is measured."""
    has = find_spec("esda") is not None and find_spec("numba") is not None
    column, row, values = _grid(cells)

    def ours(statistic: Callable[..., object]) -> Callable[[Objects], Values]:
        def work(_: Objects) -> Values:
            weights = queen_of_cells(column, row)
            # Drawn as in use, so that it is timed; what counts are esda's draws, so that p can be compared.
            drawn = drawn_positions(len(values), 8, DRAWS, SEED)
            ids = _esda_draws(len(values), 8) if has else drawn
            return statistic(values, weights, ids=ids).p_one_sided  # type: ignore[attr-defined]

        return work

    def duel(name: str, statistic: Callable[..., object], star: bool) -> Duel:
        return Duel(
            f"disparity: {name}, {len(values):,} cells, {DRAWS} permutations",
            "esda, one job",
            lambda: _warm(star) if has else np.empty(0, dtype=object),
            (lambda _: _by_esda(column, row, values, star)) if has else None,
            ours(statistic),
            goal=15,
            rel=1e-6,
            missing="" if has else "esda or numba is not installed (group bench)",
        )

    return [duel("local Moran", local_moran, False), duel("Gi*", hot_spots, True)]


def _crowds() -> tuple[Values, Values, Values]:
    """Points and homes that crowd round the same four hundred centres, unequally."""
    chance = np.random.default_rng(SEED)
    centres, size = chance.uniform(5000, SIDE_M - 5000, (400, 2)), chance.pareto(1.2, 400) + 0.1

    def crowd(count: int, spread_m: float) -> Values:
        at = chance.choice(400, count, p=size / size.sum())
        return np.clip(centres[at] + chance.normal(0, spread_m, (count, 2)), 1, SIDE_M - 1)

    return crowd(POINTS, 800), crowd(HOMES, 1500), np.full(HOMES, 6.5)


def _grid(cells: int) -> tuple[np.ndarray, np.ndarray, Values]:
    """Populated cells of a square, one in a hundred missing, with values that cluster."""
    chance, side = np.random.default_rng(SEED), int(np.ceil((cells / 0.99) ** 0.5))
    column, row = np.divmod(np.arange(side * side), side)
    kept = chance.random(side * side) < 0.99
    values = np.sin(column / 30) + chance.normal(size=side * side) + 9
    return column[kept], row[kept], values[kept]


@cache
def _esda_draws(n: int, most: int) -> np.ndarray:
    from esda.crand import vec_permutations

    return np.asarray(vec_permutations(most, n, DRAWS, SEED))


def _warm(star: bool) -> Objects:
    """esda compiles at its first call, which no one counts against it."""
    _by_esda(*_grid(400), star)
    return np.empty(0, dtype=object)


def _by_esda(column: np.ndarray, row: np.ndarray, values: Values, star: bool) -> Values:
    from esda.crand import crand
    from esda.getisord import _g_local_star_crand
    from esda.moran import _moran_local_crand

    weights = queen_of_cells(column, row)
    if star:
        matrix = csr_matrix(weights.matrix + eye_array(weights.n, format="csr"))
        given, observed, statistic, scaling = values, matrix @ values / values.sum(), _g_local_star_crand, values.sum()
    else:
        matrix = csr_matrix(weights.row_standardised().matrix)
        given = (values - values.mean()) / values.std()
        scaling = (len(given) - 1) / float(given @ given)
        observed, statistic = given * (matrix @ given) * scaling, _moran_local_crand
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        p, _ = crand(
            given, SimpleNamespace(sparse=matrix), observed, DRAWS, False, 1, statistic, scaling=scaling, seed=SEED,
            alternative="directed",
        )  # fmt: skip
    return np.asarray(p, dtype=np.float64)


def main() -> int:
    """These alone, without the city that the others need; 0 when every goal is reached."""
    return told_alone(surface_times(), [fight(duel, 1) for duel in cluster_duels()])


if __name__ == "__main__":
    raise SystemExit(main())
