"""Boundaries that change while people write, and boundaries too large to be counted at once."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from shapely.geometry import LineString, Point, box
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from boundaries import membership, recounting
from boundaries.consistency import membership_differences
from boundaries.models import Area, AreaVersion, Membership, Recount
from boundaries.operations import create_area, revise_area
from boundaries.recounting import BoundaryBusy, count_boundary, waiting_boundaries
from service.participation.pins.models import Pin
from tests.boundaries.test_ways_in import OURS, X, Y, add_pin, add_walk, stored, town_id
from tests.conftest import TownDatabase
from tests.factories.world import square

WEST = box(X, Y, X + 1000, Y + 3000)
EAST = box(X + 2000, Y, X + 3000, Y + 3000)
IN_EAST = Point(X + 2500, Y + 500)


def members(db: Session, version_id: int) -> set[str]:
    rows = db.execute(select(Membership.subject_id).where(Membership.area_version_id == version_id))
    return {str(row.subject_id) for row in rows}


def as_anyone_sees(town: TownDatabase, area_id: int) -> int:
    with town.database.public_engine.connect() as connection:
        return int(
            connection.execute(
                text(
                    "SELECT count(*) FROM area AS a JOIN membership AS m ON m.area_version_id = a.version_id "
                    "WHERE a.id = :id AND m.subject_kind = 'pin'"
                ),
                {"id": area_id},
            ).scalar_one()
        )


@pytest.fixture
def ours(town: TownDatabase) -> int:
    """An area in the west with two pins; a third pin lies in the east."""
    with town.database.session() as db:
        for place in (Point(X + 100, Y + 100), Point(X + 200, Y + 100), IN_EAST):
            add_pin(db, place, place)
        return create_area(db, town_id(db), OURS, WEST).id


@pytest.fixture
def always_later(ours: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on every boundary is too large to be counted at once."""
    monkeypatch.setattr(membership, "COUNTED_AT_ONCE", -1)


def test_a_pin_written_while_the_boundary_changes_is_in_it(town: TownDatabase, ours: int) -> None:
    """The writer read the old boundary and commits after the new one was laid: the new one waits for them."""
    with town.session() as writer:
        pin = add_pin(writer, IN_EAST, IN_EAST)  # noted by the old boundaries, not committed

        def change() -> int:
            with town.database.session() as db:
                return revise_area(db, ours, EAST).id

        with ThreadPoolExecutor(1) as pool:
            changing = pool.submit(change)
            time.sleep(0.3)
            assert not changing.done()
            writer.commit()
            version = changing.result(10)
    with town.session() as db:
        assert str(pin.id) in members(db, version)
        assert membership_differences(db, town_id(db)) == []
        assert waiting_boundaries(town.database.engine) == []


def test_a_pin_that_comes_before_the_change_is_committed_waits_and_is_in_it(town: TownDatabase, ours: int) -> None:
    with town.session() as changer:
        version = revise_area(changer, ours, EAST).id

        def write() -> str:
            with town.database.session() as db:
                return str(add_pin(db, IN_EAST, IN_EAST).id)

        with ThreadPoolExecutor(1) as pool:
            writing = pool.submit(write)
            time.sleep(0.3)
            assert not writing.done()
            changer.commit()
            pin = writing.result(10)
    with town.session() as db:
        assert pin in members(db, version)
        assert membership_differences(db, town_id(db)) == []


