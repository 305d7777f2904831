"""Areas are made, get new boundaries, and know what lies in them."""

import uuid

import numpy as np
import pytest
import shapely
from geoalchemy2.shape import from_shape
from shapely.geometry import LineString, Point, Polygon, box
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from boundaries.errors import AreaChanged, AreaNotFound
from boundaries.models import Area, AreaPiece, AreaVersion, Membership, Municipality
from boundaries.operations import (
    AreaTraits,
    create_area,
    hide_area,
    publish_area,
    revise_area,
    withdraw_area,
)
from boundaries.slugs import slug_of
from geo.crs import METRIC
from geo.errors import GeometryTypeUnsupported, SelfIntersects
from service.participation.pins.models import Pin, Theme
from service.proposals.models import Proposal
from tests.factories.world import ORIGIN, SIDE, square

OURS = AreaTraits(kind="resident", names={"fi": "Meidän ranta"})


def town_id(db: Session) -> int:
    return db.scalars(select(Municipality.id)).one()


def wheel(points: int = 3000, radius: float = 900.0) -> Polygon:
    """A jagged round shape of many corners around the town's middle."""
    angle = np.linspace(0, 2 * np.pi, points, endpoint=False)
    reach = radius * (1 + 0.2 * np.sin(37 * angle))
    middle = (ORIGIN[0] + 1.5 * SIDE, ORIGIN[1] + 1.5 * SIDE)
    return Polygon(np.column_stack([middle[0] + reach * np.cos(angle), middle[1] + reach * np.sin(angle)]))


def add_pins(db: Session, points: list[Point], **traits: object) -> list[uuid.UUID]:
    theme = db.scalars(select(Theme.id)).first()
    start = db.scalar(select(func.count()).select_from(Pin)) or 0
    pins = [
        Pin(
            municipality_id=town_id(db),
            reference=f"TES-{start + i}",
            theme_id=theme,
            title="Penkki",
            language="fi",
            geom=from_shape(point, METRIC.epsg),
            public_geom=from_shape(point, METRIC.epsg) if not traits.get("precision") else None,
            **traits,
        )
        for i, point in enumerate(points)
    ]
    db.add_all(pins)
    db.flush()
    return [pin.id for pin in pins]


