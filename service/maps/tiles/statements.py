"""The statements that draw tiles: kept in `sql/tile_*.sql`, with the few expressions they share put in here.

What is put in is fixed text of this module; everything that comes from outside is bound.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from boundaries.database import sql_source

_NAMED = re.compile(r"\{(\w+)(?::([^{}]+))?\}")

_SHARED = {
    "srid": "CAST(%(srid)s AS integer)",
    "tile_srid": "CAST(%(tile_srid)s AS integer)",
    # The tile in its matrix's CRS, the same place with its buffer in metres, and the pyramid's cells that touch it.
    "tile": "CAST(%(tile)s AS geometry)",
    "window": "CAST(%(window)s AS geometry)",
    "cells": "CAST(%(cells)s AS geometry)",
    # A quarter of a pixel cannot be seen, and takes most corners away. The transformation does nothing where
    # the tile's CRS is the stored one.
    "shape": (
        "ST_AsMVTGeom(ST_Transform(ST_Simplify({0}, CAST(%(metres_per_px)s AS float8) / 4, true), "
        "CAST(%(tile_srid)s AS integer)), CAST(%(tile)s AS geometry), 4096, CAST(%(buffer)s AS integer), true)"
    ),
    "seen": (
        "greatest(ST_XMax({0}) - ST_XMin({0}), ST_YMax({0}) - ST_YMin({0})) >= 2 * CAST(%(metres_per_px)s AS float8)"
    ),
    # A tile's west and north edges are its own, the others its neighbours': a point is in one tile.
    "inside": (
        "ST_X({0}) >= CAST(%(inner_west)s AS float8) AND ST_X({0}) < CAST(%(inner_east)s AS float8) "
        "AND ST_Y({0}) > CAST(%(inner_south)s AS float8) AND ST_Y({0}) <= CAST(%(inner_north)s AS float8)"
    ),
}
_THEME_ID = (
    "(SELECT t.id FROM theme AS t WHERE t.municipality_id = CAST(%(municipality)s AS integer) "
    "AND t.key = CAST(%(theme)s AS text))"
)
_PLAIN = {
    "pin": (
        "(CAST(%(theme)s AS text) IS NULL OR {0}.theme = CAST(%(theme)s AS text)) "
        "AND (CAST(%(state)s AS text) IS NULL OR {0}.state = CAST(%(state)s AS text))"
    ),
    "cell": (
        "(CAST(%(theme)s AS text) IS NULL OR {0}.theme_id = " + _THEME_ID + ") "
        "AND (CAST(%(state)s AS text) IS NULL OR {0}.state = CAST(%(state)s AS text))"
    ),
}
_BOUND = re.compile(r"(?<!:):(\w+)")
_TYPES = dict.fromkeys(("minx", "miny", "maxx", "maxy"), "float8") | {
    "srid": "integer", "municipality_id": "integer", "since": "date", "until": "date",
}  # fmt: skip


def _finer() -> str:
    """The very conditions of the list of pins, with this module's placeholders, each in a CAST."""
    conditions = sql_source("service.participation.pins", "matching").partition("\nWHERE ")[2]
    return "(" + _BOUND.sub(lambda one: f"CAST(%({one[1]})s AS {_TYPES.get(one[1], 'text')})", conditions) + ")"


#: Beside every tile stands the state of the database that it shows (`service.maps.tiles.kept`).
_WITH_STATE = "SELECT drawn.*, CAST(pg_current_snapshot() AS text) AS state FROM (\n{0}\n) AS drawn"


@cache
def statement(name: str, filters: Literal["", "plain", "finer"] = "") -> str:
    """The statement of ``sql/<name>.sql`` with psycopg's named placeholders, read once per process.

    It gives the tile and the database's state. With "plain" filters it takes `theme` and `state` too, each of which
    may be NULL for all; with "finer" ones what the list of pins takes.
    """
    texts = dict.fromkeys(_PLAIN, "TRUE")
    if filters:
        texts = _PLAIN if filters == "plain" else {"pin": _finer()}

    def put_in(found: re.Match[str]) -> str:
        text = texts[found[1]] if found[1] in texts else _SHARED[found[1]]
        return text.replace("{0}", found[2] or "")

    return _WITH_STATE.format(_NAMED.sub(put_in, sql_source("service.maps", name)))
