"""A report says the same as the database does when it joins and cuts everything, the plain and slow way."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import shapely
import shapely.affinity
from sqlalchemy import text

from geo.crs import METRIC
from layers.plans.coverage import coverage
from layers.plans.queries import letters_covering
from service.conflicts.queries import layers_touched
from tests.conftest import TownDatabase
from tests.service.proposals.conftest import MINX, MINY

#: Many small units with matching edges over the town's own two, some of them in rings and pairs.
_UNITS = """
    INSERT INTO layers.zoning_unit (plan_id, number, letter, land_use, names, area_m2, geom)
    SELECT (SELECT min(id) FROM layers.zoning_plan), i || '-' || j,
           (ARRAY['AK', 'VP', 'AO', 'YL'])[1 + (i * 7 + j) % 4], '', '{}', 1, ST_Multi(
               CASE WHEN (i + j) % 9 = 0 THEN ST_Difference(square, ST_Buffer(ST_Centroid(square), 3))
                    WHEN (i + j) % 13 = 0 THEN ST_Union(
                        ST_Buffer(square, -7), ST_Translate(ST_Buffer(square, -7), 9, 0))
                    ELSE square END)
    FROM generate_series(0, 24) AS i, generate_series(0, 24) AS j,
         LATERAL (SELECT ST_Translate(ST_MakeEnvelope(:x, :y, :x + 20, :y + 20, :srid), i * 20, j * 20) AS square) AS s
"""
_THINGS = """
    INSERT INTO layers.layer_feature (layer_id, properties, geom)
    SELECT (SELECT id FROM layers.layer WHERE key = 'urban_zones'), jsonb_build_object('name', 'osa ' || id % 5), geom
    FROM layers.zoning_unit WHERE number LIKE '%-%'
"""
_JOINED = """
    SELECT plan_id, letter, ST_Area(ST_Intersection(ST_Union(geom), ST_GeomFromEWKB(:ewkb))) AS size
    FROM public_api.zoning_unit WHERE ST_Intersects(geom, ST_GeomFromEWKB(:ewkb)) GROUP BY plan_id, letter
"""
_CUT = """
    SELECT layer, properties ->> 'name' AS name, least(ST_Dimension(geom), 2) AS dimension,
           count(*), sum(ST_Area(ST_Intersection(geom, ST_GeomFromEWKB(:ewkb)))) AS size
    FROM public_api.layer_feature WHERE ST_Intersects(geom, ST_GeomFromEWKB(:ewkb)) AND ST_Dimension(geom) = 2
    GROUP BY 1, 2, 3
"""


@pytest.fixture
def built_up(layered: TownDatabase) -> Iterator[TownDatabase]:
    with layered.session() as db:
        db.execute(text(_UNITS), {"x": MINX + 300, "y": MINY + 100, "srid": METRIC.epsg})
        db.execute(text(_THINGS))
        db.commit()
    yield layered


def proposals() -> list[shapely.Geometry]:
    """Turned rectangles of 5 to 400 m, some with a hole, some half outside all that is known."""
    rng = np.random.default_rng(9)
    made = []
    for number in range(25):
        shape = shapely.box(0, 0, *rng.uniform(5, 400, 2))
        shape = shape.difference(shapely.centroid(shape).buffer(40)) if number % 3 == 0 else shape
        turned = shapely.affinity.rotate(shape, rng.uniform(0, 90))
        made.append(shapely.affinity.translate(turned, MINX + rng.uniform(200, 700), MINY + rng.uniform(50, 400)))
    return [shape for shape in made if not shape.is_empty]


def test_the_plans_sizes_are_those_of_all_units_joined(built_up: TownDatabase) -> None:
    with built_up.database.public_engine.connect() as connection:
        home = connection.execute(text("SELECT id FROM municipality")).scalar_one()
        for shape in proposals():
            report = coverage(shape, letters_covering(connection, home, shape))
            told = {(p.unit.plan_id, p.unit.letter): p.size for p in (*report.parts, *report.slivers)}
            rows = connection.execute(text(_JOINED), {"ewkb": _ewkb(shape)}).all()
            assert told == pytest.approx(
                {(r.plan_id, r.letter): r.size for r in rows if r.size > 0}, abs=1e-6, rel=1e-6
            )


def test_the_layers_sizes_are_those_of_everything_cut(built_up: TownDatabase) -> None:
    with built_up.database.public_engine.connect() as connection:
        home = connection.execute(text("SELECT id FROM municipality")).scalar_one()
        for shape in proposals():
            things = layers_touched(connection, home, shape)
            told = {(t.layer, t.name, t.feature_count): t.size for t in things if t.dimension == 2}
            rows = connection.execute(text(_CUT), {"ewkb": _ewkb(shape)}).all()
            cut = {(row.layer, row.name, row.count): row.size for row in rows}
            assert told == pytest.approx(cut, abs=1e-6, rel=1e-6)


def _ewkb(shape: shapely.Geometry) -> bytes:
    return bytes(shapely.to_wkb(shapely.set_srid(shape, METRIC.epsg), include_srid=True))
