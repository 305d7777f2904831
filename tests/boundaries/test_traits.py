"""Names, kinds, hierarchy and bodies of areas, with who changed them."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from boundaries.errors import AreaNotFound, CycleOfAreas
from boundaries.models import Area, Municipality
from boundaries.operations import AreaTraits, Maker, create_area, revise_area
from boundaries.records import AreaBody, AreaChange
from boundaries.traits import Body, change_traits, save_body
from tests.conftest import TownDatabase
from tests.factories.world import square

STAFF = Maker(None, "staff", "Onni, osallisuus")


def district(db: Session, name: str, code: str = "05") -> Area:
    home = db.scalars(select(Municipality.id)).one()
    return create_area(db, home, AreaTraits(kind="district", names={"fi": name}), square(code))


def revision(db: Session, area: Area) -> int:
    return db.scalars(select(Area.revision).where(Area.id == area.id)).one()


def test_what_changed_is_noted_with_before_and_after(db: Session) -> None:
    area = district(db, "Väinölänniemi")
    names = {"fi": "Väinölänniemi", "sv": "Väinölänniemi udde"}
    others = [{"name": "Väiski", "said_by": "Asukasyhdistys"}]
    assert set(
        change_traits(db, area.id, {"names": names, "other_names": others, "kind": "district"}, STAFF, "Nimet")
    ) == {
        "names",
        "other_names",
    }
    assert change_traits(db, area.id, {"names": names}, STAFF) == ()
    (note,) = db.scalars(select(AreaChange)).all()
    assert note.before["names"] == {"fi": "Väinölänniemi"} and note.after["other_names"] == others
    assert (note.signature, note.reason, note.revision) == ("Onni, osallisuus", "Nimet", revision(db, area))


def test_any_change_moves_the_revision(db: Session) -> None:
    area = district(db, "Keskusta")
    seen = [revision(db, area)]
    change_traits(db, area.id, {"description": "Ydin"}, STAFF)
    seen.append(revision(db, area))
    revise_area(db, area.id, square("04"))
    seen.append(revision(db, area))
    save_body(db, area.id, Body("board", {"fi": "Keskustan johtokunta"}), STAFF)
    seen.append(revision(db, area))
    save_body(db, area.id, Body("board", {"fi": "Keskustan johtokunta"}, seats=7), STAFF)
    seen.append(revision(db, area))
    save_body(db, area.id, None, STAFF)
    seen.append(revision(db, area))
    assert seen == sorted(set(seen))
    assert not change_traits(db, area.id, {"description": "Ydin"}, STAFF) and revision(db, area) == seen[-1]


def test_the_hierarchy_has_no_rings(db: Session) -> None:
    top, middle, low = district(db, "Ylä"), district(db, "Keski"), district(db, "Ala")
    change_traits(db, middle.id, {"parent_id": top.id}, STAFF)
    change_traits(db, low.id, {"parent_id": middle.id}, STAFF)
    for parent in (low.id, middle.id, top.id):
        with pytest.raises(CycleOfAreas):
            change_traits(db, top.id, {"parent_id": parent}, STAFF)
    with pytest.raises(AreaNotFound):
        change_traits(db, top.id, {"parent_id": 10**8}, STAFF)
    change_traits(db, middle.id, {"parent_id": None}, STAFF)
    change_traits(db, top.id, {"parent_id": low.id}, STAFF)


def test_two_at_once_cannot_close_a_ring(town: TownDatabase) -> None:
    with town.database.session() as db:
        one, other = district(db, "Yksi").id, district(db, "Toinen").id
    outcomes = []

    def put(child: int, parent: int) -> None:
        try:
            with town.database.session() as db:
                change_traits(db, child, {"parent_id": parent}, STAFF)
            outcomes.append("written")
        except CycleOfAreas:
            outcomes.append("refused")

    threads = [threading.Thread(target=put, args=pair) for pair in ((one, other), (other, one)) * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with town.session() as db:
        parents = dict(db.execute(select(Area.id, Area.parent_id).where(Area.id.in_((one, other)))).all())
    assert sorted(parents.values(), key=str) == sorted([None, one if parents[other] == one else other], key=str)
    assert set(outcomes) == {"written", "refused"}


def test_a_body_has_a_term_and_its_changes_are_noted(db: Session) -> None:
    area = district(db, "Anttola")
    body = Body("board", {"fi": "Anttolan aluejohtokunta"}, dt.date(2025, 6, 1), dt.date(2029, 5, 31), "Puh. 1", 5)
    assert save_body(db, area.id, body, STAFF) and not save_body(db, area.id, body, STAFF)
    row = db.scalars(select(AreaBody)).one()
    assert (row.seats, row.term_to) == (5, dt.date(2029, 5, 31))
    assert save_body(db, area.id, None, STAFF)
    notes = db.scalars(select(AreaChange).order_by(AreaChange.id)).all()
    assert [note.what for note in notes] == [["body"], ["body"]]
    assert notes[0].after["body"]["term_from"] == "2025-06-01" and notes[1].after["body"] is None
