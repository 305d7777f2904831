"""The report of what a proposal touches, over a hundred thousand plan objects: what one visitor's answer takes.

Run alone with `python -m tests.benchmarks.conflicts`. It starts a database server of its own, as the tests do. Each
report takes turns with a floor: one bare statement that cuts the same plan objects and adds up their areas.
"""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import shapely
import shapely.affinity
from sqlalchemy import Connection, event, text

from geo.crs import METRIC
from operate.testcluster import start_test_cluster
from service.conflicts.kept import kept_report_on
from service.conflicts.lines import Tolerance
from service.conflicts.report import report_on
from service.db import Database, make_engine
from service.i18n import speaking, translations
from service.migrate import upgrade
from tests.benchmarks.duel import aligned
from tests.conftest import settings_for
from tests.factories.world import ORIGIN, make_world

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: 320 x 320 units of 10 m are 102,400 plan objects over the made-up town.
UNITS_A_SIDE, UNIT_M = 320, 10.0
MOST_MS, RUNS = 300.0, 20
#: Sides of square proposals: a block of some hundred units, a park of some seven hundred, a district of ten thousand.
SIDES_M = (100, 250, 1000)
#: Nearly the whole town, which touches nine of ten objects: told, but held against nothing.
WHOLE_M, WHOLE_RUNS = 3200, 3
_LETTERS = ("AK", "VP", "AO", "KATU", "YL", "SL")
_FLOOR = text("""
    SELECT count(*), sum(ST_Area(ST_Intersection(u.geom, ST_GeomFromEWKB(:ewkb))))
    FROM zoning_unit AS u WHERE ST_Intersects(u.geom, ST_GeomFromEWKB(:ewkb))
""")


