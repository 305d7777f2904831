"""What the demo's residents walked: development walks with stops, observations and those who walked along."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Iterable

from sqlalchemy.orm import Session

from boundaries.models import Municipality
from demo.content import Walk
from demo.load.geometry import metric, stored, stored_point
from service.i18n import TIME_ZONE
from service.participation.pins.models import Theme
from service.participation.walks.along.models import WalkExperience, WalkPassage
from service.participation.walks.making.operations import free_code
from service.participation.walks.models import Observation, Walker, WalkStop
from service.participation.walks.models import Walk as WalkRow

SEVERITIES = {"good": "fine", "minor": "minor", "moderate": "serious", "serious": "danger"}
#: As whom the made-up walkers walk, taken in turn; most are residents.
ROLES = (
    "resident",
    "resident",
    "older",
    "resident",
    "parent",
    "resident",
    "staff",
    "wheels",
    "resident",
    "association",
)


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
            summary="\n\n".join(part for part in (walk.description, walk.summary) if part),
            organiser=walk.organiser,
            ended_at=walk.starts_at + dt.timedelta(hours=2),
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
        add_walkers(db, row, len(walk.stops) - 1)
    _one_to_come(db, town, list(rows.values()))
    db.flush()


def _one_to_come(db: Session, town: Municipality, walked: list[WalkRow]) -> None:
    """A walk two weeks ahead that comes back to the last one in the dark, so that there is one to come along to."""
    before = next((row for row in reversed(walked) if row.light == "dark"), None)
    if before is None:
        return
    start = (dt.datetime.now(TIME_ZONE) + dt.timedelta(days=14)).replace(hour=18, minute=0, second=0, microsecond=0)
    row = WalkRow(
        municipality_id=town.id,
        slug=f"{before.slug}-uudelleen",
        title=f"Uusi kierros: {before.title}",
        theme_id=before.theme_id,
        summary="Kierretään sama reitti uudelleen ja katsotaan, mitä on korjattu.",
        invitation="Mukaan mahtuvat kaikki. Ota heijastin ja taskulamppu. Taukoja pidetään usein.",
        meeting_place=before.stops[0].name,
        organiser=before.organiser,
        walked_at=start,
        light="dark",
        state="planned",
        participant_count=0,
        route=before.route,
        follows_id=before.id,
        group_code=free_code(db, town.id),
        is_synthetic=True,
    )
    row.stops = [WalkStop(number=stop.number, name=stop.name, geom=stop.geom) for stop in before.stops]
    db.add(row)


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
                    observed_at=observation.observed_at,
                    received_at=row.created_at,
                    severity=SEVERITIES[observation.severity],
                    body=observation.text,
                    wish=observation.todo,
                    geom=stored_point(observation.lonlat),
                    is_synthetic=True,
                )
            )


def add_walkers(db: Session, row: WalkRow, leg_count: int) -> None:
    """Those who walked, what they say they walked, and how it was for them; the same for the same walk each time."""
    dice = zlib.crc32(row.slug.encode())
    for number in range(row.participant_count):
        role = ROLES[(dice + number) % len(ROLES)]
        walker = Walker(
            municipality_id=row.municipality_id,
            walk_id=row.id,
            roles=[role],
            method="paper" if number % 4 == 3 else "phone",
            is_synthetic=True,
            joined_at=row.walked_at,
        )
        db.add(walker)
        db.flush()
        # The last leg is one that fewer walk, and on some walks nobody does.
        legs = range(1, leg_count + (1 if number < dice % 7 else 0))
        db.add_all(
            WalkPassage(
                walker_id=walker.id,
                segment=leg,
                found_nothing=(dice >> leg) % 3 == 0,
                observed_at=row.walked_at + dt.timedelta(minutes=12 * leg),
            )
            for leg in legs
        )
        if number % 3 < 2:
            values = [min(5, 3 + (dice + number * step) % 3) for step in (1, 2, 5, 7)]
            heard, safe, ease, worth = values
            db.add(
                WalkExperience(
                    walker_id=walker.id,
                    heard=heard,
                    safe=safe - 1 if row.light == "dark" else safe,
                    ease=ease,
                    worth=worth,
                    observed_at=row.walked_at + dt.timedelta(hours=2),
                )
            )
