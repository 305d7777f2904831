"""The catalogue of layers: what each is, whose it is, and how it may be used."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from boundaries.database import sql


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A public layer. `names` by language code; `valid_on` is the day the data describe, if stated."""

    key: str
    kind: str
    names: dict[str, str]
    source: str
    licence: str
    attribution: str
    valid_on: dt.date | None
    is_synthetic: bool
    style: dict[str, Any]


def layers_of(connection: Connection, municipality_id: int) -> list[CatalogueEntry]:
    """The municipality's public layers, in the order of the catalogue; empty when it has none."""
    rows = connection.execute(sql("layers", "layers_of"), {"municipality_id": municipality_id})
    return [CatalogueEntry(**row._mapping) for row in rows]