@dataclass
class Measured:
    """One proposal: times of single runs in ms.

    `sql` is the wait for the database as a part of `wall`, `cpu` this process's own, `again` the report kept, `floor`
    the bare statement, `cold` the first report of a new process, with nothing in memory but the languages.
    """

    side_m: int
    most_ms: float
    objects: int = 0
    cold: float = 0.0
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    sql: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Whether the middle report keeps to the goal."""
        return float(np.median(self.wall)) <= self.most_ms


def measured(runs: int = RUNS) -> list[Measured]:
    """Whole reports by the clock, in turns with the floor; the middle one of each size is held against the goal."""
    rows = [Measured(side, MOST_MS) for side in SIDES_M] + [Measured(WHOLE_M, float("inf"))]
    with _town() as database, database.public_engine.connect() as connection, speaking("fi"):
        town_id = connection.execute(text("SELECT id FROM municipality")).scalar_one()
        # The bare statement over the whole town takes longer than a visitor's may.
        connection.execute(text("SET statement_timeout = 0"))
        waited = _watched(database)
        for row in rows:
            row.cold = _cold_ms(str(database.settings.public_read_url), row.side_m)
            _in_turns(row, connection, town_id, waited, runs if row.most_ms < float("inf") else WHOLE_RUNS)
    return rows


def _in_turns(row: Measured, connection: Connection, town_id: int, waited: list[float], runs: int) -> None:
    shape = _proposal(row.side_m)
    given = {"ewkb": shapely.to_wkb(shapely.set_srid(shape, METRIC.epsg), include_srid=True)}
    asked = (connection, town_id, shape, (), Tolerance())
    row.objects = connection.execute(_FLOOR, given).one()[0]
    report_on(*asked)
    for _ in range(runs):
        row.floor.append(_ms(lambda: connection.execute(_FLOOR, given).one()))
        waited.clear()
        used = time.process_time()
        row.wall.append(_ms(lambda: report_on(*asked)))
        row.cpu.append((time.process_time() - used) * 1000)
        row.sql.append(sum(waited))
        kept_report_on(*asked)
        row.again.append(_ms(lambda: kept_report_on(*asked)))


def table(rows: list[Measured]) -> str:
    """The rows as text: the middle of each, and how many times the floor the report took in its own turn."""
    head = ("proposal", "", "objects", "cold ms", "p50 ms", "CPU", "SQL", "again", "floor ms", "x floor", "goal")
    return aligned([head, *(_cells(row) for row in rows)])


def _cells(row: Measured) -> tuple[str, ...]:
    wall, cpu, waited, again, floor = (
        f"{np.median(one):.3g}" for one in (row.wall, row.cpu, row.sql, row.again, row.floor)
    )
    times = np.median(np.divide(row.wall, row.floor))
    goal = "-" if row.most_ms == float("inf") else f"{row.most_ms:g}" + ("" if row.is_good else " MISSED")
    name = f"{row.side_m:,} x {row.side_m:,} m"
    return name, "", f"{row.objects:,}", f"{row.cold:.0f}", wall, cpu, waited, again, floor, f"{times:.2f}", goal


def _ms(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _proposal(side_m: int) -> shapely.Polygon:
    # Turned, so that it cuts units at its edge.
    middle = shapely.Point(ORIGIN[0] + 1500, ORIGIN[1] + 1500)
    return shapely.affinity.rotate(middle.buffer(side_m / 2, cap_style="square"), 20)


def _watched(database: Database) -> list[float]:
    """A list to which every statement adds how long it made us wait, in ms, its rows not counted."""
    waited: list[float] = []
    began: list[float] = []

    @event.listens_for(database.public_engine, "before_cursor_execute")
    def before(*_: object) -> None:
        began[:] = [time.perf_counter()]

    @event.listens_for(database.public_engine, "after_cursor_execute")
    def after(*_: object) -> None:
        waited.append((time.perf_counter() - began[0]) * 1000)

    return waited


def _cold_ms(url: str, side_m: int) -> float:
    command = [sys.executable, "-m", "tests.benchmarks.conflicts", "--cold", url, str(side_m)]
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root)
    return float(done.stdout)


def cold_report(url: str, side_m: int) -> float:
    """The first report of this process in ms: the connection made, the languages read, all else yet to be found."""
    engine = make_engine(url, 20_000, search_path="public_api,public", read_only=True)
    with engine.connect() as connection, speaking("fi"):
        translations("fi")
        town_id = connection.execute(text("SELECT id FROM municipality")).scalar_one()
        return _ms(lambda: report_on(connection, town_id, _proposal(side_m), (), Tolerance()))


@contextmanager
def _town() -> Iterator[Database]:
    """The made-up town with many plan objects and half as many things of a layer."""
    cluster = start_test_cluster()
    try:
        owner, public = cluster.create("conflicts"), cluster.url("conflicts", "aluekartta_public")
        upgrade(owner)
        database = Database(settings_for(owner, owner, public))
        with database.session() as db:
            make_world(db)
            values = {"n": UNITS_A_SIDE, "m": UNIT_M, "x": ORIGIN[0], "y": ORIGIN[1], "srid": METRIC.epsg}
            db.execute(text(_UNITS), {**values, "letters": list(_LETTERS)})
            db.execute(text(_LAYER))
            db.execute(text(_THINGS), values)
            db.execute(text("ANALYZE layers.zoning_unit"))
            db.execute(text("ANALYZE layers.layer_feature"))
        yield database
        database.close()
    finally:
        cluster.stop()


_UNITS = """
    INSERT INTO layers.zoning_unit (plan_id, number, letter, land_use, names, area_m2, geom)
    SELECT (SELECT min(id) FROM layers.zoning_plan), i || '-' || j,
           (CAST(:letters AS text[]))[1 + (i * 7 + j * 3) % 6],
           '', '{}', :m * :m,
           ST_Multi(ST_MakeEnvelope(:x + i * :m, :y + j * :m, :x + (i + 1) * :m, :y + (j + 1) * :m, :srid))
    FROM generate_series(0, :n - 1) AS i, generate_series(0, :n - 1) AS j
"""
_LAYER = """
    INSERT INTO layers.layer (municipality_id, key, kind, names, source, licence, attribution)
    SELECT id, 'services', 'services', '{"fi": "Palvelut"}', 'Test', '', '' FROM boundaries.municipality
"""
_THINGS = """
    INSERT INTO layers.layer_feature (layer_id, properties, geom)
    SELECT (SELECT id FROM layers.layer WHERE key = 'services'),
           jsonb_build_object('name', 'palvelu ' || (i + j) % 20),
           ST_SetSRID(ST_MakePoint(:x + i * :m, :y + j * :m), :srid)
    FROM generate_series(0, :n - 1, 2) AS i, generate_series(0, :n - 1) AS j
"""


def main() -> int:
    """Print the table; 0 when the goal is reached."""
    if sys.argv[1:2] == ["--cold"]:
        print(cold_report(sys.argv[2], int(sys.argv[3])))
        return 0
    rows = measured()
    print(table(rows))
    return 0 if all(row.is_good for row in rows) else 1


if __name__ == "__main__":
    raise SystemExit(main())
