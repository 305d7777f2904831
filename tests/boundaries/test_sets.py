"""Sets of areas: a partition is declared, mended and edited, and stays whole whoever edits it at once."""

from __future__ import annotations

import threading

import pytest
import shapely
from shapely.geometry import LineString, box
from sqlalchemy import select
from sqlalchemy.orm import Session

from boundaries.errors import AreaInPartition, NotOfOneSet, StatisticalUnit
from boundaries.models import Area, AreaVersion, Membership, Municipality
from boundaries.operations import AreaTraits, Maker, create_area, restore_version, revise_area, withdraw_area
from boundaries.records import AreaSet
from boundaries.sets.checks import findings_of, members_of
from boundaries.sets.operations import (
    create_set,
    declare_partition,
    merge_areas,
    move_border,
    put_in_set,
    release_partition,
    repair_set,
    split_area,
)
from geo.crs import METRIC
from geo.partition import AreasApart, LeavesGap, OverlapsNeighbour, findings
from tests.boundaries.test_areas import add_pins
from tests.conftest import TownDatabase
from tests.factories.world import ORIGIN, square

STAFF = Maker(None, "staff", "Planner, Testilä")
X, Y = ORIGIN


def town_id(db: Session) -> int:
    return db.scalars(select(Municipality.id)).one()


def districts(db: Session, **shapes: shapely.Geometry) -> tuple[AreaSet, dict[str, Area]]:
    """A set of districts, by default the squares 01, 02, 04 and 05 of the town."""
    wanted = shapes or {
        "lounas": square("01"),
        "kaakko": square("02"),
        "luode": square("04"),
        "koillinen": square("05"),
    }
    one = create_set(db, town_id(db), {"fi": "Kaupunginosat"})
    made = {
        name: create_area(
            db, town_id(db), AreaTraits(kind="district", names={"fi": name}, slug=name, set_id=one.id), shape
        )
        for name, shape in wanted.items()
    }
    return one, made


def shape_of(db: Session, area: Area) -> shapely.Geometry:
    current = db.scalars(
        select(AreaVersion).where(AreaVersion.area_id == area.id, AreaVersion.valid_to.is_(None))
    ).one()
    return shapely.from_wkb(bytes(current.geom.data))


def versions(db: Session, area: Area) -> list[AreaVersion]:
    return list(db.scalars(select(AreaVersion).where(AreaVersion.area_id == area.id).order_by(AreaVersion.number)))


def test_a_partition_is_declared_only_when_it_is_one(db: Session) -> None:
    one, made = districts(db)
    declare_partition(db, one.id, 1.0)
    assert one.is_partition
    with pytest.raises(OverlapsNeighbour) as caught:
        revise_area(db, made["lounas"].id, box(X, Y, X + 1200, Y + 1000))
    assert caught.value.where is not None


def test_a_gap_stands_in_the_way_with_its_place(db: Session) -> None:
    ring = square("05").buffer(500, join_style="mitre").difference(square("05"))
    one, _ = districts(db, ring=ring)
    with pytest.raises(LeavesGap) as caught:
        declare_partition(db, one.id, 1.0)
    middle = square("05").centroid
    assert shapely.Point(METRIC.from_lonlat(*caught.value.where)).distance(middle) < 20


def test_areas_of_other_sets_overlap_freely(db: Session) -> None:
    one, _ = districts(db)
    declare_partition(db, one.id, 1.0)
    panel = create_area(db, town_id(db), AreaTraits(kind="panel", names={"fi": "Paneeli"}), square("01"))
    revise_area(db, panel.id, box(X, Y, X + 1500, Y + 1500))
    assert findings_of(db, one)[1] == []


def test_joining_and_leaving_a_partition_is_checked(db: Session) -> None:
    one, made = districts(db)
    declare_partition(db, one.id, 1.0)
    overlapping = create_area(db, town_id(db), AreaTraits(kind="district", names={"fi": "Päällä"}), square("01"))
    beside = create_area(db, town_id(db), AreaTraits(kind="district", names={"fi": "Vieressä"}), square("03"))
    put_in_set(db, [beside.id], one.id)
    with pytest.raises(OverlapsNeighbour):
        put_in_set(db, [overlapping.id], one.id)
    with pytest.raises(AreaInPartition):
        withdraw_area(db, made["lounas"].id)
    release_partition(db, one.id)
    withdraw_area(db, made["lounas"].id)


def test_splitting_and_merging_keeps_the_ground_and_tells_the_history(db: Session) -> None:
    one, made = districts(db)
    declare_partition(db, one.id, 1.0)
    pin = add_pins(db, [shapely.Point(X + 900, Y + 500)])[0]
    old = made["lounas"]
    before = shape_of(db, old)
    kept, new = split_area(
        db, old.id, LineString([(X + 600, Y - 10), (X + 600, Y + 1010)]), {"fi": "Uusi"}, STAFF, "Jako"
    )
    assert kept.id == old.id and new.set_id == one.id and new.kind == "district"
    assert (shape_of(db, kept).area, shape_of(db, new).area) == (pytest.approx(600_000), pytest.approx(400_000))
    first, second = versions(db, kept)[-1], versions(db, new)[0]
    assert first.valid_from == second.valid_from == versions(db, kept)[0].valid_to
    assert (first.reason, second.reason, first.signature) == ("Jako", "Jako", "Planner, Testilä")
    held = db.scalars(select(Membership.area_version_id).where(Membership.subject_id == pin)).all()
    assert second.id in held and first.id not in held
    merged = merge_areas(db, kept.id, new.id, STAFF, "Takaisin")
    assert shape_of(db, merged).symmetric_difference(before).area < 1e-3
    db.refresh(new)
    assert (new.state, new.successor_id) == ("ended", kept.id)
    assert all(version.valid_to is not None for version in versions(db, new))
    assert [version.number for version in versions(db, kept)] == [1, 2, 3]
    assert len(members_of(db, one.id).areas) == 4 and findings_of(db, one)[1] == []


