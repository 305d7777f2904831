"""Making and changing walks: named verbs that flush and never commit."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from geoalchemy2.shape import from_shape
from shapely.geometry import LineString, Point
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from boundaries.slugs import unused_slug
from geo.crs import METRIC
from layers.importing import add_walks
from service.audit import record
from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.participation.pins.models import Theme
from service.participation.walks import rules
from service.participation.walks.along.models import WalkExperience
from service.participation.walks.codes import new_code
from service.participation.walks.making.schemas import WalkForm
from service.participation.walks.models import Observation, Walk, Walker, WalkStop
from service.permissions import Actor


@dataclass(frozen=True)
class Plan:
    """Where a walk goes, in the metric CRS: its route, and the stops with their names in order."""

    route: LineString
    stops: list[tuple[str, Point]]


def make_walk(db: Session, actor: Actor, form: WalkForm, plan: Plan, *, now: dt.datetime | None = None) -> Walk:
    """Store a walk, and its pair in another light when the form names a second time.

    A walk whose time has passed is one that is written down afterwards: it is over, and nobody can join it.

    Raises InvalidInput for a theme or an earlier walk that is not there.
    """
    follows = _followed(db, actor, form.follows)
    first = _add(db, actor, form, plan, form.starts_at(), form.light, follows, now)
    second_at = form.second_starts_at()
    if second_at is not None:
        second = _add(db, actor, form, plan, second_at, form.second_light, follows, now)
        second.pair_of_id = first.id
        db.flush()
    return first


def change_walk(db: Session, actor: Actor, walk: Walk, form: WalkForm, plan: Plan | None) -> Walk:
    """Change a walk's words and time; `plan` replaces route and stops, None leaves them.

    Raises InvalidInput when the route may not change any more, or for a theme that is not there.
    """
    if plan is not None:
        _require_unwalked(db, walk)
        walk.route = from_shape(plan.route, METRIC.epsg)
        db.execute(delete(WalkStop).where(WalkStop.walk_id == walk.id))
        db.expire(walk, ["stops"])
        walk.stops = _stops(plan)
    _write(db, walk, form)
    walk.walked_at, walk.light = form.starts_at(), form.light
    walk.follows_id = _followed(db, actor, form.follows, but=walk.id)
    db.flush()
    record(db, actor, "walk.changed", "walk", walk.slug, title=walk.title, is_rerouted=plan is not None)
    return walk


def set_state(db: Session, actor: Actor, walk: Walk, state: str, *, now: dt.datetime | None = None) -> bool:
    """Open, end, call off or plan a walk again; returns whether anything changed.

    A walk that ends has at least as many participants as joined by phone or were entered from paper.
    """
    if walk.state == state:
        return False
    before, walk.state = walk.state, state
    walk.ended_at = (now or dt.datetime.now(dt.UTC)) if state == "ended" else None
    if state in ("planned", "open") and walk.group_code is None:
        walk.group_code = free_code(db, walk.municipality_id)
    if state == "ended":
        walk.participant_count = max(walk.participant_count, walker_count(db, walk))
    db.flush()
    record(db, actor, f"walk.{state}", "walk", walk.slug, state=[before, state])
    return True


def free_code(db: Session, municipality_id: int) -> str:
    """A group code that no walk of the municipality has."""
    while True:
        code = new_code()
        taken = select(Walk.id).where(Walk.municipality_id == municipality_id, Walk.group_code == code)
        if db.scalar(taken) is None:
            return code


def walk_row(db: Session, municipality_id: int, slug: str) -> Walk | None:
    """The stored walk of an address, locked for a change; None when there is none."""
    return db.scalar(
        select(Walk).where(Walk.municipality_id == municipality_id, Walk.slug == slug).with_for_update(of=Walk)
    )


def walker_count(db: Session, walk: Walk) -> int:
    """How many joined by phone or were entered from paper."""
    return db.scalar(select(func.count()).select_from(Walker).where(Walker.walk_id == walk.id)) or 0


def own_words(db: Session, walk: Walk) -> list[str]:
    """What walkers told of the walk in their own words, the newest first: for those who organised it alone."""
    told = (
        select(WalkExperience.body)
        .join(Walker, Walker.id == WalkExperience.walker_id)
        .where(Walker.walk_id == walk.id, WalkExperience.body != "")
        .order_by(WalkExperience.received_at.desc())
    )
    return list(db.scalars(told))


def is_unwalked(db: Session, walk: Walk) -> bool:
    """Whether nobody has joined or noted anything, so that route and stops may still change."""
    walkers = walker_count(db, walk)
    notes = db.scalar(select(func.count()).select_from(Observation).where(Observation.walk_id == walk.id)) or 0
    return rules.may_be_rerouted(walker_count=walkers, observation_count=notes)


def _add(
    db: Session,
    actor: Actor,
    form: WalkForm,
    plan: Plan,
    starts_at: dt.datetime,
    light: str,
    follows_id: uuid.UUID | None,
    now: dt.datetime | None,
) -> Walk:
    is_over = starts_at < (now or dt.datetime.now(dt.UTC)) - rules.LASTS_AT_MOST
    walk = Walk(
        municipality_id=actor.municipality_id,
        slug=unused_slug(db, Walk.slug, actor.municipality_id, form.title),
        walked_at=starts_at,
        light=light,
        route=from_shape(plan.route, METRIC.epsg),
        follows_id=follows_id,
        state="ended" if is_over else "planned",
        ended_at=starts_at + rules.LASTS_AT_MOST if is_over else None,
        group_code=free_code(db, actor.municipality_id),
        participant_count=0,
    )
    _write(db, walk, form)
    walk.stops = _stops(plan)
    db.add(walk)
    # Its route is on the map's layer of walks, which begins with the first one.
    add_walks(db, actor.municipality_id)
    db.flush()
    record(db, actor, "walk.made", "walk", walk.slug, title=walk.title, state=walk.state)
    return walk


def _write(db: Session, walk: Walk, form: WalkForm) -> None:
    for name in ("title", "summary", "invitation", "meeting_place", "organiser"):
        setattr(walk, name, getattr(form, name))
    if form.participant_count is not None:
        walk.participant_count = form.participant_count
    walk.theme_id = None
    if form.theme:
        theme = select(Theme.id).where(Theme.municipality_id == walk.municipality_id, Theme.key == form.theme)
        walk.theme_id = db.scalar(theme)
        if walk.theme_id is None:
            raise _wrong("theme", _("Choose one of the themes."))


def _stops(plan: Plan) -> list[WalkStop]:
    return [
        WalkStop(number=number, name=name, geom=from_shape(point, METRIC.epsg))
        for number, (name, point) in enumerate(plan.stops, start=1)
    ]


def _followed(db: Session, actor: Actor, slug: str, but: uuid.UUID | None = None) -> uuid.UUID | None:
    if not slug:
        return None
    earlier = db.scalar(select(Walk.id).where(Walk.municipality_id == actor.municipality_id, Walk.slug == slug))
    if earlier is None or earlier == but:
        raise _wrong("follows", _("There is no such walk to come back to."))
    return earlier


def _require_unwalked(db: Session, walk: Walk) -> None:
    if not is_unwalked(db, walk):
        raise _wrong("route", _("Something was noted on this walk: its route and its stops stay as they are."))


def _wrong(where: str, sentence: str) -> InvalidInput:
    return InvalidInput(sentence, [FieldError(where, sentence)])
