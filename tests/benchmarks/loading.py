"""Bringing the large city into a database by COPY, and the pyramid up to date."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import psycopg
import shapely
from shapely.geometry.base import BaseGeometry

from geo.crs import METRIC
from layers.indicators.paavo import import_paavo
from service.db import Database, make_engine
from service.participation.pins.models import STATES
from service.participation.pins.pyramid import fold_pin_changes
from tests.benchmarks.city import LETTERS, SEED, SUFFIXES, City

HOST = "127.0.0.1"
FINLAND_HOST = "finland.example"
THEMES = ("green", "traffic", "play", "culture", "services", "safety", "shore")
CHUNK = 20_000
#: Columns that others are parts of, as shares of the residents; the rest are small parts.
WHOLES = {
    "he_vakiy": 1.0,
    "pt_vakiy": 1.0,
    "ko_ika18y": 0.8,
    "hr_tuy": 0.8,
    "te_taly": 0.5,
    "tr_kuty": 0.5,
    "pt_tyoll": 0.4,
}
A_PART = 0.06

Connection = psycopg.Connection[Any]


def load_city(url: str, city: City) -> None:
    """Everything but the pins: municipality, themes, statistical units, drawn areas, zoning."""
    with psycopg.connect(url, cursor_factory=psycopg.ClientCursor) as connection:
        home = _municipality(connection, "bench", HOST, city.outline)
        for order, theme in enumerate(THEMES):
            connection.execute(
                "INSERT INTO service.theme (municipality_id, key, names, icon, sort_order)"
                " VALUES (%s, %s, jsonb_build_object('fi', CAST(%s AS text)), 'tree', %s)",
                (home, theme, theme, order),
            )
        _areas(connection, home, "postal", city.official())
        _areas(connection, home, "resident", city.drawn())
        _zoning(connection, home, city)
        _statistics(connection, home)
    _analyse(url, "boundaries.area", "boundaries.area_version", "boundaries.area_piece", "layers.zoning_unit")


def add_pins(url: str, city: City, first: int, last: int) -> None:
    """Add the pins with these numbers (the last excluded), with their membership and the pyramid."""
    xs, ys = (values[first:last] for values in city.places)
    ids = [str(uuid.UUID(bytes=raw)) for raw in _random_bytes(first, last - first)]
    with psycopg.connect(url, cursor_factory=psycopg.ClientCursor) as connection:
        # The triggers write rows for each pin, as they must for people; for a million it is done by one statement.
        connection.execute("ALTER TABLE service.pin DISABLE TRIGGER pin_pyramid_delta")
        connection.execute("ALTER TABLE service.pin DISABLE TRIGGER areas_noted")
        _copy(connection, _PIN_COLUMNS, _pin_lines(*_home_and_themes(connection), ids, xs, ys, first))
        connection.execute("ALTER TABLE service.pin ENABLE TRIGGER pin_pyramid_delta")
        connection.execute("ALTER TABLE service.pin ENABLE TRIGGER areas_noted")
        connection.execute(
            "INSERT INTO service.pin_pyramid_delta (municipality_id, theme_id, state, change, geom)"
            " SELECT municipality_id, theme_id, state, 1, public_geom FROM service.pin"
            " WHERE right(reference, 7) > lpad(CAST(%s AS text), 7, '0')",
            (first,),
        )
        _copy(
            connection, _MEMBER_COLUMNS, _member_lines(_official_versions(connection), ids, city.official_of(xs, ys))
        )
    engine = make_engine(url, 600_000)
    fold_pin_changes(engine, 100_000)
    engine.dispose()
    _analyse(url, "service.pin", "service.pin_pyramid_cell", "service.pin_pyramid_delta", "boundaries.membership")


def load_finland(database: Database, paavo: Path) -> int:
    """All of Finland's postal-code areas with their statistics as one municipality; returns how many.

    `paavo` is a GeoPackage as the publisher's: a layer of areas with all columns. The importer is the real one.
    """
    import geopandas as gpd

    frame = gpd.read_file(paavo)
    frame["kunta"] = "999"
    whole = shapely.MultiPolygon([shapely.box(*frame.total_bounds)])
    with psycopg.connect(database.settings.database_url, cursor_factory=psycopg.ClientCursor) as connection:
        home = _municipality(connection, "finland", FINLAND_HOST, whole)
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "one.gpkg"
        frame.to_file(copy, layer="paavo_2019")
        with database.session() as db:
            import_paavo(db, home, copy, "paavo_2019")
    return len(frame)


_PIN_COLUMNS = (
    "COPY service.pin (id, municipality_id, reference, kind, theme_id, title, body, language, geom, public_geom,"
    " state, support_count, is_synthetic, created_at, changed_at) FROM STDIN"
)
_MEMBER_COLUMNS = "COPY boundaries.membership (subject_kind, subject_id, area_version_id, share) FROM STDIN"


def _pin_lines(home: int, themes: list[int], ids: list[str], xs: Any, ys: Any, first: int) -> Iterator[str]:
    rng = np.random.default_rng(SEED + 3 + first)
    points = shapely.to_wkb(shapely.set_srid(shapely.points(xs, ys), METRIC.epsg), hex=True, include_srid=True)
    theme = rng.choice(themes, len(ids))
    state = rng.choice(STATES[:8], len(ids))
    support = rng.geometric(0.3, len(ids)) - 1
    # Three years back, evenly: the newest pins are the newest rows only by and large.
    days = rng.uniform(0, 1095, len(ids)).round(4)
    for n, key in enumerate(ids):
        number = first + n + 1
        word = SUFFIXES[number % len(SUFFIXES)]
        when = f"{np.datetime64('2026-11-22T12:00') - np.timedelta64(int(days[n] * 86400), 's')}+00"
        yield (
            f"{key}\t{home}\tBEN-2026-{number:07d}\tidea\t{theme[n]}\t{word} {number}\t{word} tähän kohtaan, kiitos "
            f"({number})\tfi\t{points[n]}\t{points[n]}\t{state[n]}\t{support[n]}\tt\t{when}\t{when}\n"
        )


def _member_lines(versions: list[int], ids: list[str], units: Any) -> Iterator[str]:
    for key, unit in zip(ids, units, strict=True):
        yield f"pin\t{key}\t{versions[unit]}\t1\n"


def _official_versions(connection: Connection) -> list[int]:
    rows = connection.execute(
        "SELECT v.id FROM boundaries.area AS a JOIN boundaries.area_version AS v ON v.area_id = a.id"
        " WHERE a.kind = 'postal' AND a.source = 'bench' ORDER BY a.id"
    ).fetchall()
    return [row[0] for row in rows]


def _copy(connection: Connection, statement: str, lines: Iterable[str]) -> None:
    with connection.cursor() as cursor, cursor.copy(statement.encode()) as copy:
        held: list[str] = []
        for line in lines:
            held.append(line)
            if len(held) >= CHUNK:
                copy.write("".join(held))
                held.clear()
        copy.write("".join(held))


def _municipality(connection: Connection, slug: str, host: str, outline: BaseGeometry) -> int:
    middle = outline.centroid
    row = connection.execute(
        "INSERT INTO boundaries.municipality (slug, code, names, languages, reference_prefix, centre, zoom, geom,"
        " is_demo, settings) VALUES (%(slug)s, '999', jsonb_build_object('fi', CAST(%(slug)s AS text)),"
        ' \'["fi", "sv", "en"]\', \'BEN\', ST_GeomFromWKB(%(centre)s, %(srid)s), 8,'
        " ST_GeomFromWKB(%(geom)s, %(srid)s), true,"
        " jsonb_build_object('hosts', jsonb_build_array(CAST(%(host)s AS text)))) RETURNING id",
        {"slug": slug, "host": host, "centre": middle.wkb, "geom": outline.wkb, "srid": METRIC.epsg},
    ).fetchone()
    assert row is not None
    return int(row[0])


def _areas(connection: Connection, home: int, kind: str, shapes: list[BaseGeometry]) -> None:
    with connection.cursor() as cursor:
        for number, shape in enumerate(shapes):
            cursor.execute(
                "WITH area AS (INSERT INTO boundaries.area (municipality_id, kind, slug, code, names, source)"
                " VALUES (%(home)s, %(kind)s, %(slug)s, %(code)s, jsonb_build_object('fi', CAST(%(slug)s AS text)),"
                " 'bench') RETURNING id), version AS (INSERT INTO boundaries.area_version"
                " (area_id, number, geom, area_m2)"
                " SELECT id, 1, ST_Multi(ST_GeomFromWKB(%(geom)s, %(srid)s)), %(size)s FROM area RETURNING id, geom)"
                " INSERT INTO boundaries.area_piece (area_version_id, geom)"
                " SELECT id, ST_Subdivide(geom, 128) FROM version",
                {
                    "home": home,
                    "kind": kind,
                    "slug": f"{kind}-{number}",
                    "code": f"{number:05d}" if kind == "postal" else None,
                    "geom": shape.wkb,
                    "srid": METRIC.epsg,
                    "size": shape.area,
                },
            )


def _zoning(connection: Connection, home: int, city: City) -> None:
    units = city.zoning()
    plan = connection.execute(
        "INSERT INTO layers.zoning_plan (municipality_id, plan_key, names, plan_kind, life_cycle_status, geom)"
        " VALUES (%s, 'B-1', '{\"fi\": \"Kaava\"}', 'detailed', 'http-13', ST_GeomFromWKB(%s, %s)) RETURNING id",
        (home, shapely.MultiPolygon([shapely.box(*shapely.total_bounds(units))]).wkb, METRIC.epsg),
    ).fetchone()
    assert plan is not None
    rng = np.random.default_rng(SEED + 4)
    letters = rng.choice(LETTERS, len(units))
    shapes = shapely.set_srid(shapely.multipolygons([[unit] for unit in units]), METRIC.epsg)
    texts = shapely.to_wkb(shapes, hex=True, include_srid=True)
    sizes = shapely.area(units)
    lines = (
        f"{plan[0]}\t{n}\t{letters[n]}\tkayttotarkoitus-{letters[n]}\t{sizes[n]}\t{texts[n]}\n"
        for n in range(len(units))
    )
    _copy(connection, "COPY layers.zoning_unit (plan_id, number, letter, land_use, area_m2, geom) FROM STDIN", lines)


def _statistics(connection: Connection, home: int) -> None:
    """The columns that the facts of an area are made from, for the city's own statistical units."""
    from layers.indicators.columns import paavo_columns

    for column in (one for one in paavo_columns() if one.is_figure):
        variable = connection.execute(
            "INSERT INTO layers.variable (key, edition, names, unit, year, is_count, source)"
            " VALUES (%s, 'bench', '{}', '', 2017, true, 'bench') RETURNING id",
            (column.key,),
        ).fetchone()
        assert variable is not None
        connection.execute(
            "INSERT INTO layers.statistic (variable_id, area_id, state, value) SELECT %s, a.id, 'value',"
            # As many residents as the number of the area says: parts stay below their whole everywhere.
            " floor((500 + a.id * 7919 %% 2500) * CAST(%s AS float8))"
            " FROM boundaries.area AS a WHERE a.municipality_id = %s AND a.kind = 'postal'",
            (variable[0], WHOLES.get(column.key, A_PART), home),
        )


def _home_and_themes(connection: Connection) -> tuple[int, list[int]]:
    rows = connection.execute(
        "SELECT t.municipality_id, t.id FROM service.theme AS t JOIN boundaries.municipality AS m"
        " ON m.id = t.municipality_id WHERE m.slug = 'bench' ORDER BY t.id"
    ).fetchall()
    return rows[0][0], [row[1] for row in rows]


def _random_bytes(seed: int, count: int) -> Iterator[bytes]:
    raw = np.random.default_rng(SEED + 6 + seed).bytes(16 * count)
    return (raw[at : at + 16] for at in range(0, len(raw), 16))


def _analyse(url: str, *tables: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for table in tables:
            connection.execute(f"VACUUM ANALYZE {table}".encode())