def test_only_neighbours_of_one_set_are_joined(db: Session) -> None:
    _, made = districts(db)
    with pytest.raises(AreasApart):
        merge_areas(db, made["lounas"].id, made["koillinen"].id, STAFF, "")
    alone = create_area(db, town_id(db), AreaTraits(kind="district", names={"fi": "Yksin"}), square("03"))
    with pytest.raises(NotOfOneSet):
        merge_areas(db, made["kaakko"].id, alone.id, STAFF, "")
    with pytest.raises(NotOfOneSet):
        merge_areas(db, alone.id, alone.id, STAFF, "")


def test_a_moved_border_changes_both_neighbours_at_one_instant(db: Session) -> None:
    one, made = districts(db)
    declare_partition(db, one.id, 1.0)
    changed = move_border(db, made["lounas"].id, box(X - 400, Y, X + 1200, Y + 1000), STAFF, "Uusi katu")
    assert {area.slug for area in changed} == {"lounas", "kaakko"}
    assert shape_of(db, made["lounas"]).area == pytest.approx(1_200_000), "the outer edge stays"
    assert shape_of(db, made["kaakko"]).area == pytest.approx(800_000)
    instants = {versions(db, area)[-1].valid_from for area in changed}
    assert len(instants) == 1 and len(versions(db, made["luode"])) == 1
    assert move_border(db, made["lounas"].id, box(X, Y, X + 1200.004, Y + 1000), STAFF, "") == []


def test_statistical_units_are_not_changed_here(db: Session) -> None:
    one = create_set(db, town_id(db), {"fi": "Postinumeroalueet"})
    ids = db.scalars(select(Area.id).where(Area.kind == "postal")).all()
    put_in_set(db, ids, one.id)
    declare_partition(db, one.id, 1.0)
    with pytest.raises(StatisticalUnit):
        split_area(db, ids[0], LineString([(X + 500, Y - 1), (X + 500, Y + 1001)]), {"fi": "A"}, STAFF, "")
    with pytest.raises(StatisticalUnit):
        move_border(db, ids[0], square("02"), STAFF, "")


def test_a_repair_makes_a_partition(db: Session) -> None:
    one, made = districts(
        db,
        vasen=box(X, Y, X + 1000, Y + 1000),
        oikea=box(X + 1000.6, Y, X + 2000, Y + 1000),
        yla=box(X, Y + 995, X + 1000, Y + 2000),
        kaukana=square("09"),
    )
    assert len(findings_of(db, one)[1]) == 2
    changed = repair_set(db, one.id, STAFF, "Siistiminen")
    assert one.is_partition and findings_of(db, one)[1] == []
    assert "kaukana" not in {area.slug for area in changed} and 2 <= len(changed) <= 3
    whole = shapely.union_all([shape_of(db, area) for area in made.values()])
    assert whole.area == pytest.approx(2_000_000 + 1_000_000 + 1_000_000, abs=5)
    assert {versions(db, area)[-1].reason for area in changed} == {"Siistiminen"}


def test_a_restored_version_is_a_new_one(db: Session) -> None:
    area = create_area(db, town_id(db), AreaTraits(kind="district", names={"fi": "Keskus"}), square("05"))
    revise_area(db, area.id, square("04"))
    third = restore_version(db, area.id, 1, STAFF, "Erehdys")
    assert (third.number, third.restored_from, third.reason) == (3, 1, "Erehdys")
    assert shape_of(db, area).equals(square("05"))
    assert restore_version(db, area.id, 1, STAFF).number == 3, "it holds already"


def test_neighbours_edited_at_once_stay_a_partition(town: TownDatabase) -> None:
    with town.database.session() as db:
        one, made = districts(db)
        declare_partition(db, one.id, 1.0)
        ids = {name: area.id for name, area in made.items()}
        set_id = one.id
    outcomes: list[str] = []

    def work(number: int) -> None:
        name = list(ids)[number % 4]
        try:
            with town.database.session() as db:
                if number % 3 == 0:
                    area = db.get(Area, ids[name])
                    revise_area(db, area.id, square("05").buffer(50 + number), maker=STAFF)
                else:
                    wanted = square(("01", "02", "04", "05")[number % 4]).buffer(20 + 10 * number, join_style="mitre")
                    move_border(db, ids[name], wanted, STAFF, f"muutos {number}")
            outcomes.append("written")
        except (LeavesGap, OverlapsNeighbour):
            outcomes.append("refused")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(set(outcomes)) == ["refused", "written"] and len(outcomes) == 12
    with town.session() as db:
        members = members_of(db, set_id)
        assert findings(members.shapes) == []
        assert shapely.union_all(members.shapes).area == pytest.approx(4_000_000, abs=0.01 * 8000)