def test_a_request_does_not_wait_long_for_an_import(
    town: TownDatabase, ours: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An import that writes for minutes holds up neither the one who draws nor those who write meanwhile."""
    monkeypatch.setattr(membership, "PATIENCE_S", 0.2)
    monkeypatch.setattr(recounting, "PATIENCE_S", 0.2)
    with town.session() as importer:
        late = add_pin(importer, IN_EAST, IN_EAST)
        began = time.monotonic()
        with town.database.session() as db:
            version = revise_area(db, ours, EAST).id
        with town.database.session() as db:
            other = add_pin(db, IN_EAST, IN_EAST)
        assert time.monotonic() - began < 5
        assert waiting_boundaries(town.database.engine) == [version]
        with pytest.raises(BoundaryBusy):
            count_boundary(town.database.engine, version)
        importer.commit()
    assert count_boundary(town.database.engine, version) == 3
    with town.session() as db:
        assert {str(late.id), str(other.id)} <= members(db, version)
        assert membership_differences(db, town_id(db)) == []


@pytest.mark.usefixtures("always_later")
def test_the_old_numbers_stand_until_the_new_ones_are_whole(town: TownDatabase, ours: int) -> None:
    with town.database.session() as db:
        version = revise_area(db, ours, EAST).id
        assert [row.stand_in_id for row in db.scalars(select(Recount))] != [None]
    assert as_anyone_sees(town, ours) == 2
    with town.database.session() as db:
        add_pin(db, IN_EAST, IN_EAST)  # notes itself in the new boundary, which is not shown in parts
        jobs = db.execute(text("SELECT args FROM jobs.procrastinate_jobs WHERE queue_name = 'areas'")).scalars().all()
    assert jobs == [{"area_version_id": version}]
    assert as_anyone_sees(town, ours) == 2
    assert count_boundary(town.database.engine, version, batch=1) == 2
    assert as_anyone_sees(town, ours) == 2
    with town.session() as db:
        assert len(members(db, version)) == 2
        assert membership_differences(db, town_id(db)) == []
    assert count_boundary(town.database.engine, version) is None


@pytest.mark.usefixtures("always_later")
def test_what_is_hidden_meanwhile_is_gone_from_the_old_numbers_too(town: TownDatabase, ours: int) -> None:
    with town.database.session() as db:
        revise_area(db, ours, EAST)
        db.execute(update(Pin).values(visibility="hidden"))
    assert as_anyone_sees(town, ours) == 0


@pytest.mark.usefixtures("always_later")
def test_a_new_area_shows_no_numbers_until_they_are_whole(town: TownDatabase) -> None:
    with town.database.session() as db:
        add_pin(db, IN_EAST, IN_EAST)
        add_walk(db, LineString([(X + 1500, Y + 500), (X + 2500, Y + 500)]))
        area = create_area(db, town_id(db), OURS, EAST).id
        add_pin(db, IN_EAST, IN_EAST)
    assert as_anyone_sees(town, area) == 0
    [version] = waiting_boundaries(town.database.engine)
    count_boundary(town.database.engine, version)
    assert as_anyone_sees(town, area) == 3
    with town.session() as db:
        assert membership_differences(db, town_id(db)) == []


@pytest.mark.usefixtures("always_later")
def test_a_boundary_that_changes_again_before_it_is_counted(town: TownDatabase, ours: int) -> None:
    with town.database.session() as db:
        between = revise_area(db, ours, square("05")).id
    with town.database.session() as db:
        last = revise_area(db, ours, EAST).id
    assert waiting_boundaries(town.database.engine) == [last]
    assert as_anyone_sees(town, ours) == 2  # what lay in the first one still stands for it
    assert count_boundary(town.database.engine, between) is None
    assert count_boundary(town.database.engine, last) == 1
    assert as_anyone_sees(town, ours) == 1
    with town.session() as db:
        assert members(db, between) == set()
        assert membership_differences(db, town_id(db)) == []


@pytest.mark.usefixtures("always_later")
def test_people_write_and_move_while_a_boundary_is_counted(town: TownDatabase) -> None:
    """Forty pins come, move or go by four hands while the worker counts in small batches; none is lost."""
    with town.database.session() as db:
        places = [Point(X + 2010 + 10 * n, Y + 500) for n in range(60)]
        ids = [add_pin(db, place, place).id for place in places]
        area = create_area(db, town_id(db), OURS, WEST).id
    count_boundary(town.database.engine, waiting_boundaries(town.database.engine)[0])
    with town.database.session() as db:
        version = revise_area(db, area, EAST).id
    begun = threading.Barrier(5)

    def count() -> None:
        begun.wait()
        count_boundary(town.database.engine, version, batch=3)

    def write(hand: int) -> None:
        begun.wait()
        for number in range(hand, 40, 4):
            with town.database.session() as db:
                if number % 3 == 0:
                    add_pin(db, IN_EAST, IN_EAST)
                else:
                    away = stored(Point(X + 50, Y + 50 + number))
                    db.execute(update(Pin).where(Pin.id == ids[number]).values(geom=away, public_geom=away))

    with ThreadPoolExecutor(5) as pool:
        jobs = [pool.submit(count), *(pool.submit(write, hand) for hand in range(4))]
        for job in jobs:
            job.result(60)
    with town.session() as db:
        assert db.scalars(select(Recount)).all() == []
        assert membership_differences(db, town_id(db)) == []
        moved = sum(1 for number in range(40) if number % 3)
        assert len(members(db, version)) == 1 + 60 - moved + 14


def test_two_changes_of_one_boundary_take_turns(town: TownDatabase, ours: int) -> None:
    def change(number: int) -> int:
        with town.database.session() as db:
            return revise_area(db, ours, box(X + 2000, Y, X + 3000, Y + 1000 + number)).number

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(change, (1, 2))) == [2, 3]
    with town.session() as db:
        live = db.scalars(select(AreaVersion).join(Area).where(Area.id == ours, AreaVersion.valid_to.is_(None))).one()
        assert live.number == 3
        assert membership_differences(db, town_id(db)) == []
