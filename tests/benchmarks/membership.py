"""A pin with the areas that it lies in, beside the bare pin: in the database alone, several writers at once."""

from __future__ import annotations

import re

from boundaries.database import sql_source
from geo.crs import METRIC
from tests.benchmarks.cases import Site
from tests.benchmarks.city import SIDE_M
from tests.benchmarks.client import Measured
from tests.benchmarks.floor import Floor, floor_rate
from tests.benchmarks.table import Row

WRITERS = 4


def membership_row(site: Site, seconds: float, rounds: int) -> Row:
    """Both in turns: bare inserts are the floor."""
    bare, with_areas = _scripts(site)
    row = Row("areas: a pin's row and its areas, by SQL", 0.5)
    for _ in range(rounds):
        row.floors.append(_rate(site, bare, seconds))
        rate = _rate(site, with_areas, seconds)
        row.ours.append(Measured(rate, WRITERS / rate * 1000, 0))
    return row


def _rate(site: Site, script: str, seconds: float) -> float:
    return floor_rate(Floor((script,), site.writer_url, "-c search_path=public"), WRITERS, seconds)


def _scripts(site: Site) -> tuple[str, str]:
    """Pins in the busy middle, where many areas overlap."""
    x, y = (f"{at + SIDE_M / 2} + :{name} / 10.0" for at, name in zip(site.city.corner, "en", strict=True))
    point = f"ST_SetSRID(ST_MakePoint({x}, {y}), {METRIC.epsg})"
    place = "\\set e random(0, 90000)\n\\set n random(0, 90000)\n"
    bare = (
        "INSERT INTO service.pin (municipality_id, reference, theme_id, body, language, geom, public_geom)\n"
        f"SELECT {site.home}, 'G-' || gen_random_uuid(), min(t.id), 'Penkki tähän', 'fi', {point}, {point}\n"
        f"FROM service.theme AS t WHERE t.municipality_id = {site.home}"
    )
    values = {
        "subject_kind": "'pin'",
        "subject_id": ":pin",
        "municipality_id": str(site.home),
        "official_only": "FALSE",
        "official_kinds": "'{}'",
        "x": x,
        "y": y,
    }
    noted = re.sub(r":([a-z_]+)", lambda found: values[found[1]], sql_source("boundaries", "assign_point"))
    # In one transaction, as the service does it; the number is what the first statement returned.
    both = f"{place}BEGIN;\n{bare}\nRETURNING id AS pin \\gset\n{noted.strip()};\nEND"
    return place + bare, both
