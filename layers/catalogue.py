"""The catalogue of layers: what each is, whose it is, who may see it, and how it may be used and drawn."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from boundaries.database import sql
from layers.attributes import ShownAttribute, attribute_from


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A layer that its reader may see.

    `names` and `descriptions` are by language code. `valid_on` is the day that the data describe, `valid_from` and
    `valid_to` the days between which the thing itself holds; None where not stated. Zooms are of the metric matrix,
    None at every scale. `changed_at` moves with the entry and with its features. `has_points`
    tells that its features are points, `has_walks` that the layer of walks has something to draw, from their own
    table.
    """

    id: int
    key: str
    kind: str
    names: dict[str, str]
    source: str
    licence: str
    attribution: str
    valid_on: dt.date | None
    is_synthetic: bool
    style: dict[str, Any]
    changed_at: dt.datetime
    descriptions: dict[str, str] = field(default_factory=dict)
    source_url: str = ""
    licence_url: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    min_zoom: int | None = None
    max_zoom: int | None = None
    shown_attributes: list[dict[str, Any]] = field(default_factory=list)
    is_on_at_start: bool = False
    visibility: str = "public"
    has_features: bool = False
    has_points: bool = False
    has_walks: bool = False

    @property
    def is_public(self) -> bool:
        """Whether everybody may see the layer."""
        return self.visibility == "public"

    @property
    def attributes(self) -> tuple[ShownAttribute, ...]:
        """The attributes that are shown, in their order."""
        return tuple(attribute_from(one) for one in self.shown_attributes)


def layers_of(connection: Connection, municipality_id: int) -> list[CatalogueEntry]:
    """The municipality's layers that the connection sees, in the order of the catalogue; empty when it has none.

    The public role sees public layers alone; `Database.engine_for` gives connections that see restricted ones too.
    """
    rows = connection.execute(sql("layers", "layers_of"), {"municipality_id": municipality_id})
    return [CatalogueEntry(**row._mapping) for row in rows]
