"""One person's support counts once, held by the database: however many requests come at the same moment."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from service.discussion.operations import give_support, supporter_hash
from service.discussion.subjects import Subject
from tests.conftest import TownDatabase
from tests.service.areas.lively import Lively, make_lively

AT_ONCE = 6


@pytest.fixture
def lively(town: TownDatabase) -> Lively:
    """Area 05 with something of every kind in it."""
    with town.database.session() as db:
        return make_lively(db)


def test_forty_supports_of_one_person_count_once(town: TownDatabase, lively: Lively) -> None:
    with town.session() as db:
        query = text("SELECT id, municipality_id FROM service.pin WHERE reference = :it")
        pin = db.execute(query, {"it": lively.answered}).one()
    subject = Subject("pin", str(pin.id), pin.municipality_id, page="")
    who = supporter_hash("a key", subject, "person:1")
    gate = threading.Barrier(AT_ONCE)

    def support(_number: int) -> bool:
        with town.database.session() as db:
            db.execute(text("SELECT 1"))
            gate.wait(10)
            return give_support(db, subject, who)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        outcomes = list(pool.map(support, range(AT_ONCE * 7)))
    assert len(outcomes) >= 40 and outcomes.count(True) == 1
    with town.session() as db:
        counted = db.scalar(text("SELECT support_count FROM service.pin WHERE id = :id"), {"id": pin.id})
        rows = db.scalar(text("SELECT count(*) FROM service.support"))
    assert (counted, rows) == (1, 1)
