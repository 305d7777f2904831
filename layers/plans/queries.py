"""Reads of zoning plans. A read-only public connection is enough: plans are public."""

from __future__ import annotations

from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection

from boundaries.database import sql
from geo.crs import METRIC
from layers.plans.land_use import codes_ended
from layers.plans.units import LetterGround, PlanUnit

PACKAGE = "layers.plans"


def letters_covering(connection: Connection, municipality_id: int, geom: BaseGeometry) -> list[LetterGround]:
    """The zoning units that a geometry in the metric CRS meets, by plan and letter.

    Plans that have ended are left out. An empty geometry meets none.
    """
    if geom.is_empty:
        return []
    drawing = shapely.to_wkb(shapely.set_srid(geom, METRIC.epsg), include_srid=True)
    values = {"municipality_id": municipality_id, "ewkb": drawing, "ended": list(codes_ended())}
    return [_ground(row) for row in connection.execute(sql(PACKAGE, "letters_covering"), values)]


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


def has_ended_plans(connection: Connection, municipality_id: int) -> bool:
    """Whether the municipality has plans that were repealed, lapsed, were rejected or were stopped."""
    values = {"municipality_id": municipality_id, "ended": list(codes_ended())}
    return bool(connection.execute(sql(PACKAGE, "has_ended_plans"), values).scalar())


def _ground(row: Any) -> LetterGround:
    values = dict(row._mapping)
    shapes = shapely.get_parts(shapely.from_wkb(bytes(values.pop("shapes"))))
    ids = tuple(values.pop("ids"))
    return LetterGround(PlanUnit(geom=shapes[0], **values), ids, shapes)


def _unit(row: Any) -> PlanUnit:
    values = dict(row._mapping)
    return PlanUnit(geom=shapely.from_wkb(bytes(values.pop("wkb"))), **values)
