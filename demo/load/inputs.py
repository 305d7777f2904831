"""What the demo's residents said: ideas with their comments and answers, and development walks."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable

from shapely import prepare, wkb
from shapely.geometry import Point
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from boundaries.models import Area, Municipality
from demo.content import Comment, Idea, Walk
from demo.load.geometry import metric, stored, stored_point
from geo.crs import METRIC
from service.accounts.models import Person
from service.discussion.models import Comment as CommentRow
from service.discussion.models import Support
from service.participation.pins.location import public_point
from service.participation.pins.models import Pin, PinNumber, StateChange, Theme
from service.participation.walks.models import Observation, WalkStop
from service.participation.walks.models import Walk as WalkRow

STATES = {"under_consideration": "considered", "rejected": "declined"}
PRECISIONS = {"100m": "about_100_m", "none": "exact"}
METHODS = {"address": "search"}
TIES = {"association": "unknown"}
SEVERITIES = {"good": "fine", "minor": "minor", "moderate": "serious", "serious": "danger"}


def add_ideas(
    db: Session,
    town: Municipality,
    ideas: Iterable[Idea],
    themes: dict[str, Theme],
    people: dict[str, Person],
) -> None:
    """Ideas with supports, comments and answers; misplaced ones wait for a moderator, as real ones would."""
    last: dict[int, int] = {}
    area_ids = _area_by_code(db, town)
    whole = db.scalar(select(func.ST_AsBinary(Municipality.geom)).where(Municipality.id == town.id))
    boundary = wkb.loads(bytes(whole))
    prepare(boundary)
    for idea in ideas:
        pin = _pin(town, idea, themes)
        point = Point(METRIC.from_lonlat(*idea.lonlat)) if idea.lonlat else None
        if point is not None and not boundary.covers(point):
            pin.visibility, pin.waits_for = "pending", "outside"
        if point is None:
            pin.named_area_id = area_ids.get(idea.area_code)
        db.add(pin)
        db.flush()
        _number(last, idea.reference)
        _timeline(db, pin, idea, people)
        _comments(db, town, pin, idea.comments)
        db.add_all(
            Support(subject_kind="pin", subject_id=str(pin.id), supporter_hash=_supporter(pin, number))
            for number in range(idea.support_count)
        )
    for year, number in last.items():
        db.add(PinNumber(municipality_id=town.id, year=year, last_number=number))
    db.flush()


def _pin(town: Municipality, idea: Idea, themes: dict[str, Theme]) -> Pin:
    precision = PRECISIONS.get(idea.precision, idea.precision)
    point = Point(METRIC.from_lonlat(*idea.lonlat)) if idea.lonlat else None
    shown = public_point(point, precision) if point else None
    state = STATES.get(idea.state, idea.state)
    return Pin(
        municipality_id=town.id,
        reference=idea.reference,
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


def add_walks(db: Session, town: Municipality, walks: Iterable[Walk], themes: dict[str, Theme]) -> None:
    """Development walks with stops and observations; a follow-up walk points at the one before."""
    rows: dict[str, WalkRow] = {}
    for walk in sorted(walks, key=lambda one: one.starts_at):
        route = metric(walk.route)
        row = WalkRow(
            municipality_id=town.id,
            slug=walk.slug,
            title=walk.title,
            theme_id=themes[walk.theme].id if walk.theme in themes else None,
            summary="\n\n".join(
                part for part in (walk.description, walk.summary, f"Mukana: {walk.organiser}.") if part
            ),
            walked_at=walk.starts_at,
            light=walk.light,
            participant_count=walk.participant_count,
            route=stored(route),
            follows_id=rows[walk.follows].id if walk.follows in rows else None,
            is_synthetic=True,
            created_at=walk.starts_at + dt.timedelta(hours=3),
        )
        db.add(row)
        db.flush()
        rows[walk.slug] = row
        _stops(db, row, walk)
    db.flush()


def _stops(db: Session, row: WalkRow, walk: Walk) -> None:
    number = 0
    for stop in walk.stops:
        db.add(WalkStop(walk_id=row.id, number=stop.order, name=stop.name, geom=stored_point(stop.lonlat)))
        for observation in stop.observations:
            number += 1
            db.add(
                Observation(
                    walk_id=row.id,
                    number=number,
                    stop_number=stop.order,
                    severity=SEVERITIES[observation.severity],
                    body=observation.text,
                    wish=observation.todo,
                    geom=stored_point(observation.lonlat),
                    is_synthetic=True,
                )
            )
