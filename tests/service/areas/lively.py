"""Area 05 of the made-up town with something of every kind in it: what anyone may see, and what nobody may."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from geoalchemy2.shape import from_shape
from shapely.geometry import LineString, Point, box
from sqlalchemy import select
from sqlalchemy.orm import Session

from boundaries.membership import assign_geometry, assign_point
from boundaries.models import Area, Municipality
from geo.crs import METRIC
from service.participation.pins.models import Pin, StateChange, Theme
from service.participation.walks.models import Walk
from service.programmes.models import Decision
from service.proposals.models import Proposal
from tests.factories.world import square

#: Escaped wrong it runs in a page, breaks XML, or is a formula.
CANARY = '=HYPERLINK("http://x")<script>alert(1)</script>]]>&amp; "ä"'
#: What must be in no output: each stands in a text that is not for everybody.
SECRETS = ("SALAINEN-piilotettu", "SALAINEN-odottava", "SALAINEN-peruttu", "SALAINEN-naapuri", "SALAINEN-luonnos")
NOW = dt.datetime.now(dt.UTC)
MINX, MINY, _, _ = square("05").bounds


@dataclass(frozen=True)
class Lively:
    """What was made: references of public pins, the oldest without an answer first."""

    waiting: str
    answered: str
    about_area: str


def ago(days: float) -> dt.datetime:
    """An instant so many days before now; negative days are ahead."""
    return NOW - dt.timedelta(days=days)


def at(east: float, north: float) -> Point:
    """A place in area 05, in metres from its corner."""
    return Point(MINX + east, MINY + north)


def pin(db: Session, home: Municipality, reference: str, **values: object) -> Pin:
    """Store a pin in area 05, wherever it is shown."""
    theme = db.scalars(select(Theme).where(Theme.municipality_id == home.id)).first()
    assert theme is not None
    place = values.pop("place", at(400, 400))
    shown = None if values.get("precision") == "area" else from_shape(place, METRIC.epsg)
    made = Pin(
        municipality_id=home.id,
        reference=reference,
        theme_id=theme.id,
        language="fi",
        geom=from_shape(place, METRIC.epsg),
        public_geom=shown,
        **values,
    )
    db.add(made)
    db.flush()
    db.add(StateChange(pin_id=made.id, state="received", at=made.created_at))
    assign_point(db, "pin", made.id, home.id, place, official_only=values.get("precision") == "area")
    return made


def make_lively(db: Session, *, has_decision: bool = True) -> Lively:
    """Fill area 05; the caller commits. Its decision has words and no numbers, and no page of its own."""
    home = db.scalars(select(Municipality)).one()
    waiting = pin(db, home, "TES-2026-0001", title=CANARY, body="Penkki puuttuu.", created_at=ago(40))
    answered = pin(db, home, "TES-2026-0002", title="Valot polulle", created_at=ago(30), state="accepted")
    for days, text in ((20, "Harkitsemme."), (10, CANARY)):
        state = "considered" if days == 20 else "accepted"
        db.add(StateChange(pin_id=answered.id, state=state, public_text=text, signature="Puistot", at=ago(days)))
    about = pin(
        db, home, "TES-2026-0003", title="Koko alueesta", created_at=ago(5), precision="area", place=at(123, 456)
    )
    for number, (visibility, secret) in enumerate(zip(("hidden", "pending", "withdrawn"), SECRETS, strict=False), 4):
        made = pin(db, home, f"TES-2026-000{number}", title=secret, visibility=visibility, created_at=ago(3))
        db.add(StateChange(pin_id=made.id, state="accepted", public_text=secret, at=ago(2)))
    _neighbour(db, home)
    _plans(db, home)
    if has_decision:
        _decision(db, home)
    _walks(db, home)
    return Lively(waiting.reference, answered.reference, about.reference)


def _neighbour(db: Session, home: Municipality) -> None:
    values = {
        column.name: getattr(home, column.key)
        for column in Municipality.__table__.columns
        if column.name not in ("id", "slug", "code", "reference_prefix", "created_at")
    }
    other = Municipality(**values, slug="naapuri", code="999", reference_prefix="NAA")
    db.add(other)
    db.flush()
    db.add(Theme(municipality_id=other.id, key="own", names={"fi": "Oma"}, icon="pin", sort_order=1))
    db.flush()
    pin(db, other, "NAA-2026-0001", title=SECRETS[3], created_at=ago(1))


def _plans(db: Session, home: Municipality) -> None:
    shape = box(MINX + 100, MINY + 100, MINX + 300, MINY + 300)
    for state, title in (("open", "Puiston uudistus"), ("draft", SECRETS[4])):
        made = Proposal(
            municipality_id=home.id,
            slug=f"proposal-{state}",
            title=title,
            state=state,
            geom=from_shape(shape, METRIC.epsg),
            created_at=ago(60),
            changed_at=ago(15),
        )
        db.add(made)
        db.flush()
        if state == "open":
            assign_geometry(db, "proposal", made.id, home.id, shape)


def _decision(db: Session, home: Municipality) -> None:
    db.add(
        Decision(
            municipality_id=home.id,
            slug="painopisteet",
            title="Painopisteet",
            reason="Kaikesta huolimatta.",
            method_card={},
            table=[],
            chosen=[{"code": "05", "reason": "Eniten tarvetta."}, {"code": "01", "reason": "Toinen."}],
            content_hash=b"x",
            signature="Valtuusto",
            decided_at=ago(8),
        )
    )


def _walks(db: Session, home: Municipality) -> None:
    route = LineString([at(100, 100), at(500, 100), at(500, 700)])
    for slug, title, created, walked in (
        ("pidetty", "Valokävely", ago(50), ago(45)),
        ("tulossa", "Puistokävely", ago(4), ago(-6)),
    ):
        made = Walk(
            municipality_id=home.id,
            slug=slug,
            title=title,
            walked_at=walked,
            created_at=created,
            light="light",
            participant_count=3,
            route=from_shape(route, METRIC.epsg),
        )
        db.add(made)
        db.flush()
        assign_geometry(db, "walk", made.id, home.id, route)


def area_id(db: Session, slug: str = "05") -> int:
    """The id of an area of the town."""
    return db.scalars(select(Area.id).where(Area.slug == slug)).one()
