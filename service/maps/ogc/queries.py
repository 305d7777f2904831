"""Reading features: one statement a page, the collection's rows inside, each feature made into GeoJSON there."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, TextClause, text

from boundaries.database import sql_source
from geo.crs import METRIC
from layers.attributes import KEY, TAKEN
from service.maps.ogc.collections import COLLECTIONS, Collection
from service.maps.ogc.parameters import ItemsQuery, Position
from service.maps.ogc.reference_systems import ReferenceSystem

_PACKAGE = "service.maps"
#: Conditions that a query may have, as fixed text; values are bound. Only those that hold are written, so
#: that the plan that the database makes can use the index of each.
_CONDITIONS = {
    "after": "item.key > CAST(:after AS {key})",
    "before": "(item.moment, item.key) < (CAST(:moment AS date), CAST(:after AS {key}))",
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
    "campaign": "item.campaign = CAST(:campaign AS text)",
    "letter": "item.letter = CAST(:letter AS text)",
    "area": "item.area = CAST(:area AS text)",
    "code": "item.code = CAST(:code AS text)",
}
_OUTPUT = {
    (False, False): "page.geom",
    (False, True): "ST_FlipCoordinates(page.geom)",
    (True, False): "ST_Transform(page.geom, CAST(:epsg AS integer))",
    (True, True): "ST_FlipCoordinates(ST_Transform(page.geom, CAST(:epsg AS integer)))",
}


_BY_KEY = "{table}.key"
_NEWEST_FIRST = "{table}.moment DESC, {table}.key DESC"


@dataclass(frozen=True, slots=True)
class Page:
    """Features as GeoJSON texts, and where the next page begins (None on the last)."""

    features: list[str]
    following: Position | None


def feature_page(connection: Connection, collection: Collection, query: ItemsQuery, municipality_id: int) -> Page:
    """One page of a collection, by key or from the newest back, as the collection says.

    Parameters
    ----------
    connection : of the public role.
    query : what is asked; its `limit` is kept to.
    """
    names, values = _conditions(collection, query)
    values |= {"municipality": municipality_id, "limit": query.limit + 1}
    rows = _run(connection, collection, query.system, names, values, query.condition)
    more = len(rows) > query.limit
    rows = rows[: query.limit]
    following = Position(str(rows[-1].key), rows[-1].moment if collection.is_newest_first else None) if more else None
    return Page([_feature(row) for row in rows], following)


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
        key = query.after.key
        values["after"] = int(key) if collection.has_number_key else key
        names.append("before" if collection.is_newest_first else "after")
        if collection.is_newest_first:
            values["moment"] = query.after.moment
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
    return tuple(names), values | query.condition_values


def _run(
    connection: Connection,
    collection: Collection,
    system: ReferenceSystem,
    names: tuple[str, ...],
    values: dict[str, Any],
    condition: str = "",
) -> list[Any]:
    is_moved = system.epsg != METRIC.epsg
    if is_moved:
        values = {**values, "epsg": system.epsg}
    # Statements without a filter are few and kept; a filter's is made each time.
    make = _statement.__wrapped__ if condition else _statement
    if collection.layer_id is not None:
        # The attributes of a layer are an administrator's to choose, so that its statement is made each time too.
        values = {**values, "layer": collection.layer_id}
        statement = _made(collection, names, is_moved, system.is_flipped, condition)
    else:
        statement = make(collection.id, names, is_moved, system.is_flipped, condition)
    return list(connection.execute(statement, {**values, "decimals": system.decimals}))


@cache
def _statement(
    collection_id: str, names: tuple[str, ...], is_moved: bool, is_flipped: bool, condition: str
) -> TextClause:
    return _made(COLLECTIONS[collection_id], names, is_moved, is_flipped, condition)


def _made(
    collection: Collection, names: tuple[str, ...], is_moved: bool, is_flipped: bool, condition: str
) -> TextClause:
    parts = [*(_CONDITIONS[name] for name in names), *([condition] if condition else [])]
    conditions = " AND ".join(parts) or "TRUE"
    order = _NEWEST_FIRST if collection.is_newest_first else _BY_KEY
    return text(
        sql_source(_PACKAGE, "ogc_page")
        .replace("{rows}", _rows(collection))
        .replace("{conditions}", conditions.replace("{key}", "integer" if collection.has_number_key else "text"))
        .replace("{geometry}", _OUTPUT[is_moved, is_flipped])
        .replace("{properties}", ", ".join(f"'{name}', page.{name}" for name in collection.properties))
        .replace("{order}", order.replace("{table}", "item"))
        .replace("{page_order}", order.replace("{table}", "page"))
    )


def _rows(collection: Collection) -> str:
    if collection.layer_id is None:
        return sql_source(_PACKAGE, f"ogc_{collection.id}")
    own = [name for name in collection.properties if KEY.fullmatch(name) and name not in TAKEN]
    attributes = "".join(f""", f.properties ->> '{name}' AS "{name}\"""" for name in own)
    return sql_source(_PACKAGE, "ogc_layer").replace("{attributes}", attributes)


def _feature(row: Any) -> str:
    # The database made the two large parts as JSON already; to read them here would be to write them again.
    key = json.dumps(row.key, ensure_ascii=False)
    geometry = row.geometry or "null"
    return f'{{"type":"Feature","id":{key},"geometry":{geometry},"properties":{row.properties}}}'
