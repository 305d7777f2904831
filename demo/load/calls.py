"""Calls for drawings, with the same operations that residents' drawings go through."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from geoalchemy2.shape import from_shape
from shapely.geometry import Point
from sqlalchemy.orm import Session

from boundaries.models import Municipality
from boundaries.operations import sound_multipolygon
from demo.content import DemoCall
from demo.load.geometry import metric
from geo.crs import METRIC
from service.accounts.models import Person
from service.areas.agreement.counting import refresh_surface
from service.areas.agreement.models import AreaDrawing
from service.areas.agreement.operations import NewCall, open_call
from service.permissions import Actor


def add_calls(db: Session, town: Municipality, calls: Iterable[DemoCall], people: dict[str, Person]) -> None:
    """Open each call as the official did, and lay its drawings over each other once."""
    official = people["official"]
    actor = Actor(town.id, official.id, official.display_name, official.title, frozenset({"official"}))
    for one in calls:
        place = Point(METRIC.from_lonlat(*one.lonlat))
        new = NewCall(one.name, one.reason, "fi", place, one.opens_on, one.closes_on, 0.75, 0.25)
        call = open_call(db, actor, new, is_synthetic=True)
        call.created_at = one.drawings[0].created_at
        for number, drawing in enumerate(one.drawings, start=1):
            # Nobody comes back to a made-up drawing: its secret is a hash of its number that opens nothing.
            mark = hashlib.sha256(f"demo|{town.slug}|{one.slug}|{number}".encode()).digest()
            db.add(
                AreaDrawing(
                    call_id=call.id,
                    municipality_id=town.id,
                    geom=from_shape(sound_multipolygon(metric(drawing.geometry)), METRIC.epsg),
                    tie=drawing.tie,
                    called=drawing.called,
                    why=drawing.why,
                    language="fi",
                    is_open=drawing.shows,
                    drawer_hash=mark,
                    edit_token_hash=hashlib.sha256(mark).digest(),
                    is_synthetic=True,
                    created_at=drawing.created_at,
                    changed_at=drawing.created_at,
                )
            )
        db.flush()
        refresh_surface(db, call)
