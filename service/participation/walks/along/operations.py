"""What walkers note: named verbs that flush and never commit. Sending a thing again changes nothing."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from geoalchemy2.shape import from_shape, to_shape
from shapely.geometry import Point
from sqlalchemy import func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from geo.crs import METRIC
from geo.errors import GeometryProblem
from geo.geometry import geometry_from_geojson
from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.participation.pins.outside import outside_of
from service.participation.pins.schemas import PinText
from service.participation.pins.text_check import check_text
from service.participation.walks import rules
from service.participation.walks.along.models import ObservationCheck, WalkExperience, WalkPassage
from service.participation.walks.along.schemas import (
    CheckSent,
    ExperienceSent,
    ObservationSent,
    PassageSent,
    clamped,
)
from service.participation.walks.models import Observation, Walk, Walker
from service.participation.walks.segments import Leg, legs
from service.web.geometry_words import geometry_sentence

_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended('walk ' || CAST(:walk AS text), 0))")


def note_observation(
    db: Session,
    walk: Walk,
    walker: Walker,
    sent: ObservationSent,
    *,
    language: str,
    entered_by: uuid.UUID | None = None,
) -> Observation:
    """Store what somebody noted; one that is here already comes back as it is.

    Parameters
    ----------
    entered_by : the person of the staff who typed it in from paper; None for what came from a phone.

    Raises InvalidInput, IdentityCodeInText, ContactDetailsInText; each names the field.
    """
    db.execute(_LOCK, {"walk": walk.id})
    known = db.scalar(select(Observation).where(Observation.client_id == sent.id))
    if known is not None:
        if known.walker_id != walker.id:
            raise InvalidInput(_("Something else was sent under this mark. Send it again as a new one."))
        return known
    _require_room(db, walker)
    check_text(PinText(text=f"{sent.text}\n{sent.wish}", confirm_contact=sent.confirm_contact))
    how, number = sent.place
    now = dt.datetime.now(dt.UTC)
    note = Observation(
        walk_id=walk.id,
        number=(db.scalar(select(func.max(Observation.number)).where(Observation.walk_id == walk.id)) or 0) + 1,
        stop_number=number if how == "stop" else None,
        segment=number if how == "segment" else None,
        placed=how,
        severity=sent.severity,
        body=sent.text,
        wish=sent.wish,
        geom=from_shape(_place(db, walk, sent), METRIC.epsg),
        client_id=sent.id,
        walker_id=walker.id,
        method=walker.method,
        entered_by=entered_by,
        language=language,
        observed_at=walk.walked_at if entered_by else clamped(sent.observed_at, walker.joined_at, now),
        is_synthetic=walker.is_synthetic,
    )
    db.add(note)
    db.flush()
    return note


def note_of(db: Session, walker: Walker, client_id: uuid.UUID) -> Observation | None:
    """A walker's observation by the id that it was given on the device; None when it is not here (yet)."""
    return db.scalar(select(Observation).where(Observation.client_id == client_id, Observation.walker_id == walker.id))


def confirm_passage(db: Session, walk: Walk, walker: Walker, sent: PassageSent) -> None:
    """Note that a walker walked a leg; what was said last by their own clock holds, in whichever order it arrives.

    Raises InvalidInput for a leg that the walk does not have.
    """
    if all(leg.number != sent.segment for leg in legs_of_row(walk)):
        raise _wrong("segment", _("The walk has no such leg."))
    _say_last(
        db,
        WalkPassage,
        ("walker_id", "segment"),
        walker_id=walker.id,
        segment=sent.segment,
        found_nothing=sent.nothing,
        observed_at=clamped(sent.observed_at, walker.joined_at, dt.datetime.now(dt.UTC)),
    )


def check_earlier(db: Session, walk: Walk, walker: Walker, sent: CheckSent) -> None:
    """Note what became of an observation of the walk that this one comes back to.

    Raises InvalidInput when there is none of that number.
    """
    earlier = db.scalar(
        select(Observation.id).where(
            Observation.walk_id == walk.follows_id,
            Observation.number == sent.observation,
            Observation.visibility == "public",
        )
    )
    if earlier is None:
        raise _wrong("observation", _("There is no such observation on the earlier walk."))
    _say_last(
        db,
        ObservationCheck,
        ("walker_id", "observation_id"),
        walker_id=walker.id,
        observation_id=earlier,
        outcome=sent.outcome,
        observed_at=clamped(sent.observed_at, walker.joined_at, dt.datetime.now(dt.UTC)),
    )


def tell_experience(db: Session, walker: Walker, sent: ExperienceSent) -> None:
    """Keep how the walk was for a walker; telling it again replaces it."""
    _say_last(
        db,
        WalkExperience,
        ("walker_id",),
        walker_id=walker.id,
        heard=sent.heard,
        safe=sent.safe,
        ease=sent.ease,
        worth=sent.worth,
        body=sent.text,
        observed_at=clamped(sent.observed_at, walker.joined_at, dt.datetime.now(dt.UTC)),
    )


def legs_of_row(walk: Walk) -> list[Leg]:
    """The legs of a stored walk."""
    return legs(to_shape(walk.route), [(stop.number, stop.name, to_shape(stop.geom)) for stop in walk.stops])


def _say_last(db: Session, table: Any, key: tuple[str, ...], **values: Any) -> None:
    row = insert(table).values(**values)
    changed = {name: row.excluded[name] for name in values if name not in key}
    db.execute(
        row.on_conflict_do_update(
            index_elements=list(key), set_=changed, where=table.observed_at <= row.excluded.observed_at
        )
    )
    db.flush()


def _place(db: Session, walk: Walk, sent: ObservationSent) -> Point:
    how, number = sent.place
    if how == "stop":
        found = next((to_shape(stop.geom) for stop in walk.stops if stop.number == number), None)
    elif how == "segment":
        found = next((leg.middle for leg in legs_of_row(walk) if leg.number == number), None)
    else:
        return _own_place(db, walk, sent)
    if found is None:
        raise _wrong("at", _("The walk has no such stop or leg."))
    return found


def _own_place(db: Session, walk: Walk, sent: ObservationSent) -> Point:
    try:
        point = geometry_from_geojson({"type": "Point", "coordinates": [sent.lon, sent.lat]})
    except GeometryProblem as error:
        raise _wrong("lat", geometry_sentence(error)) from error
    if outside_of(db, walk.municipality_id, point) is not None:
        raise _wrong("lat", _("The place is outside the municipality. Choose a stop, or move the place."))
    return Point(point.x, point.y)


def _require_room(db: Session, walker: Walker) -> None:
    count = db.scalar(select(func.count()).select_from(Observation).where(Observation.walker_id == walker.id)) or 0
    if count >= rules.MOST_NOTES:
        raise InvalidInput(_("You have noted as much as one walker can. Tell the rest to the one who leads the walk."))


def _wrong(where: str, sentence: str) -> InvalidInput:
    return InvalidInput(sentence, [FieldError(where, sentence)])
