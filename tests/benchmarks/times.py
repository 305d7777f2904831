"""Single answers that must come soon: facts of a drawn area, its pins, the areas of a new pin; in milliseconds."""

from __future__ import annotations

import itertools
import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import psycopg
import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from boundaries.database import sql_source
from geo.counting import PointIndex
from geo.crs import METRIC
from geo.geometry import geometry_to_geojson
from geo.interpolation.regular import cell_shares
from service.participation.campaigns.kinds import BUILT_IN
from service.participation.pins.models import STATES
from tests.benchmarks.cases import Site, address, host
from tests.benchmarks.city import SEED, SIDE_M, blob
from tests.benchmarks.client import Refused, measure, request
from tests.benchmarks.duel import aligned
from tests.benchmarks.duels import national_grid
from tests.benchmarks.floor import READER, WRITER
from tests.benchmarks.loading import THEMES

Csrf = Callable[[], tuple[str, str]]
#: Nearly as many as the service takes: where a line crosses itself by a hair, mending it adds some.
CORNERS = 9_950


@dataclass
class Timed:
    """One row: times of single runs in ms, and the percentile (50 or 99) that must be at most `most_ms`."""

    name: str
    percentile: int
    most_ms: float
    times: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    problem: str = ""

    @property
    def is_good(self) -> bool:
        """Whether the limit is kept."""
        return not self.problem and float(np.percentile(self.times, self.percentile)) <= self.most_ms


def kernel_times(site: Site, cells: int, runs: int) -> list[Timed]:
    """Sharing out and counting in a warm process, for areas of ten thousand corners."""
    grid, values = national_grid(site.city, cells)
    xs, ys = site.city.places
    combinations = len(STATES) * len(BUILT_IN) * len(THEMES)
    category = np.random.default_rng(SEED + 9).integers(0, combinations, len(xs))
    index = PointIndex(xs, ys, category, categories=combinations)
    shapes = list(itertools.islice(jagged(site, 3000), runs))
    whole = [site.city.outline] * min(10, runs)
    name = f"areas: {values.shape[1]} indicators of {grid.size:,} cells"
    pins = f"areas: {len(index):,} pins by state, theme, kind"

    def shared(shape: BaseGeometry) -> object:
        found = cell_shares(grid, shape)
        return found.share @ values[found.index]

    return [
        _timed(Timed(f"{name}, {CORNERS:,} corners", 99, 10), shared, shapes),
        _timed(Timed(f"{name}, whole municipality", 99, 10), shared, whole),
        _timed(Timed(f"{pins}, {CORNERS:,} corners", 99, 20), index.count, shapes),
        _timed(Timed(f"{pins}, whole municipality", 99, 20), index.count, whole),
    ]


def sql_times(site: Site, runs: int) -> list[Timed]:
    """The database's own way: pins of a drawn area where no process keeps their places; areas of a new pin."""
    chance = random.Random(SEED)
    xs, ys = site.city.places
    at = [chance.randrange(len(xs)) for _ in range(runs * 20)]
    pins, here = _pins_in_shape(site), {"home": site.home, "srid": METRIC.epsg}
    with psycopg.connect(site.reader_url, autocommit=True, options=READER) as connection:
        found = [
            _timed(
                Timed(f"areas: pins in {CORNERS:,} corners, SQL", 50, 500),
                lambda shape: connection.execute(pins, {"wkb": shapely.to_wkb(shape)}).fetchall(),
                list(itertools.islice(jagged(site, 3000), runs)),
            ),
        ]
    with psycopg.connect(site.writer_url, autocommit=True, options=f"{WRITER} {_ONE_PLAN}") as connection:
        found.append(
            _timed(
                Timed(f"areas: those of a new pin among {site.city.drawn_areas:,}, SQL", 50, 1.5),
                lambda n: connection.execute(_AREAS_AT_POINT, {**here, "x": xs[n], "y": ys[n]}).fetchall(),
                at,
            )
        )
    return found


def facts_times(site: Site, csrf: Csrf, seconds: float) -> list[Timed]:
    """The whole answer of the service, one visitor at a time."""
    return [
        _answered(site, csrf, Timed("areas: facts, 0.4 to 10 km across", 50, 150), rounds_of(site), seconds),
        _answered(site, csrf, Timed(f"areas: facts, {CORNERS:,} corners", 50, 150), jagged(site, 5000), seconds),
        _answered(site, csrf, Timed("areas: facts, whole municipality", 50, 1000), wholes(site), seconds),
    ]


