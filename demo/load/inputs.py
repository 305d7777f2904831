"""What the demo's residents said: ideas with their comments and answers."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable

from shapely import affinity, prepare, wkb
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from boundaries.models import Area, Municipality
from demo.content import Comment, Idea
from demo.load.campaigns import campaign_of, kind_of
from demo.load.geometry import stored
from geo.crs import METRIC
from service.accounts.models import Person
from service.discussion.models import Comment as CommentRow
from service.discussion.models import Support
from service.participation.campaigns.models import Campaign
from service.participation.pins.location import public_point
from service.participation.pins.models import Pin, PinNumber, PinShape, StateChange, Theme

STATES = {"under_consideration": "considered", "rejected": "declined"}
PRECISIONS = {"100m": "about_100_m", "none": "exact"}
METHODS = {"address": "search"}
TIES = {"association": "unknown"}


def add_ideas(
    db: Session,
    town: Municipality,
    ideas: Iterable[Idea],
    themes: dict[str, Theme],
    people: dict[str, Person],
    campaigns: dict[str, Campaign],
) -> None:
    """Ideas with supports, comments and answers; misplaced ones wait for a moderator, as real ones would."""
    last: dict[int, int] = {}
    area_ids = _area_by_code(db, town)
    whole = db.scalar(select(func.ST_AsBinary(Municipality.geom)).where(Municipality.id == town.id))
    boundary = wkb.loads(bytes(whole))
    prepare(boundary)
    for idea in ideas:
        pin = _pin(town, idea, themes, campaign_of(idea, campaigns))
        point = Point(METRIC.from_lonlat(*idea.lonlat)) if idea.lonlat else None
        if point is not None and not boundary.covers(point):
            pin.visibility, pin.waits_for = "pending", "outside"
        if point is None:
            pin.named_area_id = area_ids.get(idea.area_code)
        db.add(pin)
        db.flush()
        _number(last, idea.reference)
        if point is not None and pin.visibility == "public" and pin.precision == "exact":
            _drawn(db, pin, point)
        _timeline(db, pin, idea, people)
        _comments(db, town, pin, idea.comments)
        db.add_all(
            Support(subject_kind="pin", subject_id=str(pin.id), supporter_hash=_supporter(pin, number))
            for number in range(idea.support_count)
        )
    for year, number in last.items():
        db.add(PinNumber(municipality_id=town.id, year=year, last_number=number))
    db.flush()


def _pin(town: Municipality, idea: Idea, themes: dict[str, Theme], campaign: Campaign | None) -> Pin:
    precision = PRECISIONS.get(idea.precision, idea.precision)
    point = Point(METRIC.from_lonlat(*idea.lonlat)) if idea.lonlat else None
    shown = public_point(point, precision) if point else None
    state = STATES.get(idea.state, idea.state)
    pin = Pin(
        municipality_id=town.id,
        reference=idea.reference,
        kind=kind_of(idea, campaign),
        theme_id=themes[idea.theme].id,
        title=idea.title,
        body=idea.text,
        language=idea.language,
        geom=stored(point) if point else None,
        public_geom=stored(shown) if shown else None,
        precision=precision,
        method=METHODS.get(idea.method, idea.method),
        accuracy_m=idea.accuracy_m,
        tie=TIES.get(idea.tie, idea.tie),
        state=state,
        visibility="withdrawn" if state == "withdrawn" else "public",
        support_count=idea.support_count,
        comment_count=len(idea.comments),
        is_synthetic=True,
        created_at=idea.created_at,
        changed_at=max([idea.created_at, *(answer.answered_at for answer in idea.answers)]),
    )
    if campaign is not None:
        pin.campaign_id = campaign.id
    return pin


def _drawn(db: Session, pin: Pin, middle: Point) -> None:
    """A line along or an outline around the place of every fifteenth idea; each has that place in its middle."""
    number = int(pin.reference.rsplit("-", 1)[1])
    if number % 15:
        return
    turned = math.radians(number * 37 % 180)
    if number % 2:
        shape: BaseGeometry = affinity.rotate(middle.buffer(45 + number % 30, quad_segs=2), number)
    else:
        along, across = 90 * math.cos(turned), 90 * math.sin(turned)
        shape = LineString([(middle.x - along, middle.y - across), middle, (middle.x + along, middle.y + across)])
    db.add(PinShape(pin_id=pin.id, municipality_id=pin.municipality_id, geom=stored(shape)))


def _timeline(db: Session, pin: Pin, idea: Idea, people: dict[str, Person]) -> None:
    db.add(StateChange(pin_id=pin.id, state="received", is_synthetic=True, at=idea.created_at))
    for answer in idea.answers:
        db.add(
            StateChange(
                pin_id=pin.id,
                state=STATES.get(answer.state, answer.state),
                public_text=answer.text,
                changed_by=people["official"].id,
                signature=answer.role,
                is_synthetic=True,
                at=answer.answered_at,
            )
        )


def _comments(db: Session, town: Municipality, pin: Pin, comments: Iterable[Comment]) -> None:
    rows: list[CommentRow] = []
    for comment in comments:
        parent = rows[comment.replies_to] if comment.replies_to is not None else None
        row = CommentRow(
            municipality_id=town.id,
            subject_kind="pin",
            subject_id=str(pin.id),
            # one level deep: an answer to an answer stands beside it
            parent_id=(parent.parent_id or parent.id) if parent else None,
            body=comment.text,
            language=comment.language,
            is_synthetic=True,
            created_at=comment.created_at,
        )
        db.add(row)
        db.flush()
        rows.append(row)


def _number(last: dict[int, int], reference: str) -> None:
    _prefix, year, number = reference.split("-")
    last[int(year)] = max(last.get(int(year), 0), int(number))


def _supporter(pin: Pin, number: int) -> bytes:
    return hashlib.sha256(f"demo|{pin.id}|{number}".encode()).digest()


def _area_by_code(db: Session, town: Municipality) -> dict[str | None, int]:
    rows = db.execute(select(Area.code, Area.id).where(Area.municipality_id == town.id, Area.kind == "postal"))
    return {code: area for code, area in rows}  # noqa: C416 (a row is no plain pair to the type checker)
