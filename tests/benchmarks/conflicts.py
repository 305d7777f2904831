"""The report of what a proposal touches, over a hundred thousand plan objects: what one visitor's answer takes.

Run alone with `python -m tests.benchmarks.conflicts`. It starts a database server of its own, as the tests do.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

import shapely
import shapely.affinity
from sqlalchemy import text

from geo.crs import METRIC
from operate.testcluster import start_test_cluster
from service.conflicts.lines import Tolerance
from service.conflicts.report import report_on
from service.db import Database
from service.i18n import speaking
from service.migrate import upgrade
from tests.benchmarks.alone import timed_runs, told_alone
from tests.benchmarks.times import Timed
from tests.conftest import settings_for
from tests.factories.world import ORIGIN, make_world

if TYPE_CHECKING:
    from collections.abc import Iterator

#: 320 x 320 units of 10 m are 102,400 plan objects over the made-up town.
UNITS_A_SIDE, UNIT_M = 320, 10.0
MOST_MS, RUNS = 300.0, 20
#: Sides of square proposals: a block of some hundred units, a park of some seven hundred, a district of ten thousand.
SIDES_M = (100, 250, 1000)
#: Nearly the whole town, which touches nine of ten objects: told, but held against nothing.
WHOLE_M, WHOLE_RUNS = 3200, 3
_LETTERS = ("AK", "VP", "AO", "KATU", "YL", "SL")


def conflict_times(runs: int = RUNS) -> list[Timed]:
    """Whole reports by the clock: the middle one of each size is held against the goal."""
    rows = []
    with _town() as database, database.public_engine.connect() as connection, speaking("fi"):
        (town_id,) = connection.execute(text("SELECT id FROM municipality")).one()
        sizes = [(side, MOST_MS, runs) for side in SIDES_M] + [(WHOLE_M, float("inf"), WHOLE_RUNS)]
        for side, most_ms, times in sizes:
            # Turned by an eighth, so that it cuts units at its edge.
            middle = shapely.Point(ORIGIN[0] + 1500, ORIGIN[1] + 1500)
            shape = shapely.affinity.rotate(middle.buffer(side / 2, cap_style="square"), 20)
            named = f"conflicts: report, {UNITS_A_SIDE**2:,} plan objects, proposal of {side} x {side} m"
            work = partial(report_on, connection, town_id, shape, (), Tolerance())
            rows.append(timed_runs(Timed(named, 50, most_ms), work, times))
    return rows


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
    return told_alone(conflict_times(), [])


if __name__ == "__main__":
    raise SystemExit(main())
