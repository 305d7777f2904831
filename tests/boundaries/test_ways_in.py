"""Whatever way a thing gets its place, the areas noted of it are those that plain geometry gives."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
from geoalchemy2.shape import from_shape, to_shape
from shapely.geometry import LineString, MultiPolygon, Point, box
from shapely.geometry.base import BaseGeometry
from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from boundaries.consistency import membership_differences, repair_membership
from boundaries.membership import OFFICIAL_KINDS
from boundaries.models import Area, AreaVersion, Membership, Municipality
from boundaries.operations import AreaTraits, create_area, revise_area
from geo.crs import METRIC
from service.participation.pins.models import Pin, Theme
from service.participation.walks.models import Observation, Walk
from service.proposals.models import Proposal
from tests.factories.world import ORIGIN, SIDE, square

X, Y = ORIGIN
OURS = AreaTraits(kind="resident", names={"fi": "Meidän ranta"})

Key = tuple[str, uuid.UUID, int]


def town_id(db: Session) -> int:
    return db.scalars(select(Municipality.id)).one()


def stored(shape: BaseGeometry) -> object:
    return from_shape(shape, METRIC.epsg)


def add_pin(db: Session, point: Point | None, shown: Point | None = None, **traits: object) -> Pin:
    theme = db.scalars(select(Theme.id)).first()
    pin = Pin(
        municipality_id=town_id(db),
        reference=f"TES-2026-{uuid.uuid4().int % 10**9:09d}",
        theme_id=theme,
        title="Idea",
        language="fi",
        geom=stored(point) if point else None,
        public_geom=stored(shown) if shown else None,
        **traits,
    )
    db.add(pin)
    db.flush()
    return pin


def add_walk(db: Session, route: LineString, slug: str = "kierros") -> Walk:
    walk = Walk(
        municipality_id=town_id(db),
        slug=slug,
        title="Kierros",
        walked_at=dt.datetime(2026, 5, 5, 15, 0, tzinfo=dt.UTC),
        light="light",
        participant_count=7,
        route=stored(route),
    )
    db.add(walk)
    db.flush()
    return walk


def add_proposal(db: Session, shape: BaseGeometry, state: str = "open") -> Proposal:
    proposal = Proposal(municipality_id=town_id(db), slug=f"s{uuid.uuid4().hex[:8]}", title="Ranta", state=state)
    proposal.geom = stored(shape)
    db.add(proposal)
    db.flush()
    return proposal


def by_plain_geometry(db: Session) -> dict[Key, float]:
    """What should be noted of the current boundaries, reckoned by Shapely from the tables alone."""
    db.flush()
    db.expire_all()
    found: dict[Key, float] = {}
    rows = db.execute(select(AreaVersion, Area).join(Area).where(AreaVersion.valid_to.is_(None))).all()
    for version, area in rows:
        shape = to_shape(version.geom)
        for pin in db.scalars(select(Pin)):
            is_official = area.kind in OFFICIAL_KINDS
            place = pin.public_geom if pin.public_geom is not None else pin.geom if is_official else None
            if pin.named_area_id == area.id or (place is not None and shape.intersects(to_shape(place))):
                found["pin", pin.id, version.id] = 1.0
        for observation in db.scalars(select(Observation)):
            if shape.intersects(to_shape(observation.geom)):
                found["observation", observation.key, version.id] = 1.0
        for walk in db.scalars(select(Walk)):
            route = to_shape(walk.route)
            if share := shape.intersection(route).length / route.length:
                found["walk", walk.id, version.id] = share
        for proposal in db.scalars(select(Proposal).where(Proposal.state.in_(("open", "closed")))):
            drawn = to_shape(proposal.geom)
            if share := shape.intersection(drawn).area / drawn.area:
                found["proposal", proposal.id, version.id] = share
    return found


def as_noted(db: Session) -> dict[Key, float]:
    rows = db.execute(
        select(Membership.subject_kind, Membership.subject_id, Membership.area_version_id, Membership.share)
        .join(AreaVersion, AreaVersion.id == Membership.area_version_id)
        .where(AreaVersion.valid_to.is_(None))
    )
    return {(row[0], row[1], row[2]): row[3] for row in rows}


def check(db: Session) -> dict[Key, float]:
    noted = as_noted(db)
    assert noted == pytest.approx(by_plain_geometry(db))
    assert membership_differences(db, town_id(db)) == []
    return noted


def test_everything_is_noted_when_it_comes(db: Session) -> None:
    create_area(db, town_id(db), OURS, box(X + 900, Y + 900, X + 1200, Y + 1200))
    middle = square("05").centroid
    add_pin(db, middle, middle)
    add_pin(db, Point(X + 1000, Y + 1000), Point(X + 1050, Y + 1050), precision="about_100_m")
    add_pin(db, Point(X + 1000, Y + 500), None, precision="area")
    add_pin(db, None, None)
    walk = add_walk(db, LineString([(X + 500, Y + 500), (X + 1500, Y + 500), (X + 1500, Y + 1500)]))
    walk.observations = [
        Observation(number=1, severity="minor", body="Kuoppa", geom=stored(Point(X + 1100, Y + 1100)))
    ]
    add_proposal(db, MultiPolygon([box(X + 500, Y + 500, X + 1500, Y + 1500)]))
    add_proposal(db, MultiPolygon([box(X + 500, Y + 500, X + 1500, Y + 1500)]), state="draft")
    noted = check(db)
    assert {kind for kind, _subject, _version in noted} == {"pin", "walk", "observation", "proposal"}


CHANGES: dict[str, Callable[[Session, Pin, Walk, Proposal], object]] = {
    "a pin moves": lambda db, pin, walk, proposal: (
        setattr(pin, "geom", stored(Point(X + 50, Y + 50))),
        setattr(pin, "public_geom", stored(Point(X + 50, Y + 50))),
    ),
    "a pin is made less exact": lambda db, pin, walk, proposal: setattr(pin, "public_geom", None),
    "a pin is about the whole town": lambda db, pin, walk, proposal: (
        setattr(pin, "geom", None),
        setattr(pin, "public_geom", None),
    ),
    "a pin names an area": lambda db, pin, walk, proposal: setattr(
        pin, "named_area_id", db.scalar(select(Area.id).where(Area.slug == "09"))
    ),
    "a pin moves by a statement of its own": lambda db, pin, walk, proposal: db.execute(
        update(Pin).values(public_geom=stored(Point(X + 2500, Y + 2500)))
    ),
    "a pin is deleted": lambda db, pin, walk, proposal: db.execute(delete(Pin)),
    "a walk's route is corrected": lambda db, pin, walk, proposal: setattr(
        walk, "route", stored(LineString([(X + 10, Y + 10), (X + 10, Y + 2900)]))
    ),
    "an observation is added": lambda db, pin, walk, proposal: walk.observations.append(
        Observation(number=2, severity="fine", body="Penkki", geom=stored(Point(X + 2100, Y + 100)))
    ),
    "an observation moves": lambda db, pin, walk, proposal: setattr(
        walk.observations[0], "geom", stored(Point(X + 10, Y + 10))
    ),
    "a walk is deleted": lambda db, pin, walk, proposal: db.execute(delete(Walk)),
    "a proposal is drawn anew": lambda db, pin, walk, proposal: setattr(
        proposal, "geom", stored(MultiPolygon([box(X, Y, X + 1500, Y + 100)]))
    ),
    "a proposal becomes a draft": lambda db, pin, walk, proposal: setattr(proposal, "state", "draft"),
    "a proposal is withdrawn": lambda db, pin, walk, proposal: setattr(proposal, "state", "withdrawn"),
    "a boundary changes": lambda db, pin, walk, proposal: revise_area(
        db, db.scalar(select(Area.id).where(Area.slug == "05")), box(X + 1200, Y + 400, X + 1900, Y + 1600)
    ),
    "an area is drawn": lambda db, pin, walk, proposal: create_area(
        db, town_id(db), OURS, box(X + 1400, Y + 1400, X + 1600, Y + 1600)
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_nothing_that_changes_a_place_is_missed(db: Session, change: str) -> None:
    create_area(db, town_id(db), OURS, box(X + 400, Y + 400, X + 2000, Y + 1600))
    pin = add_pin(db, square("05").centroid, square("05").centroid)
    walk = add_walk(db, LineString([(X + 500, Y + 500), (X + 1500, Y + 500)]))
    walk.observations = [Observation(number=1, severity="minor", body="Kuoppa", geom=stored(Point(X + 600, Y + 500)))]
    proposal = add_proposal(db, MultiPolygon([box(X + 500, Y + 500, X + 1500, Y + 1500)]))
    before = check(db)
    CHANGES[change](db, pin, walk, proposal)
    db.flush()
    assert check(db) != before


def test_a_draft_is_not_picked_up_by_a_new_boundary(db: Session) -> None:
    add_proposal(db, MultiPolygon([box(X + 500, Y + 500, X + 1500, Y + 1500)]), state="draft")
    create_area(db, town_id(db), OURS, box(X, Y, X + SIDE, Y + SIDE))
    assert check(db) == {}


def test_an_edit_that_leaves_the_place_leaves_the_history(db: Session) -> None:
    """What an earlier boundary held stays known, until the thing itself moves."""
    pin = add_pin(db, square("05").centroid, square("05").centroid)
    area = db.scalars(select(Area).where(Area.slug == "05")).one()
    old = area.versions[0].id
    revise_area(db, area.id, box(X, Y, X + 100, Y + 100))
    of_old = select(Membership.subject_id).where(Membership.area_version_id == old)
    pin.title, pin.visibility, pin.state, pin.support_count = "Uusi otsikko", "hidden", "done", 7
    db.flush()
    assert db.scalars(of_old).all() == [pin.id]
    pin.geom = pin.public_geom = stored(square("01").centroid)
    db.flush()
    assert db.scalars(of_old).all() == []


def test_a_named_area_holds_its_pin_whoever_drew_it(db: Session) -> None:
    ours = create_area(db, town_id(db), OURS, box(X + 1400, Y + 1400, X + 1600, Y + 1600))
    pin = add_pin(db, Point(X + 1500, Y + 1500), None, precision="area", named_area_id=ours.id)
    versions = {version for kind, subject, version in check(db) if subject == pin.id}
    slugs = db.scalars(select(Area.slug).join(AreaVersion).where(AreaVersion.id.in_(versions))).all()
    assert set(slugs) == {"05", ours.slug}


def test_what_is_wrong_is_found_and_repaired(db: Session) -> None:
    pin = add_pin(db, square("05").centroid, square("05").centroid)
    walk = add_walk(db, LineString([(X + 500, Y + 500), (X + 1500, Y + 500)]))
    db.execute(delete(Membership).where(Membership.subject_id == pin.id))
    db.execute(update(Membership).where(Membership.subject_id == walk.id).values(share=0.9))
    stranger = db.scalar(select(AreaVersion.id).join(Area).where(Area.slug == "09"))
    db.add(Membership(subject_kind="pin", subject_id=pin.id, area_version_id=stranger, share=1))
    db.flush()
    found = {(d.subject_kind, d.fresh, d.stored) for d in membership_differences(db, town_id(db))}
    assert found == {("pin", 1.0, None), ("pin", None, 1.0), ("walk", 0.5, 0.9)}
    assert len(repair_membership(db, town_id(db))) == 4
    check(db)


def test_official_kinds_are_the_same_in_code_and_database(db: Session) -> None:
    assert tuple(db.execute(text("SELECT boundaries.official_kinds()")).scalar_one()) == OFFICIAL_KINDS


def test_every_table_with_a_place_that_areas_hold_notes_it(db: Session) -> None:
    """A table that the views of placed things read has a trigger for each way a row can come, change or go."""
    tables = db.scalars(
        text(
            "SELECT DISTINCT CAST(CAST(d.refobjid AS regclass) AS text) FROM pg_rewrite AS r "
            "JOIN pg_depend AS d ON d.objid = r.oid AND d.refclassid = CAST('pg_class' AS regclass) "
            "JOIN pg_class AS c ON c.oid = d.refobjid AND c.relkind = 'r' "
            "WHERE r.ev_class IN (CAST('boundaries.placed_point' AS regclass), "
            "CAST('boundaries.placed_shape' AS regclass))"
        )
    ).all()
    assert set(tables) == {"service.pin", "service.walk", "service.observation", "service.proposal"}
    for table in tables:
        events = db.scalar(
            text(
                "SELECT bit_or(tgtype) FROM pg_trigger WHERE tgrelid = CAST(:name AS regclass) "
                "AND tgname LIKE 'areas\\_%' AND tgenabled = 'O'"
            ),
            {"name": table},
        )
        insert_delete_update = 4 | 8 | 16
        assert events & insert_delete_update == insert_delete_update, table


def test_shapely_and_the_database_agree_on_borders(db: Session) -> None:
    """A point on a shared border lies in both areas; a line along one counts in both by its length."""
    add_pin(db, Point(X + SIDE, Y + 500), Point(X + SIDE, Y + 500))
    add_walk(db, LineString([(X + SIDE, Y + 200), (X + SIDE, Y + 700)]))
    noted = check(db)
    assert sorted(noted.values()) == [1.0] * 4