def inside(db: Session, version_id: int, kind: str = "pin") -> set[uuid.UUID]:
    return set(
        db.scalars(
            select(Membership.subject_id).where(
                Membership.area_version_id == version_id, Membership.subject_kind == kind
            )
        )
    )


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Meidän ranta", "meidan-ranta"),
        ("  Åbäcks  Övre/Nedre!  ", "abacks-ovre-nedre"),
        ("Ærø & Straße", "aero-strasse"),
        ("漢字", ""),
        ("x" * 80, "x" * 60),
        ("kylä " * 20, "kyla-" * 11 + "kyla"),
    ],
)
def test_slugs(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_names_that_are_taken_or_unreadable_still_get_an_address(db: Session) -> None:
    made = [create_area(db, town_id(db), OURS, square("01")).slug for _ in range(3)]
    assert made == ["meidan-ranta", "meidan-ranta-2", "meidan-ranta-3"]
    new = create_area(db, town_id(db), AreaTraits(kind="resident", names={"fi": "New"}), square("01"))
    nameless = create_area(db, town_id(db), AreaTraits(kind="resident", names={"fi": "漢字"}), square("01"))
    assert (new.slug, nameless.slug) == ("new-2", "area")


def test_pieces_cover_the_boundary_and_stay_small(db: Session) -> None:
    shape = wheel()
    area = create_area(db, town_id(db), OURS, shape)
    version = db.scalars(select(AreaVersion).where(AreaVersion.area_id == area.id)).one()
    wkbs = db.scalars(select(AreaPiece.geom).where(AreaPiece.area_version_id == version.id)).all()
    pieces = [shapely.from_wkb(bytes(one.data)) for one in wkbs]
    assert len(pieces) > 1
    assert max(shapely.get_num_coordinates(one) for one in pieces) <= 257
    assert sum(one.area for one in pieces) == pytest.approx(shape.area)
    assert version.area_m2 == pytest.approx(shape.area)


def test_a_new_boundary_is_a_new_version_and_counts_anew(db: Session) -> None:
    random = np.random.default_rng(5)
    points = [Point(ORIGIN[0] + x, ORIGIN[1] + y) for x, y in random.uniform(0, 3 * SIDE, (300, 2))]
    pins = add_pins(db, points)
    first_shape, second_shape = wheel(), wheel(40, 600)
    area = create_area(db, town_id(db), OURS, first_shape)
    first = db.scalars(select(AreaVersion).where(AreaVersion.area_id == area.id)).one()
    assert inside(db, first.id) == {
        pin for pin, point in zip(pins, points, strict=True) if first_shape.intersects(point)
    }
    second = revise_area(db, area.id, second_shape, expected_version=1, reason="Kylänraja tarkistettiin")
    db.refresh(first)
    assert (second.number, first.valid_to is not None, second.valid_to) == (2, True, None)
    assert first.valid_to is not None and first.valid_to <= second.valid_from
    assert inside(db, second.id) == {
        pin for pin, point in zip(pins, points, strict=True) if second_shape.intersects(point)
    }
    assert inside(db, first.id), "what the earlier boundary held is history, not lost"
    assert not db.scalars(select(AreaPiece.id).where(AreaPiece.area_version_id == first.id)).all()


def test_the_same_boundary_again_changes_nothing(db: Session) -> None:
    area = create_area(db, town_id(db), OURS, square("05"))
    assert revise_area(db, area.id, shapely.reverse(square("05"))).number == 1


def test_a_change_on_an_old_version_is_refused(db: Session) -> None:
    area = create_area(db, town_id(db), OURS, square("05"))
    revise_area(db, area.id, square("04"), expected_version=1)
    with pytest.raises(AreaChanged) as refused:
        revise_area(db, area.id, square("06"), expected_version=1)
    assert (refused.value.expected, refused.value.found) == (1, 2)
    with pytest.raises(AreaNotFound):
        revise_area(db, 10**8, square("06"))


def test_unsound_boundaries_are_refused(db: Session) -> None:
    x, y = ORIGIN
    with pytest.raises(SelfIntersects):
        create_area(db, town_id(db), OURS, Polygon([(x, y), (x + 9, y + 9), (x + 9, y), (x, y + 9)]))
    with pytest.raises(GeometryTypeUnsupported):
        create_area(db, town_id(db), OURS, LineString([(x, y), (x + 9, y)]))


def test_a_place_shown_only_as_its_district_is_not_found_by_drawing(db: Session) -> None:
    point = square("05").centroid
    (pin,) = add_pins(db, [point], precision="area")
    drawn = create_area(db, town_id(db), OURS, point.buffer(30))
    district = create_area(db, town_id(db), AreaTraits(kind="district", names={"fi": "Keskusta"}), square("05"))
    rows = db.execute(select(AreaVersion.area_id, AreaVersion.id))
    versions = {row.area_id: row.id for row in rows}
    assert pin not in inside(db, versions[drawn.id])
    assert pin in inside(db, versions[district.id])


def test_proposals_are_counted_by_share(db: Session) -> None:
    x, y = ORIGIN
    proposal = Proposal(
        municipality_id=town_id(db),
        slug="ranta",
        title="Ranta",
        state="open",
        geom=from_shape(box(x + 500, y, x + 1500, y + 1000), METRIC.epsg),
    )
    db.add(proposal)
    db.flush()
    area = create_area(db, town_id(db), OURS, square("01"))
    beside = create_area(db, town_id(db), OURS, square("03"))
    shares = {
        row.area_id: row.share
        for row in db.execute(
            select(AreaVersion.area_id, Membership.share)
            .join(Membership, Membership.area_version_id == AreaVersion.id)
            .where(Membership.subject_id == proposal.id)
        )
    }
    assert shares[area.id] == pytest.approx(0.5)
    assert beside.id not in shares


def test_hidden_withdrawn_and_published_are_different_states(db: Session) -> None:
    area: Area = create_area(db, town_id(db), OURS, square("01"))
    assert hide_area(db, area.id).state == "hidden"
    assert publish_area(db, area.id).state == "published"
    assert withdraw_area(db, area.id).state == "withdrawn"
