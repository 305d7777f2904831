"""The most memory that the heavy computations of the analysis hold, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

MOST_MB = 2048
#: Python with NumPy, SciPy and Shapely, before any work.
WORK = ("nothing", "moran", "hot_spots", "heat", "risk", "draws")


def _nothing() -> None:
    from tests.benchmarks import surfaces  # noqa: F401


def _clusters(name: str) -> Callable[[], None]:
    def work() -> None:
        from geo.spatial.local import hot_spots, local_moran
        from geo.spatial.weights import queen_of_cells
        from tests.benchmarks.surfaces import CELLS, DRAWS, _grid

        column, row, values = _grid(CELLS)
        statistic = local_moran if name == "moran" else hot_spots
        statistic(values, queen_of_cells(column, row), permutations=DRAWS, seed=1)

    return work


def _surface(is_risk: bool) -> Callable[[], None]:
    def work() -> None:
        import shapely

        from geo.density import intensity_surface, raster_over, relative_risk
        from tests.benchmarks.surfaces import SIDE_M, SIGMA_M, _crowds

        points, homes, heads = _crowds()
        raster = raster_over(shapely.box(0, 0, SIDE_M, SIDE_M), 50.0)
        if is_risk:
            relative_risk(raster, points, homes, SIGMA_M, people_weights=heads)
        else:
            intensity_surface(raster, points, SIGMA_M)

    return work


def _draws() -> None:
    from geo.stats.composite.recipes import PRESETS
    from geo.stats.uncertainty.ranks import uncertain_ranks
    from tests.benchmarks.disparity import _town

    measures, shares = _town()
    uncertain_ranks(measures, PRESETS["helsinki"], shares=shares)


WORKS: dict[str, Callable[[], None]] = {
    "nothing": _nothing,
    "moran": _clusters("moran"),
    "hot_spots": _clusters("hot_spots"),
    "heat": _surface(False),
    "risk": _surface(True),
    "draws": _draws,
}
TITLES = {
    "nothing": "the libraries alone",
    "moran": "local Moran of 300,000 cells, 999 permutations",
    "hot_spots": "Gi* of 300,000 cells, 999 permutations",
    "heat": "heat of 1,000,000 points, 50 m cells",
    "risk": "relative risk of 1,000,000 points, 50 m cells",
    "draws": "1,000 draws, 300 areas x 10",
}


def peak_mb(work: str) -> float:
    """The greatest resident size, in MB, of a fresh process that does one of `WORKS`."""
    code = (
        "import resource; from tests.benchmarks.memory import WORKS; "
        f"WORKS[{work!r}](); print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return int(done.stdout.strip().splitlines()[-1]) / 1024


def main() -> int:
    """Print each peak; 0 when all stay under the limit of the analysis worker."""
    peaks = {work: peak_mb(work) for work in WORK}
    for work, peak in peaks.items():
        print(f"{TITLES[work]:55} {peak:7.0f} MB" + ("" if peak < MOST_MB else f"  MISSED (limit {MOST_MB} MB)"))
    return 0 if all(peak < MOST_MB for peak in peaks.values()) else 1


if __name__ == "__main__":
    raise SystemExit(main())
