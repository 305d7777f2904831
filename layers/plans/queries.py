"""Reads of zoning plans. A read-only public connection is enough: plans are public."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection

from boundaries.database import sql
from geo.crs import METRIC
from layers.plans.land_use import codes_ended
from layers.plans.units import PlanUnit

PACKAGE = "layers.plans"


def units_covering(connection: Connection, municipality_id: int, geom: BaseGeometry) -> list[PlanUnit]:
    """The zoning units that a geometry in the metric CRS meets, without those of plans that have ended.

    An empty geometry meets none.
    """
    if geom.is_empty:
        return []
    drawing = shapely.to_wkb(shapely.set_srid(geom, METRIC.epsg), include_srid=True)
    values = {"municipality_id": municipality_id, "ewkb": drawing, "ended": list(codes_ended())}
    return _units(connection.execute(sql(PACKAGE, "units_covering"), values).all())


def unit_by_id(connection: Connection, municipality_id: int, unit_id: int) -> PlanUnit | None:
    """One zoning unit of the municipality, or None when there is no such."""
    values = {"municipality_id": municipality_id, "unit_id": unit_id}
    row = connection.execute(sql(PACKAGE, "unit_by_id"), values).first()
    return _unit(row) if row is not None else None


def letters_in_use(connection: Connection, municipality_id: int) -> list[str]:
    """The letters of the municipality's zoning units, each once, in alphabetical order."""
    rows = connection.execute(sql(PACKAGE, "letters_in_use"), {"municipality_id": municipality_id})
    return [str(row.letter) for row in rows]


def plans_extent(connection: Connection, municipality_id: int) -> BaseGeometry | None:
    """The box around the municipality's plans in the metric CRS; None when it has no plan."""
    values = {"municipality_id": municipality_id, "ended": list(codes_ended())}
    wkb = connection.execute(sql(PACKAGE, "plans_extent"), values).scalar()
    return shapely.from_wkb(bytes(wkb)) if wkb is not None else None


def _units(rows: Sequence[Any]) -> list[PlanUnit]:
    """Many units at once: shapes are read together, and a text of JSON that many share is read once."""
    read = lru_cache(maxsize=None)(json.loads)
    shapes = shapely.from_wkb([row.wkb for row in rows])
    return [
        PlanUnit(
            row.id, row.plan_id, row.letter, geom, row.number, row.land_use, read(row.names), read(row.plan_names),
            row.plan_kind, row.life_cycle_status, row.approved_on, row.valid_from, row.valid_to, row.is_synthetic,
            read(row.regulations), row.area_m2, row.source,
        )
        for row, geom in zip(rows, shapes, strict=True)
    ]  # fmt: skip


def _unit(row: Any) -> PlanUnit:
    values = dict(row._mapping)
    return PlanUnit(geom=shapely.from_wkb(bytes(values.pop("wkb"))), **values)
