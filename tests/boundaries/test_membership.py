"""What lies in which area, against plain geometry."""

import uuid

import numpy as np
import pytest
from shapely.geometry import LineString, Point, box
from sqlalchemy import delete, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from boundaries.membership import assign_geometry, assign_point
from boundaries.models import Area, AreaVersion, Membership, Municipality
from tests.conftest import TownDatabase
from tests.factories.world import ORIGIN, SIDE, square


def town_id(db: Session) -> int:
    return db.scalars(select(Municipality.id)).one()


def shares(db: Session, subject: uuid.UUID) -> dict[str, float]:
    rows = db.execute(
        select(Area.slug, Membership.share)
        .join(AreaVersion, AreaVersion.area_id == Area.id)
        .join(Membership, Membership.area_version_id == AreaVersion.id)
        .where(Membership.subject_id == subject)
    )
    return {row.slug: row.share for row in rows}


def test_points_lie_where_plain_geometry_says(db: Session) -> None:
    squares = {f"{n:02}": square(f"{n:02}") for n in range(1, 10)}
    random = np.random.default_rng(3)
    for x, y in random.uniform(-200, 3 * SIDE + 200, (40, 2)):
        point, subject = Point(ORIGIN[0] + x, ORIGIN[1] + y), uuid.uuid4()
        expected = {slug for slug, shape in squares.items() if shape.intersects(point)}
        assert assign_point(db, "pin", subject, town_id(db), point) == len(expected)
        assert set(shares(db, subject)) == expected


def test_a_point_on_a_border_lies_in_both(db: Session) -> None:
    subject = uuid.uuid4()
    assign_point(db, "pin", subject, town_id(db), Point(ORIGIN[0] + SIDE, ORIGIN[1] + 500))
    assert shares(db, subject) == {"01": 1.0, "02": 1.0}


def test_a_moved_or_withdrawn_place_leaves_no_trace(db: Session) -> None:
    subject = uuid.uuid4()
    assign_point(db, "pin", subject, town_id(db), square("01").centroid)
    assign_point(db, "pin", subject, town_id(db), square("05").centroid)
    assert shares(db, subject) == {"05": 1.0}
    assert assign_point(db, "pin", subject, town_id(db), None) == 0
    assert shares(db, subject) == {}


def test_another_municipality_has_no_part_in_it(db: Session) -> None:
    assert assign_point(db, "pin", uuid.uuid4(), town_id(db) + 1, square("01").centroid) == 0


def test_lines_and_areas_by_share(db: Session) -> None:
    walk, proposal = uuid.uuid4(), uuid.uuid4()
    x, y = ORIGIN
    assign_geometry(db, "walk", walk, town_id(db), LineString([(x + 750, y + 500), (x + 1750, y + 500)]))
    assert {k: round(v, 9) for k, v in shares(db, walk).items()} == {"01": 0.25, "02": 0.75}
    assign_geometry(db, "proposal", proposal, town_id(db), box(x + 500, y + 500, x + 1500, y + 1500))
    assert {k: round(v, 9) for k, v in shares(db, proposal).items()} == dict.fromkeys(("01", "02", "04", "05"), 0.25)


def test_a_shape_that_only_touches_an_area_is_not_in_it(db: Session) -> None:
    subject = uuid.uuid4()
    assign_geometry(db, "proposal", subject, town_id(db), square("05"))
    assert shares(db, subject) == {"05": 1.0}


def test_what_was_noted_of_an_area_goes_with_it(town: TownDatabase) -> None:
    """No foreign key sees to it. Who is just noting a place there is waited for."""
    subject = uuid.uuid4()
    with town.session() as writer, town.session() as remover:
        assign_point(writer, "pin", subject, town_id(writer), Point(ORIGIN[0] + SIDE, ORIGIN[1] + 500))
        remover.execute(text("SET LOCAL lock_timeout = '100ms'"))
        with pytest.raises(OperationalError, match="lock timeout"):
            remover.execute(delete(Area).where(Area.slug == "01"))
        remover.rollback()
        writer.commit()
        assert shares(remover, subject) == {"01": 1.0, "02": 1.0}
        remover.execute(delete(Area).where(Area.slug == "01"))
        assert list(remover.scalars(select(Membership.share).where(Membership.subject_id == subject))) == [1.0]
