"""What a pin's page shows, gathered from the public views; from the tables only for its author and officials."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geoalchemy2.shape import to_shape
from sqlalchemy import select

from service.participation.campaigns.kinds import Kind
from service.participation.campaigns.queries import CampaignView, campaigns_of, kind_in
from service.participation.photos.queries import PhotoView
from service.participation.pins import rules
from service.participation.pins.author import pin_missing
from service.participation.pins.features import public_lonlat
from service.participation.pins.models import Pin
from service.participation.pins.outside import outside_of, waiting_words
from service.participation.pins.photos import photos_of_pin
from service.participation.pins.places import HoldingArea, NearPlace, places_near
from service.participation.pins.queries import (
    PinRow,
    ThemeChoice,
    areas_of_pins,
    pin_by_reference,
    pin_not_public,
    steps_not_public,
    themes,
    timeline,
)
from service.permissions import Actor
from service.web.context import db_session, municipality, public_db


@dataclass(frozen=True)
class PinView:
    """A pin's page as plain values."""

    pin: PinRow
    visibility: str
    themes: list[ThemeChoice]
    theme: ThemeChoice
    lonlat: tuple[float, float] | None
    near: NearPlace | None
    areas: list[HoldingArea]
    steps: Sequence[PinRow]
    is_own: bool
    is_editable: bool
    is_withdrawable: bool
    waiting: str  # why it waits, where there is more to say than that it does
    photos: list[PhotoView]
    campaign: CampaignView | None  # None only where it is published no more
    kind: Kind
    key: str | None  # the secret, when it came by the address or the browser remembers it


def pin_view(who: Actor, reference: str) -> PinView:
    """Everything that a pin's page shows to this person.

    Raises PinNotFound when there is nothing that they may see.
    """
    home, connection = municipality(), public_db()
    row = pin_by_reference(connection, home.id, reference)
    stored = _stored(who, home.id, reference) if row is None or who.edit_token or who.is_signed_in else None
    is_public = True
    if row is None:
        if stored is None or not rules.may_see_pin(who, stored):
            raise pin_missing(reference)
        row, is_public = pin_not_public(db_session(), stored.id), False
    lonlat = public_lonlat(row)
    theme_list = themes(connection, home.id)
    campaigns = campaigns_of(connection, home.id)
    is_own = stored is not None and rules.is_author(who, stored)
    return PinView(
        pin=row,
        visibility=stored.visibility if stored is not None else "public",
        themes=theme_list,
        theme=next(one for one in theme_list if one.key == row.theme),
        lonlat=lonlat,
        near=next(iter(places_near(connection, home.id, lonlat, limit=1)), None) if lonlat else None,
        areas=areas_of_pins(connection, [row.id])[row.id],
        steps=timeline(connection, row.id) if is_public else steps_not_public(db_session(), row.id),
        is_own=is_own,
        is_editable=is_own and rules.is_editable(stored),
        is_withdrawable=is_own and rules.may_withdraw_pin(who, stored),
        waiting=_waiting(stored, home.name()) if stored is not None else "",
        photos=photos_of_pin(db_session(), row.id, sees_all=is_own or who.is_staff),
        campaign=next((one for one in campaigns if one.id == row.campaign_id), None),
        kind=kind_in(campaigns, row.campaign_id, row.kind),
        key=who.edit_token if is_own else None,
    )


def withdrawn_pin_exists(municipality_id: int, reference: str) -> bool:
    """Whether an idea with this reference was there and its author took it back."""
    found = select(Pin.id).where(
        Pin.municipality_id == municipality_id, Pin.reference == reference, Pin.visibility == "withdrawn"
    )
    return db_session().scalar(found) is not None


def _stored(who: Actor, municipality_id: int, reference: str) -> Pin | None:
    if not (who.edit_token or who.is_signed_in):
        return None
    return db_session().scalar(select(Pin).where(Pin.municipality_id == municipality_id, Pin.reference == reference))


def _waiting(pin: Pin, municipality_name: str) -> str:
    if pin.visibility != "pending" or pin.waits_for != "outside" or pin.geom is None:
        return ""
    outside = outside_of(db_session(), pin.municipality_id, to_shape(pin.geom))
    return waiting_words(municipality_name, outside) if outside is not None else ""
