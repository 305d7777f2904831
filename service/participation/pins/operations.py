"""Writing pins: named verbs that flush and never commit."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from geoalchemy2.shape import from_shape
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Row
from sqlalchemy.orm import Session

from boundaries.database import sql
from geo.crs import METRIC
from service.errors import FieldError
from service.i18n import gettext as _
from service.moderation.names import has_person_name
from service.participation.campaigns.taking import campaign_to_take, require_asked, require_inside
from service.participation.pins import rules
from service.participation.pins.errors import UnknownTheme
from service.participation.pins.home import Home
from service.participation.pins.location import SHOWN_WITHIN_M, Location, location_of
from service.participation.pins.models import Pin, PinShape, StateChange
from service.participation.pins.references import reference
from service.participation.pins.schemas import Submission
from service.participation.pins.text_check import check_text
from service.permissions import Actor
from service.web.sessions import token_hash

PACKAGE = "service.participation.pins"


@dataclass(frozen=True)
class Submitted:
    """A stored pin, the place it was given, and the secret by which its author comes back; the secret is kept
    nowhere here."""

    pin: Pin
    token: str
    location: Location


def submit_pin(
    db: Session,
    actor: Actor,
    home: Home,
    sent: Submission,
    *,
    language: str,
    seconds_open: float | None = None,
    is_read: bool = False,
    is_synthetic: bool = False,
) -> Submitted:
    """Store what somebody says about a place. The one way in for the map, the form and the API.

    Parameters
    ----------
    language : of the text, as the page was when it was written.
    seconds_open : how long the form was open; None when the client did not say.
    is_read : a member of staff has read it already, so that it waits for nobody in a campaign that reads first.

    Raises OutsideMunicipality, PlaceNotFound, UnknownTheme, IdentityCodeInText, ContactDetailsInText,
    CampaignNotFound, CampaignNotOpen, NotAskedFor.
    """
    check_text(sent)
    asked = _asked(db, home, sent)
    campaign, location = asked.campaign, asked.location
    waits_for = rules.waiting_reason(
        is_outside=location.outside is not None,
        is_premoderated=campaign.is_premoderated and not is_read,
        is_suspicious=rules.is_suspicious(trap=sent.website, seconds_open=seconds_open),
        is_repeat=_has_repeat(db, home.id, sent, location),
        has_name=has_person_name(f"{sent.title}\n{sent.text}"),
    )
    token = secrets.token_urlsafe(24)
    pin = Pin(
        municipality_id=home.id,
        reference=_next_reference(db, home),
        campaign_id=campaign.id,
        kind=asked.kind,
        is_solution=asked.is_solution,
        theme_id=campaign.theme_id,
        title=sent.title,
        body=sent.text,
        language=language,
        geom=_stored(location.point),
        public_geom=_stored(location.public_point),
        named_area_id=location.named_area_id,
        precision=location.precision,
        method=location.method,
        accuracy_m=sent.accuracy_m if location.point is not None else None,
        placed_at_zoom=sent.zoom if location.point is not None else None,
        tie=sent.tie,
        visibility="pending" if waits_for else "public",
        waits_for=waits_for,
        author_id=actor.person_id,
        edit_token_hash=token_hash(token),
        is_synthetic=is_synthetic,
    )
    db.add(pin)
    db.flush()
    db.add(StateChange(pin_id=pin.id, state="received", is_synthetic=is_synthetic))
    if location.drawn is not None and location.precision == "exact":
        # What is shown less exactly is not kept more exactly either: its middle says enough.
        db.add(PinShape(pin_id=pin.id, municipality_id=home.id, geom=_stored(location.drawn.geometry)))
    db.flush()
    return Submitted(pin, token, location)


@dataclass(frozen=True)
class _Asked:
    """The open campaign that something was sent to, and what it is there."""

    campaign: Row[Any]
    kind: str
    is_solution: bool
    location: Location


def _asked(db: Session, home: Home, sent: Submission) -> _Asked:
    """What was sent, once its campaign asks for such a thing at such a place; raises what `submit_pin` does."""
    campaign = campaign_to_take(db, home.id, sent.campaign, sent.theme)
    if campaign.theme_id is None:
        sentence = _("Choose one of the themes.")
        raise UnknownTheme(sentence, [FieldError("theme", sentence)])
    kind = sent.kind or campaign.kinds[0]["key"]
    is_solution = campaign.asks == "solutions" if sent.is_solution is None else sent.is_solution
    location = location_of(db, home, sent, whole_area=campaign.area_slug)
    shape = location.drawn.kind if location.drawn else "point" if sent.lonlat is not None else None
    require_asked(campaign, kind=kind, theme=sent.theme, shape=shape, is_solution=is_solution)
    require_inside(db, campaign, location.drawn.geometry if location.drawn else location.point)
    return _Asked(campaign, kind, is_solution, location)


def _has_repeat(db: Session, municipality_id: int, sent: Submission, location: Location) -> bool:
    point = location.point
    values: dict[str, Any] = {
        "municipality_id": municipality_id,
        "days": rules.REPEAT_DAYS,
        "said": " ".join(f"{sent.title} {sent.text}".split()),
        "x": point.x if point is not None else None,
        "y": point.y if point is not None else None,
        "srid": METRIC.epsg,
        "distance_m": rules.REPEAT_DISTANCE_M,
        "shown_m": SHOWN_WITHIN_M,
    }
    return bool(db.scalar(sql(PACKAGE, "has_repeat"), values))


def _next_reference(db: Session, home: Home) -> str:
    row = db.execute(sql(PACKAGE, "next_number"), {"municipality_id": home.id}).one()
    return reference(home.reference_prefix, row.year, row.last_number, row.seed)


def _stored(shape: BaseGeometry | None) -> Any:
    return from_shape(shape, METRIC.epsg) if shape is not None else None
