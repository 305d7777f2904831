"""Layers and their features, as the pages of the catalogue show them to a reader who may see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection, Row

from boundaries.database import sql
from geo.crs import METRIC
from layers.catalogue import CatalogueEntry, layers_of
from service.catalogue.legend import CODE, LegendRow, classes_of, legend_of, row_of
from service.i18n import language, named

PACKAGE = "service.catalogue"
PAGE = 50


@dataclass(frozen=True, slots=True)
class ShownFeature:
    """A feature with what is shown of it, as (name of the attribute, value); its middle in degrees.

    `legend` is its class, where the layer has classes.
    """

    id: int
    code: str
    name: str
    facts: list[tuple[str, str]]
    lonlat: tuple[float, float]
    legend: LegendRow | None = None
    geom: BaseGeometry | None = None


def layer_named(connection: Connection, municipality_id: int, key: str) -> CatalogueEntry | None:
    """A layer that the connection sees by its key, or None."""
    return next((one for one in layers_of(connection, municipality_id) if one.key == key), None)


def features_page(
    connection: Connection,
    municipality_id: int,
    layer: CatalogueEntry,
    *,
    q: str,
    by_code: bool,
    page: int,
    area_version: int | None = None,
) -> tuple[list[ShownFeature], bool]:
    """PAGE features of a layer from page `page` (1 is the first), and whether there are more.

    `q` narrows them down to those with the text in a name, the code or a shown attribute, empty for all;
    `area_version` to those of which something lies in the area with that boundary.
    """
    escaped = q.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    values = {
        "layer": layer.id,
        "municipality": municipality_id,
        "pattern": f"%{escaped}%" if q else "",
        "by_code": by_code,
        "area": area_version,
        "language": language(),
        "limit": PAGE + 1,
        "offset": (page - 1) * PAGE,
    }
    rows = connection.execute(sql(PACKAGE, "features"), values).all()
    return [_shown(layer, row) for row in rows[:PAGE]], len(rows) > PAGE


def feature_of(
    connection: Connection, municipality_id: int, layer: CatalogueEntry, feature_id: int
) -> ShownFeature | None:
    """One feature with its geometry in the metric CRS, or None."""
    values = {"layer": layer.id, "municipality": municipality_id, "id": feature_id}
    row = connection.execute(sql(PACKAGE, "feature"), values).first()
    return _shown(layer, row, shapely.from_wkb(bytes(row.geom))) if row else None


def _shown(layer: CatalogueEntry, row: Row[Any], geom: BaseGeometry | None = None) -> ShownFeature:
    facts = []
    for attribute in layer.attributes:
        value = row.properties.get(attribute.key)
        if value not in (None, "", {}):
            text = named(value) if isinstance(value, dict) else str(value)
            facts.append((named(attribute.names) or attribute.column, text))
    code = row.code or ""
    name = named(row.names) or str(row.properties.get("name") or "") or code or str(row.id)
    if row.namesakes > 1 and named(row.names):
        # A name that several places have is told apart by a number, and by where the place is.
        name = ", ".join(part for part in (f"{name} {row.number}", named(row.around or {})) if part)
    return ShownFeature(row.id, code, name, facts, METRIC.to_lonlat(row.x, row.y), _class(layer, row), geom)


def _class(layer: CatalogueEntry, row: Row[Any]) -> LegendRow | None:
    classes = classes_of(layer)
    if classes is None:
        return None
    value = row.code if classes.attribute == CODE else row.properties.get(classes.attribute)
    return row_of(classes, legend_of(classes), value)