def times_table(rows: Sequence[Timed]) -> str:
    """The rows as text."""
    head = ("case", "", "runs", "p50 ms", "p99 ms", "CPU p50", "limit")
    return aligned([head, *(_cells(row) for row in rows)]) + "".join(
        f"\n! {row.name}: {row.problem}" for row in rows if row.problem
    )


def rounds_of(site: Site) -> Iterator[BaseGeometry]:
    """Round areas of the city's middle, 0.4 to 10 km across."""
    chance = random.Random(SEED)
    x, y = (at + SIDE_M / 2 for at in site.city.corner)
    while True:
        middle = Point(x + chance.uniform(-8000, 8000), y + chance.uniform(-8000, 8000))
        yield middle.buffer(chance.uniform(200, 5000), quad_segs=16)


def jagged(site: Site, most_m: float) -> Iterator[BaseGeometry]:
    """Lines drawn by an unsteady hand round busy places, of ten thousand corners.

    Coordinates are sent with seven decimals of a degree, about a centimetre: a line that this rounding makes cross
    itself would be refused, and is left out.
    """
    rng = np.random.default_rng(SEED + 10)
    xs, ys = site.city.places
    while True:
        at = int(rng.integers(0, len(xs)))
        drawn = blob(rng, float(xs[at]), float(ys[at]), float(rng.uniform(500, most_m)), CORNERS)
        if shapely.geometry.shape(geometry_to_geojson(drawn)).is_valid:
            yield drawn


def wholes(site: Site) -> Iterator[BaseGeometry]:
    """The whole municipality, again and again."""
    while True:
        yield site.city.outline


def _answered(site: Site, csrf: Csrf, row: Timed, shapes: Iterator[BaseGeometry], seconds: float) -> Timed:
    def requests(number: int) -> Iterator[bytes]:
        cookie, token = csrf()
        chance = random.Random(number)
        for shape in shapes:
            yield request(
                "/api/areas/facts",
                host(site),
                method="POST",
                body=json.dumps({"geometry": geometry_to_geojson(shape)}).encode(),
                Content_Type="application/json",
                Cookie=cookie,
                X_CSRF_Token=token,
                X_Forwarded_For=address(chance),
            )

    try:
        row.times = list(measure(site.port, requests, 1, seconds).times_ms)
    except Refused as refused:
        row.problem = str(refused)
    return row


def _timed(row: Timed, work: Callable[..., object], each: Sequence[object]) -> Timed:
    """Run once for every item, the first time also once before, so that what is kept is there."""
    work(each[0])
    for one in each:
        began, used = time.perf_counter(), time.process_time()
        work(one)
        row.cpu.append((time.process_time() - used) * 1000)
        row.times.append((time.perf_counter() - began) * 1000)
    return row


def _pins_in_shape(site: Site) -> str:
    text = sql_source("service.areas", "said_in_shape").replace(":municipality_id", str(site.home))
    return text.replace(":srid", str(METRIC.epsg)).replace(":wkb", "%(wkb)s")


#: The search of `boundaries.note_new_point` alone, without writing down what it finds.
_AREAS_AT_POINT = """
SELECT DISTINCT p.area_version_id FROM boundaries.area_piece AS p
WHERE p.municipality_id = %(home)s AND ST_Intersects(p.geom, ST_SetSRID(ST_MakePoint(%(x)s, %(y)s), %(srid)s))
"""
#: As that function, which has one plan for all places.
_ONE_PLAN = "-c plan_cache_mode=force_generic_plan"


def _cells(row: Timed) -> tuple[str, ...]:
    if not row.times:
        return (row.name, "", "-", "-", "-", "-", f"p{row.percentile} {row.most_ms:g}")
    middle, high = np.percentile(row.times, [50, 99])
    return (
        row.name,
        "",
        str(len(row.times)),
        f"{middle:.3g}",
        f"{high:.3g}",
        f"{np.percentile(row.cpu, 50):.3g}" if row.cpu else "-",
        f"p{row.percentile} {row.most_ms:g}" + ("" if row.is_good else " MISSED"),
    )
