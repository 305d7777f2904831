"""Writing calls, drawings and what comes of them: named verbs that flush and never commit."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass

from geoalchemy2.shape import from_shape
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from boundaries.operations import sound_multipolygon
from boundaries.slugs import unused_slug
from geo.crs import METRIC
from service.areas.agreement.counting import refresh_surface, today
from service.areas.agreement.models import AreaCall, AreaDrawing
from service.areas.agreement.rules import first_state, is_open_on
from service.audit import record
from service.errors import InvalidInput, NotFound
from service.i18n import gettext as _
from service.permissions import Actor
from service.web.sessions import token_hash


@dataclass(frozen=True)
class NewCall:
    """What somebody asks others to draw; `place` is where the map opens, in the metric CRS."""

    name: str
    reason: str
    language: str
    place: Point
    opens_on: dt.date
    closes_on: dt.date
    core_share: float
    fringe_share: float


@dataclass(frozen=True)
class NewDrawing:
    """What somebody says of the place they drew."""

    tie: str
    called: str
    why: str
    language: str
    is_open: bool


def open_call(db: Session, actor: Actor, new: NewCall, *, is_synthetic: bool = False) -> AreaCall:
    """Call for drawings: at once when staff do it, else when a moderator lets it."""
    call = AreaCall(
        municipality_id=actor.municipality_id,
        slug=unused_slug(db, AreaCall.slug, actor.municipality_id, new.name),
        name=new.name,
        reason=new.reason,
        language=new.language,
        geom=from_shape(new.place, METRIC.epsg),
        opens_on=new.opens_on,
        closes_on=new.closes_on,
        core_share=new.core_share,
        fringe_share=new.fringe_share,
        state=first_state(actor),
        author_id=actor.person_id,
        is_synthetic=is_synthetic,
    )
    db.add(call)
    db.flush()
    record(db, actor, "call.opened", "area_call", call.slug, state=call.state, name=call.name)
    return call


def set_call_state(db: Session, actor: Actor, call: AreaCall, state: str, reason: str) -> None:
    """Publish or hide a call, with a reason for the log; a hidden one shows nothing of its drawings either."""
    before, call.state = call.state, state
    db.flush()
    record(db, actor, f"call.{state}", "area_call", call.slug, state=[before, state], reason=reason)


def save_drawing(
    db: Session,
    call: AreaCall,
    new: NewDrawing,
    shape: BaseGeometry,
    drawer: bytes,
    *,
    is_synthetic: bool = False,
    created_at: dt.datetime | None = None,
) -> tuple[AreaDrawing, str]:
    """Keep one person's drawing; the second value is the secret by which they come back, kept nowhere here.

    The caller has seen that this person has none yet; the unique index holds it against a race.

    Raises GeometryProblem when the shape is not sound, InvalidInput when the call is not open.
    """
    _require_open(call)
    token = secrets.token_urlsafe(24)
    drawing = AreaDrawing(
        call_id=call.id,
        municipality_id=call.municipality_id,
        geom=from_shape(sound_multipolygon(shape), METRIC.epsg),
        tie=new.tie,
        called=new.called,
        why=new.why,
        language=new.language,
        is_open=new.is_open,
        drawer_hash=drawer,
        edit_token_hash=token_hash(token),
        is_synthetic=is_synthetic,
    )
    if created_at is not None:
        drawing.created_at = drawing.changed_at = created_at
    db.add(drawing)
    db.flush()
    refresh_surface(db, call)
    return drawing, token


def change_drawing(
    db: Session, call: AreaCall, drawing: AreaDrawing, new: NewDrawing, shape: BaseGeometry | None
) -> None:
    """Change one's own drawing; None leaves the outline. It goes to the end of the row, as if it had come now."""
    _require_open(call)
    if shape is not None:
        drawing.geom = from_shape(sound_multipolygon(shape), METRIC.epsg)
    drawing.tie, drawing.called, drawing.why = new.tie, new.called, new.why
    drawing.language, drawing.is_open = new.language, new.is_open
    drawing.changed_at = dt.datetime.now(dt.UTC)
    db.flush()
    refresh_surface(db, call)


def withdraw_drawing(db: Session, call: AreaCall, drawing: AreaDrawing) -> None:
    """Take one's own drawing back, also after the call is over; it is gone from every output at once."""
    drawing.visibility = "withdrawn"
    db.flush()
    refresh_surface(db, call)


def hide_drawing(db: Session, actor: Actor, call: AreaCall, drawing: AreaDrawing, reason: str) -> bool:
    """Take a drawing out of every output, with a reason for the log; True when that was new."""
    return _set_visibility(db, actor, call, drawing, "hidden", reason)


def show_drawing(db: Session, actor: Actor, call: AreaCall, drawing: AreaDrawing, reason: str) -> bool:
    """Count a hidden drawing again; True when that was new."""
    return _set_visibility(db, actor, call, drawing, "counted", reason)


def call_for_change(db: Session, municipality_id: int, slug: str) -> AreaCall:
    """The call of an address whatever its state, locked, so that its drawings are counted one after another.

    Raises NotFound.
    """
    call = db.scalars(
        select(AreaCall).where(AreaCall.municipality_id == municipality_id, AreaCall.slug == slug).with_for_update()
    ).first()
    if call is None:
        raise NotFound(_("There is no such call for drawings."))
    return call


def _set_visibility(
    db: Session, actor: Actor, call: AreaCall, drawing: AreaDrawing, visibility: str, reason: str
) -> bool:
    was = drawing.visibility
    if was in (visibility, "withdrawn"):
        return False
    drawing.visibility = visibility
    db.flush()
    refresh_surface(db, call)
    deed = "drawing.hidden" if visibility == "hidden" else "drawing.shown"
    record(db, actor, deed, "area_drawing", str(drawing.id), call=call.slug, reason=reason)
    return True


def _require_open(call: AreaCall) -> None:
    if call.state != "published" or not is_open_on(today(), call.opens_on, call.closes_on):
        raise InvalidInput(_("This call does not take drawings now."))
