"""Reading features: one statement a page, the collection's rows inside, each feature made into GeoJSON there."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, TextClause, text

from boundaries.database import sql_source
from geo.crs import METRIC
from service.maps.ogc.collections import Collection
from service.maps.ogc.parameters import ItemsQuery
from service.maps.ogc.reference_systems import ReferenceSystem

_PACKAGE = "service.maps"
#: Conditions that a query may have, as fixed text; values are bound. Only those that hold are written, so
#: that the plan that the database makes can use the index of each.
_CONDITIONS = {
    "after": "item.key > CAST(:after AS {key})",
    "id": "item.key = CAST(:id AS {key})",
    # The shape is in metres: the bbox was turned round once, and not each geometry.
    "shape": "ST_Intersects(item.geom, ST_GeomFromWKB(CAST(:shape AS bytea), CAST(:srid AS integer)))",
    "nowhere": "FALSE",
    "with_place": "item.geom IS NOT NULL",
    "since": "item.moment >= CAST(:since AS date)",
    "until": "item.moment <= CAST(:until AS date)",
    "theme": "item.theme = CAST(:theme AS text)",
    "state": "item.state = CAST(:state AS text)",
    "kind": "item.kind = CAST(:kind AS text)",
    "letter": "item.letter = CAST(:letter AS text)",
}
_OUTPUT = {
    (False, False): "item.geom",
    (False, True): "ST_FlipCoordinates(item.geom)",
    (True, False): "ST_Transform(item.geom, CAST(:epsg AS integer))",
    (True, True): "ST_FlipCoordinates(ST_Transform(item.geom, CAST(:epsg AS integer)))",
}


@dataclass(frozen=True, slots=True)
class Page:
    """Features as GeoJSON texts, and the key after which the next page begins (None on the last)."""

    features: list[str]
    next_after: str | None


def feature_page(connection: Connection, collection: Collection, query: ItemsQuery, municipality_id: int) -> Page:
    """One page of a collection, in the order of keys.

    Parameters
    ----------
    connection : of the public role.
    query : what is asked; its `limit` is kept to.
    """
    names, values = _conditions(collection, query)
    values |= {"municipality": municipality_id, "limit": query.limit + 1}
    rows = _run(connection, collection, query.system, names, values)
    more = len(rows) > query.limit
    rows = rows[: query.limit]
    return Page([_feature(row) for row in rows], str(rows[-1].key) if more else None)


def feature_by_key(
    connection: Connection, collection: Collection, key: str, system: ReferenceSystem, municipality_id: int
) -> str | None:
    """One feature as GeoJSON text, or None when there is none that anyone may see."""
    values: dict[str, Any] = {
        "id": int(key) if collection.has_number_key else key,
        "municipality": municipality_id,
        "limit": 1,
    }
    rows = _run(connection, collection, system, ("id",), values)
    return _feature(rows[0]) if rows else None


def _conditions(collection: Collection, query: ItemsQuery) -> tuple[tuple[str, ...], dict[str, Any]]:
    values: dict[str, Any] = dict(query.filters)
    names = list(query.filters)
    if query.after is not None:
        values["after"] = int(query.after) if collection.has_number_key else query.after
        names.append("after")
    if query.place is not None and query.place.is_everywhere:
        names.append("with_place")
    elif query.place is not None and query.place.shape is None:
        names.append("nowhere")
    elif query.place is not None and query.place.shape is not None:
        values |= {"shape": query.place.shape.wkb, "srid": METRIC.epsg}
        names.append("shape")
    if collection.has_time:
        ends = {name: day for name, day in (("since", query.since), ("until", query.until)) if day is not None}
        values |= ends
        names += list(ends)
    return tuple(names), values


def _run(
    connection: Connection,
    collection: Collection,
    system: ReferenceSystem,
    names: tuple[str, ...],
    values: dict[str, Any],
) -> list[Any]:
    is_moved = system.epsg != METRIC.epsg
    if is_moved:
        values = {**values, "epsg": system.epsg}
    statement = _statement(collection.id, collection.has_number_key, names, is_moved, system.is_flipped)
    return list(connection.execute(statement, {**values, "decimals": system.decimals}))


@cache
def _statement(
    collection_id: str, has_number_key: bool, names: tuple[str, ...], is_moved: bool, is_flipped: bool
) -> TextClause:
    conditions = " AND ".join(_CONDITIONS[name] for name in names) or "TRUE"
    return text(
        sql_source(_PACKAGE, "ogc_page")
        .replace("{rows}", sql_source(_PACKAGE, f"ogc_{collection_id}"))
        .replace("{conditions}", conditions.replace("{key}", "integer" if has_number_key else "text"))
        .replace("{geometry}", _OUTPUT[is_moved, is_flipped])
    )


def _feature(row: Any) -> str:
    # The database made the two large parts as JSON already; to read them here would be to write them again.
    key = json.dumps(row.key, ensure_ascii=False)
    geometry = row.geometry or "null"
    return f'{{"type":"Feature","id":{key},"geometry":{geometry},"properties":{row.properties}}}'
