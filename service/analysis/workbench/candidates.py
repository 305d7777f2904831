"""Which areas a plan ranks: all, those in the urban zones, those inside another area, or those picked by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from sqlalchemy import Connection

from boundaries.database import sql
from boundaries.queries import area_page
from geo.columns import Flags
from layers.indicators.queries import StatisticsFrame, statistics_stamp
from service.analysis.workbench.plan import Plan

PACKAGE = "service.analysis.workbench"
URBAN_LAYER = "urban_zones"
#: An area is urban with so much of the zones in it, or when they cover the greater part of it. Shares alone would
#: leave out a city centre whose postal code reaches over a lake.
URBAN_LEAST_M2 = 500_000.0
GREATER_PART = 0.5


class NoUrbanZones(LookupError):
    """The municipality has no layer of urban zones."""


class NoSuchOutline(LookupError):
    """There is no published area with that address."""


def candidates(connection: Connection, municipality_id: int, plan: Plan, frame: StatisticsFrame) -> Flags:
    """The areas that `plan` ranks, in the order of `frame`; their residents are looked at elsewhere.

    Raises NoUrbanZones or NoSuchOutline.
    """
    everyone = np.ones(len(frame.codes), dtype=np.bool_)
    if plan.among == "hand":
        return np.array([code in plan.only for code in frame.codes], dtype=np.bool_)
    if plan.among == "urban":
        return urban(connection, municipality_id, frame)
    if plan.among == "inside":
        return _inside(connection, municipality_id, plan.inside, frame)
    return everyone


def urban(connection: Connection, municipality_id: int, frame: StatisticsFrame) -> Flags:
    """Areas that hold `URBAN_LEAST_M2` of the urban zones, or lie by the greater part in them.

    Raises NoUrbanZones.
    """
    key = (str(connection.engine.url), municipality_id, statistics_stamp(connection, municipality_id))
    if key not in _urban:
        values = {"municipality_id": municipality_id, "kind": "postal", "layer": URBAN_LAYER}
        rows = connection.execute(sql(PACKAGE, "zoned_area"), values).all()
        if not any(row.zoned_m2 > 0 for row in rows):
            raise NoUrbanZones(URBAN_LAYER)
        if len(_urban) > 16:
            _urban.clear()
        _urban[key] = {
            row.area_id
            for row in rows
            if row.zoned_m2 >= URBAN_LEAST_M2 or row.zoned_m2 >= GREATER_PART * row.whole_m2
        }
    return np.array([area_id in _urban[key] for area_id in frame.area_ids], dtype=np.bool_)


_urban: dict[tuple[Any, ...], set[int]] = {}


def _inside(connection: Connection, municipality_id: int, slug: str, frame: StatisticsFrame) -> Flags:
    page = area_page(connection, municipality_id, slug)
    if page is None or page.area.geometry is None:
        raise NoSuchOutline(slug)
    outline = page.area.geometry
    shapely.prepare(outline)
    rows = connection.execute(
        sql("boundaries", "units_of"), {"municipality_id": municipality_id, "kind": "postal"}
    ).all()
    shapes = {row.id: shapely.make_valid(shapely.from_wkb(bytes(row.wkb))) for row in rows}
    return np.array(
        [
            shapes[area_id].intersection(outline).area > GREATER_PART * shapes[area_id].area
            for area_id in frame.area_ids
        ],
        dtype=np.bool_,
    )
