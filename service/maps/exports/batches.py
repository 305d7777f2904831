"""The rows of a collection, so many at a time, as columns and shapes: what every format is written from."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import Connection

from service.maps.ogc.collections import Collection
from service.maps.ogc.parameters import ItemsQuery
from service.maps.ogc.queries import feature_page

#: So many rows are in memory at a time, however many there are.
BATCH = 5000
#: Kinds of columns by what a collection's schema says of them; anything else is text.
_KINDS = {"integer": "whole", "number": "number", "boolean": "flag", "date": "day", "date-time": "moment"}


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows: their shapes (easting or longitude first; None without a place) and their values by column."""

    shapes: NDArray[Any]
    columns: Mapping[str, list[Any]]
    texts: list[str]  # each row as GeoJSON, as it came

    def __len__(self) -> int:
        return len(self.texts)


def kinds_of(collection: Collection) -> dict[str, str]:
    """The columns of a collection in their order, with the kind of each; the key comes first, as ``id``."""
    own = {
        name: _KINDS.get(schema.get("format", ""), _KINDS.get(schema.get("type", ""), "text"))
        for name, schema in collection.properties.items()
    }
    return own if "id" in own else {"id": "whole" if collection.has_number_key else "text", **own}


def batches(
    connection: Connection, collection: Collection, query: ItemsQuery, municipality_id: int
) -> Iterator[Batch]:
    """All rows that a query finds, page after page; at least one batch, which is empty when there are none.

    Parameters
    ----------
    connection : of the public role.
    query : its limit and its beginning are no matter. Shapes come easting or longitude first, whatever the
        register says of the reference system: that is how every format but GeoJSON's own keeps them too.
    """
    system = replace(query.system, is_flipped=False)
    asked = replace(query, system=system, limit=BATCH, after=None)
    kinds = kinds_of(collection)
    while True:
        page = feature_page(connection, collection, asked, municipality_id)
        yield _batch(page.features, kinds)
        if page.following is None:
            return
        asked = replace(asked, after=page.following)


def _batch(texts: list[str], kinds: Mapping[str, str]) -> Batch:
    features = [json.loads(one) for one in texts]
    shapes = shapely.from_geojson([json.dumps(one["geometry"]) if one["geometry"] else None for one in features])
    columns = {
        name: [
            _value(one["properties"].get(name) if name in one["properties"] else one["id"], kind) for one in features
        ]
        for name, kind in kinds.items()
    }
    return Batch(np.asarray(shapes, dtype=object), columns, texts)


def _value(value: Any, kind: str) -> Any:
    if value is None:
        return None
    if kind == "day":
        return dt.date.fromisoformat(value)
    if kind == "moment":
        return dt.datetime.fromisoformat(value).astimezone(dt.UTC)
    if kind == "text":
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return value
