"""A pin with the areas that it lies in, beside the bare pin: in the database alone, several writers at once."""

from __future__ import annotations

import psycopg

from geo.crs import METRIC
from tests.benchmarks.cases import Site
from tests.benchmarks.city import SIDE_M
from tests.benchmarks.client import Measured
from tests.benchmarks.floor import WRITER, Floor, floor_rate
from tests.benchmarks.table import Row

WRITERS = 4
#: A table like that of pins, with its indexes and all its triggers but those that note areas.
BARE = """
DROP TABLE IF EXISTS service.pin_without_areas;
CREATE TABLE service.pin_without_areas (LIKE service.pin INCLUDING ALL);
DO $$
DECLARE
    made text;
BEGIN
    FOR made IN
        SELECT replace(pg_get_triggerdef(oid), ' ON service.pin ', ' ON service.pin_without_areas ') FROM pg_trigger
        WHERE tgrelid = CAST('service.pin' AS regclass) AND NOT tgisinternal AND tgname NOT LIKE 'areas\\_%'
    LOOP
        EXECUTE made;
    END LOOP;
END $$;
GRANT SELECT, INSERT ON service.pin_without_areas TO aluekartta_service;
"""


def membership_row(site: Site, seconds: float, rounds: int) -> Row:
    """Both in turns: bare inserts are the floor."""
    with psycopg.connect(site.app.config["SETTINGS"].database_url, autocommit=True) as owner:
        owner.execute(BARE)
    row = Row("areas: a pin's row and its areas, by SQL", 0.5)
    for _ in range(rounds):
        row.floors.append(_rate(site, "pin_without_areas", seconds))
        rate = _rate(site, "pin", seconds)
        row.ours.append(Measured(rate, WRITERS / rate * 1000, 0))
    return row


def _rate(site: Site, into: str, seconds: float) -> float:
    script = _script(site, into)
    return floor_rate(Floor((script,), site.writer_url, WRITER), WRITERS, seconds)


def _script(site: Site, into: str) -> str:
    """Pins in the busy middle, where many areas overlap."""
    x, y = (f"{at + SIDE_M / 2} + :{name} / 10.0" for at, name in zip(site.city.corner, "en", strict=True))
    point = f"ST_SetSRID(ST_MakePoint({x}, {y}), {METRIC.epsg})"
    return (
        "\\set e random(0, 90000)\n\\set n random(0, 90000)\n"
        f"INSERT INTO service.{into} (municipality_id, reference, theme_id, body, language, geom, public_geom)\n"
        f"SELECT {site.home}, 'G-' || gen_random_uuid(), min(t.id), 'Penkki tähän', 'fi', {point}, {point}\n"
        f"FROM service.theme AS t WHERE t.municipality_id = {site.home}"
    )
