"""Reading calls and what came of them: public things by `public_api`, one's own and staff's by the service."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection, or_, select
from sqlalchemy.orm import Session

from boundaries.database import sql
from service.areas.agreement.counting import today
from service.areas.agreement.models import AreaCall, AreaDrawing
from service.areas.agreement.rules import is_open_on, is_own
from service.web.sessions import token_hash

PACKAGE = "service.areas.agreement"
MOST = 200


@dataclass(frozen=True, slots=True)
class CallRow:
    """A call as anyone may see it. `place` is in the metric CRS; `counted` of `drawing_count` drawings are in its
    surface; `area_slug` is the area made of it, when there is one."""

    id: int
    slug: str
    name: str
    reason: str
    language: str
    opens_on: dt.date
    closes_on: dt.date
    core_share: float
    fringe_share: float
    is_synthetic: bool
    area_slug: str | None
    drawing_count: int
    counted: int
    place: Point

    def is_open(self, day: dt.date) -> bool:
        """Whether drawings are taken on a day."""
        return is_open_on(day, self.opens_on, self.closes_on)


@dataclass(frozen=True, slots=True)
class Surface:
    """What a call's drawings come to; an empty `body` when there are too few."""

    counted: int = 0
    drawings_hash: str = ""
    made_on: dt.date | None = None
    body: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Origin:
    """Of which drawings a version of an area's boundary was made; `is_current` when that is its version now."""

    version: int
    level: float
    drawing_count: int
    method: str
    drawings_hash: str
    tolerance_m: float
    published_on: dt.date
    call_slug: str
    call_name: str
    is_synthetic: bool
    is_current: bool


def calls_of(connection: Connection, municipality_id: int, day: dt.date) -> list[CallRow]:
    """Public calls, those open on a day first."""
    values = {"municipality_id": municipality_id, "day": day, "limit": MOST}
    return [_call(row) for row in connection.execute(sql(PACKAGE, "calls_of"), values)]


def open_calls(connection: Connection, municipality_id: int) -> list[CallRow]:
    """Public calls that take drawings today."""
    day = today()
    return [call for call in calls_of(connection, municipality_id, day) if call.is_open(day)]


def call_by_slug(connection: Connection, municipality_id: int, slug: str) -> CallRow | None:
    """The public call of an address, or None."""
    row = connection.execute(sql(PACKAGE, "call_by_slug"), {"municipality_id": municipality_id, "slug": slug}).first()
    return _call(row) if row else None


def surface_of_call(connection: Connection, municipality_id: int, call_id: int) -> Surface:
    """What the drawings of a public call come to."""
    values = {"municipality_id": municipality_id, "call_id": call_id}
    row = connection.execute(sql(PACKAGE, "surface_of_call"), values).first()
    return Surface(row.counted, row.drawings_hash, row.made_on, row.body) if row else Surface()


def open_drawings(connection: Connection, municipality_id: int, call_id: int) -> Sequence[Any]:
    """Drawings that their authors wanted to be seen."""
    values = {"municipality_id": municipality_id, "call_id": call_id, "limit": MOST}
    return connection.execute(sql(PACKAGE, "open_drawings"), values).all()


def origin_of_area(connection: Connection, area_id: int, version_id: int) -> Origin | None:
    """Of which drawings an area's boundary was last made; None when it never was."""
    values = {"area_id": area_id, "version_id": version_id}
    row = connection.execute(sql(PACKAGE, "origin_of_version"), values).first()
    return Origin(**row._mapping) if row else None


def calls_by_state(db: Session, municipality_id: int, state: str) -> Sequence[AreaCall]:
    """Calls that wait or are hidden, for moderators; the oldest first."""
    query = select(AreaCall).where(AreaCall.municipality_id == municipality_id, AreaCall.state == state)
    return db.scalars(query.order_by(AreaCall.created_at)).all()


def drawings_to_moderate(db: Session, call: AreaCall) -> Sequence[AreaDrawing]:
    """Drawings of a call that were not taken back, the newest first."""
    query = select(AreaDrawing).where(AreaDrawing.call_id == call.id, AreaDrawing.visibility != "withdrawn")
    return db.scalars(query.order_by(AreaDrawing.created_at.desc(), AreaDrawing.id)).all()


def drawing_to_moderate(db: Session, call: AreaCall, drawing_id: Any) -> AreaDrawing | None:
    """One of them, or None."""
    return next((one for one in drawings_to_moderate(db, call) if one.id == drawing_id), None)


def own_drawing(db: Session, call_id: int, token: str | None, drawer: bytes) -> AreaDrawing | None:
    """The asker's own drawing, by secret link, account or browser; None when there is none."""
    mine = AreaDrawing.drawer_hash == drawer
    if token:
        mine = or_(mine, AreaDrawing.edit_token_hash == token_hash(token))
    found = db.scalars(
        select(AreaDrawing).where(AreaDrawing.call_id == call_id, AreaDrawing.visibility != "withdrawn", mine)
    ).all()
    own = [one for one in found if is_own(token, drawer, one.edit_token_hash, one.drawer_hash)]
    # The link tells which one is meant, when a browser has a drawing of its own too.
    own.sort(key=lambda one: bytes(one.drawer_hash) == drawer)
    return own[0] if own else None


def shape_of(drawing: AreaDrawing) -> BaseGeometry:
    """A drawing's outline in the metric CRS."""
    return shapely.from_wkb(bytes(drawing.geom.data))


def _call(row: Any) -> CallRow:
    values = dict(row._mapping)
    return CallRow(place=shapely.from_wkb(bytes(values.pop("wkb"))), **values)
