"""From drawings to an area: the boundary at a chosen level, with where it came from."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from boundaries.models import Area, AreaVersion
from boundaries.operations import AreaTraits, create_area, revise_area
from geo.agreement import METHOD, Drawings, Proposal, drawings_of, proposal_at
from service.areas.agreement.counting import counted_drawings, least_of
from service.areas.agreement.models import AreaCall, AreaOrigin
from service.areas.agreement.reckoning import drawings_hash
from service.areas.agreement.rules import LEAST_TOGETHER
from service.audit import record
from service.errors import EditConflict, InvalidInput
from service.i18n import format_percent
from service.i18n import gettext as _
from service.permissions import Actor


@dataclass(frozen=True)
class Ready:
    """The drawings that an area would be made of now, with the mark by which they are known."""

    drawings: Drawings
    hash: str


def ready_drawings(db: Session, call: AreaCall) -> Ready | None:
    """The counted drawings of a call; None while there are too few to make anything of."""
    counted = counted_drawings(db, call)
    if len(counted) < least_of(db, call):
        return None
    drawings = drawings_of([one.shape for one in counted], LEAST_TOGETHER)
    return Ready(drawings, drawings_hash(counted).hex())


def publish_boundary(
    db: Session,
    actor: Actor,
    call: AreaCall,
    *,
    level: float,
    names: dict[str, str],
    kind: str,
    reason: str,
    expected_hash: str,
) -> tuple[Area, bool]:
    """Make the call's area, or give it a new version; the second value says whether its boundary is a new one.

    Parameters
    ----------
    level : the share (0-1) of the counted drawings that must cover a place.
    expected_hash : the mark of the drawings that the official saw.

    Raises InvalidInput when nothing can be made at that level, and EditConflict when other drawings are counted
    now than the official saw.
    """
    ready = ready_drawings(db, call)
    found = proposal_at(ready.drawings, level) if ready is not None else None
    if ready is None or found is None:
        raise InvalidInput(_("There is no place where so many agree. Choose a lower level."))
    if ready.hash != expected_hash:
        raise EditConflict(_("More drawings were counted while you looked. Look at the boundary again."))
    area, version, is_new = _lay(db, actor, call, found, names, kind, reason)
    if is_new:
        db.add(_origin(actor, call, version, found, ready))
    db.flush()
    record(
        db,
        actor,
        "call.boundary_published",
        "area",
        area.slug,
        call=call.slug,
        level=level,
        drawings=len(ready.drawings),
        drawings_hash=ready.hash,
        method=METHOD,
        version=version.number,
    )
    return area, is_new


def _lay(
    db: Session, actor: Actor, call: AreaCall, found: Proposal, names: dict[str, str], kind: str, reason: str
) -> tuple[Area, AreaVersion, bool]:
    area = db.get(Area, call.area_id) if call.area_id is not None else None
    if area is None or area.state == "withdrawn":
        traits = AreaTraits(kind, names, author_id=actor.person_id, is_synthetic=call.is_synthetic)
        area = create_area(db, call.municipality_id, traits, found.shape)
        call.area_id = area.id
        return area, _current(db, area), True
    area.names, area.kind = {**area.names, **names}, kind
    before = _current(db, area)
    said = reason or _("Residents' drawings, at the level of %(level)s", level=format_percent(found.level, 0))
    version = revise_area(db, area.id, found.shape, changed_by=actor.person_id, reason=said)
    return area, version, version.id != before.id


def _current(db: Session, area: Area) -> AreaVersion:
    return db.scalars(select(AreaVersion).where(AreaVersion.area_id == area.id, AreaVersion.valid_to.is_(None))).one()


def _origin(actor: Actor, call: AreaCall, version: AreaVersion, found: Proposal, ready: Ready) -> AreaOrigin:
    return AreaOrigin(
        area_version_id=version.id,
        call_id=call.id,
        municipality_id=call.municipality_id,
        level=found.level,
        drawing_count=len(ready.drawings),
        method=METHOD,
        drawings_hash=bytes.fromhex(ready.hash),
        tolerance_m=found.tolerance_m,
        published_by=actor.person_id,
    )
