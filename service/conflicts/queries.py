"""Reads of what lies under and near a shape: one statement for each kind of thing, all from the public views."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from boundaries.database import sql
from geo.crs import METRIC
from layers.plans.land_use import codes_ended
from service.conflicts.models import ConflictJudgement
from service.i18n import TIME_ZONE

PACKAGE = "service.conflicts"
#: How far away services and protected things are told, and at most how many of each layer.
WITHIN_M, MOST_NEAR = 500.0, 5
#: What is called near for ideas, observations and residents.
NEAR_M = 100.0


@dataclass(frozen=True, slots=True)
class TouchedThing:
    """Things of one name in a layer. `dimension` 2: `size` in m2; 1: in metres; 0: points, which have no size."""

    layer: str
    layer_names: Mapping[str, str]
    source: str
    valid_on: dt.date | None
    is_synthetic: bool
    code: str
    name: str
    names: Mapping[str, str]
    dimension: int
    feature_count: int
    size: float


@dataclass(frozen=True, slots=True)
class TouchedArea:
    """A published area; `size` as in TouchedThing, `area_m2` of the whole area."""

    slug: str
    kind: str
    names: Mapping[str, str]
    area_m2: float
    dimension: int
    size: float


@dataclass(frozen=True, slots=True)
class NearThing:
    """A service or a protected thing; `metres` is 0 where the shape meets it, `letter` only for plans' units."""

    layer: str
    layer_names: Mapping[str, str]
    name: str
    names: Mapping[str, str]
    letter: str
    is_protected: bool
    metres: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a planner said of a line of some version: ``aside`` or that it ``stands``, and why."""

    version: int
    line: str
    verdict: str
    reason: str
    signature: str
    made_on: dt.date
    id: int = field(default=0)


def database_state(connection: Connection) -> str:
    """Which transactions are seen just now: two equal states show equal rows, whatever table they are in."""
    return str(connection.execute(sql(PACKAGE, "database_state")).scalar_one())


def layers_touched(connection: Connection, municipality_id: int, shape: BaseGeometry) -> list[TouchedThing]:
    """What of the catalogue's layers a shape of the metric CRS meets, by layer, the largest first."""
    return [TouchedThing(**row) for row in _rows(connection, "layers_touched", municipality_id, shape)]


def areas_touched(connection: Connection, municipality_id: int, shape: BaseGeometry) -> list[TouchedArea]:
    """The published areas that a shape reaches into: official ones first, the largest part first."""
    return [TouchedArea(**row) for row in _rows(connection, "areas_touched", municipality_id, shape)]


def nearest(connection: Connection, municipality_id: int, shape: BaseGeometry) -> list[NearThing]:
    """Services and protected things within 500 m, the nearest first."""
    more = {"within_m": WITHIN_M, "most": MOST_NEAR, "ended": list(codes_ended())}
    return [NearThing(**row) for row in _rows(connection, "nearest", municipality_id, shape, **more)]


def public_judgements(connection: Connection, municipality_id: int, proposal_id: uuid.UUID) -> list[Judgement]:
    """What was said of the lines of a proposal that residents see, oldest first."""
    values = {"municipality_id": municipality_id, "proposal_id": proposal_id}
    return [Judgement(**row._mapping) for row in connection.execute(sql(PACKAGE, "judgements_of"), values)]


def own_judgements(db: Session, proposal_id: uuid.UUID) -> list[Judgement]:
    """The same for a proposal in whatever state, for those who write proposals."""
    query = select(ConflictJudgement).where(ConflictJudgement.proposal_id == proposal_id)
    return [
        Judgement(
            one.version, one.line, one.verdict, one.reason, one.signature,
            one.made_at.astimezone(TIME_ZONE).date(), one.id,
        )
        for one in db.scalars(query.order_by(ConflictJudgement.id))
    ]  # fmt: skip


def _rows(
    connection: Connection, name: str, municipality_id: int, shape: BaseGeometry, **more: Any
) -> list[dict[str, Any]]:
    ewkb = shapely.to_wkb(shapely.set_srid(shape, METRIC.epsg), include_srid=True)
    values = {"municipality_id": municipality_id, "ewkb": ewkb, **more}
    return [dict(row._mapping) for row in connection.execute(sql(PACKAGE, name), values)]
