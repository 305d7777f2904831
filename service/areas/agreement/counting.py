"""Which drawings are counted, and making the public surface anew when they change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import shapely
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from boundaries.models import Municipality
from geo.agreement import METHOD
from service.areas.agreement.models import AgreementSurface, AreaCall, AreaDrawing
from service.areas.agreement.reckoning import Counted, drawings_hash, surface_of
from service.areas.agreement.rules import how_many_count, least_shown
from service.i18n import TIME_ZONE


def today() -> dt.date:
    """The day here."""
    return dt.datetime.now(TIME_ZONE).date()


def counted_drawings(db: Session, call: AreaCall) -> list[Counted]:
    """The drawings that the public surface is made of, the oldest first."""
    return [Counted(shapely.from_wkb(bytes(one.geom.data)), one.tie) for one in _counted(db, call)]


def least_of(db: Session, call: AreaCall) -> int:
    """The fewest drawings of which the call's municipality shows anything."""
    settings = db.scalars(select(Municipality.settings).where(Municipality.id == call.municipality_id)).one()
    return least_shown(settings)


def refresh_surface(db: Session, call: AreaCall) -> bool:
    """Make the public surface anew when the counted drawings changed; True when they had.

    The caller holds the call's lock. The same drawings give the same surface, so nothing is reckoned twice.
    """
    drawings = _of_call(db, call)
    counted = counted_drawings(db, call)
    found = drawings_hash(counted)
    kept = db.get(AgreementSurface, call.id)
    is_same = kept is not None and bytes(kept.drawings_hash) == found and kept.body.get("method", METHOD) == METHOD
    values = {"municipality_id": call.municipality_id, "drawing_count": len(drawings), "counted": len(counted)}
    if not is_same:
        body = surface_of(counted, core=call.core_share, fringe=call.fringe_share, least=least_of(db, call))
        values |= {"drawings_hash": found, "body": body, "made_at": dt.datetime.now(dt.UTC)}
    if kept is None:
        db.execute(insert(AgreementSurface).values(call_id=call.id, **values))
    else:
        for name, value in values.items():
            setattr(kept, name, value)
    db.flush()
    return not is_same


def _of_call(db: Session, call: AreaCall) -> Sequence[AreaDrawing]:
    query = select(AreaDrawing).where(AreaDrawing.call_id == call.id, AreaDrawing.visibility == "counted")
    # By the last change: an outline that was changed counts as the newest.
    return db.scalars(query.order_by(AreaDrawing.changed_at, AreaDrawing.id)).all()


def _counted(db: Session, call: AreaCall) -> Sequence[AreaDrawing]:
    drawings = _of_call(db, call)
    return drawings[: how_many_count(len(drawings), least_of(db, call), is_over=today() > call.closes_on)]
