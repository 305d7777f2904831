"""Reading decisions, from the views of `public_api`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import shapely
from sqlalchemy import Connection
from sqlalchemy.exc import NoResultFound

from boundaries.database import sql
from service.analysis.shapes import UnitShape, as_geojson, thinned

PACKAGE = "service.programmes"


@dataclass(frozen=True)
class DecisionLine:
    """A decision in a list."""

    slug: str
    title: str
    reason: str
    chosen: list[dict[str, Any]]
    signature: str
    is_synthetic: bool
    decided_at: dt.datetime


@dataclass(frozen=True)
class DecisionView:
    """A decision with all that is frozen in it; `content_hash` is in hexadecimal."""

    slug: str
    title: str
    reason: str
    method_card: dict[str, Any]
    table: list[dict[str, Any]]
    chosen: list[dict[str, Any]]
    content_hash: str
    signature: str
    is_synthetic: bool
    decided_at: dt.datetime


def decisions(connection: Connection, municipality_id: int) -> list[DecisionLine]:
    """All decisions of a municipality, newest first."""
    rows = connection.execute(sql(PACKAGE, "decisions_of"), {"municipality_id": municipality_id})
    return [DecisionLine(**row._mapping) for row in rows]


def decision_by_slug(connection: Connection, municipality_id: int, slug: str) -> DecisionView | None:
    """The decision at an address, or None."""
    place = {"municipality_id": municipality_id, "slug": slug}
    try:
        return DecisionView(**connection.execute(sql(PACKAGE, "decision_by_slug"), place).one()._mapping)
    except NoResultFound:
        return None


def decided_shapes(connection: Connection, view: DecisionView) -> dict[str, UnitShape]:
    """The areas' boundaries as they were when it was decided, thinned for drawing, by code. Those of chosen
    drawn areas are among them."""
    codes = {row["area_version_id"]: row["code"] for row in view.table}
    rows = connection.execute(sql(PACKAGE, "boundaries_of_versions"), {"version_ids": list(codes)})
    thin = thinned({row.id: shapely.from_wkb(bytes(row.wkb)) for row in rows})
    drawn = {row["area_version_id"]: row["code"] for row in rows_of(view) if row.get("is_chosen")}
    return {codes[version_id]: shape for version_id, shape in thin.items()} | drawn_shapes(connection, drawn)


def drawn_shapes(connection: Connection, codes: dict[int, str]) -> dict[str, UnitShape]:
    """Outlines of drawn areas by code, from the codes of boundary versions; those that nobody may see any more are
    left out. They overlap units, and so are not thinned with these."""
    if not codes:
        return {}
    rows = connection.execute(sql(PACKAGE, "boundaries_of_versions"), {"version_ids": list(codes)})
    shapes = {row.id: shapely.from_wkb(bytes(row.wkb)) for row in rows}
    return {codes[at]: UnitShape(at, shape, as_geojson(shape)) for at, shape in shapes.items()}


def decided_boundaries(connection: Connection, view: DecisionView) -> dict[str, bytes]:
    """The areas' whole boundaries as they were when it was decided: well-known binary in the metric CRS, by code;
    those of drawn candidates too, as long as anyone may see them."""
    codes = {row["area_version_id"]: row["code"] for row in rows_of(view)}
    rows = connection.execute(sql(PACKAGE, "boundaries_of_versions"), {"version_ids": list(codes)})
    return {codes[row.id]: bytes(row.wkb) for row in rows}


def rows_of(view: DecisionView) -> list[dict[str, Any]]:
    """The statistical units of a decision, and after them the drawn areas that were candidates beside them."""
    return [*view.table, *view.method_card.get("drawn", {}).get("rows", [])]
