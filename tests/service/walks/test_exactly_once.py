"""A phone's outbox: hours late, shuffled, each thing twice, several at a time: each is here exactly once."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import func, select, text

from service.participation.walks.along.models import WalkPassage
from service.participation.walks.models import Observation
from tests.conftest import TownDatabase
from tests.service.walks.conftest import Phone, observation

COUNT = 60


def test_shuffled_doubled_and_in_parallel(town: TownDatabase, phone: Phone) -> None:
    noted = [observation(text=f"Havainto {n}") for n in range(COUNT)]
    sendings = noted * 2
    random.Random(7).shuffle(sendings)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda body: phone.send("observations", body), sendings))
    assert {answer.status_code for answer in answers} == {201}
    assert sum(answer.headers.get("Idempotent-Replay") == "true" for answer in answers) == COUNT
    with town.session() as db:
        rows = db.scalars(select(Observation)).all()
        assert sorted(str(row.client_id) for row in rows) == sorted(body["id"] for body in noted)
        assert sorted(row.number for row in rows) == list(range(1, COUNT + 1))
        by_id = {str(row.client_id): row.number for row in rows}
    for body, answer in zip(sendings, answers, strict=True):
        assert answer.json["number"] == by_id[body["id"]]


def test_the_constraint_holds_when_the_keys_are_long_gone(town: TownDatabase, phone: Phone) -> None:
    sent = observation()
    first = phone.send("observations", sent)
    with town.session() as db:
        db.execute(text("DELETE FROM service.idempotency_key"))
        db.commit()
    with ThreadPoolExecutor(4) as pool:
        answers = list(
            pool.map(
                lambda n: phone.send("observations", sent, **{"Idempotency-Key": f"another-key-{n:08d}"}), range(8)
            )
        )
    assert {answer.json["number"] for answer in [first, *answers]} == {1}
    with town.session() as db:
        assert db.scalar(select(func.count()).select_from(Observation)) == 1


def test_what_was_said_last_holds_in_any_order(town: TownDatabase, phone: Phone) -> None:
    now = dt.datetime.now(dt.UTC)
    said = [
        {
            "id": str(uuid.uuid4()),
            "segment": 1,
            "nothing": minute == 9,
            "observed_at": (now + dt.timedelta(milliseconds=minute)).isoformat(),
        }
        for minute in range(10)
    ]
    random.Random(3).shuffle(said)
    for body in said:
        assert phone.send("passages", body).status_code == 201
    with town.session() as db:
        assert db.scalars(select(WalkPassage)).one().found_nothing
