"""Areas side by side: found by the worker, kept as found, and held to what was asked."""

import json
import os
import uuid
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from service.analysis.runs.tasks import make_run
from service.analysis.workbench.plan import Plan
from service.programmes.choosing.joined import JOINED, wishes_of
from service.programmes.records.verifying import verified
from tests.conftest import Browser, TownDatabase
from tests.service.programmes.test_choosing import chosen_on, look
from tests.service.programmes.test_records import view_of


def ask(client: Browser, wishes: Any) -> Any:
    form = {"csrf_token": client.token(), "idempotency_key": os.urandom(16).hex()}
    data = {**form, "kind": JOINED, "wishes": json.dumps(wishes)}
    return client.post("/analysis/runs", data=data, headers={"Accept": "application/json"})


def test_worker_finds_what_the_page_had_no_time_for(
    client: Browser, town: TownDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.programmes.choosing.joined.JOINED_LIMIT_S", 0.0)
    before = look(client, by="joined", count="3")
    assert "analysis-run" in before
    assert chosen_on(before) == []
    answer = ask(client, wishes_of(Plan(), 3))
    assert answer.status_code == 202
    run_id = uuid.UUID(answer.json["id"])
    make_run(town.database, run_id, 1)
    assert client.get(f"/analysis/runs/{run_id}").json["state"] == "done"
    after = look(client, by="joined", count="3")
    assert len(chosen_on(after)) == 3
    assert "analysis-run" not in after.partition("</head>")[2]


@pytest.mark.parametrize("wishes", [{}, {"plan": {}, "count": 2}, {"plan": Plan().plain(), "count": 0}])
def test_nonsense_is_refused(client: Browser, wishes: Any) -> None:
    client.sign_in("official")
    assert ask(client, wishes).status_code == 422


def test_record_is_held_to_what_was_asked(client: Browser, db: Session) -> None:
    client.sign_in("official")
    form = {"by": "joined", "count": "2", "title": "Vierekkäin", "reason": "Yhdessä."}
    made = client.send("/decisions/records", form)
    assert made.status_code == 303, made.get_data(as_text=True)
    view = view_of(db, made.headers["Location"])
    assert verified(view).is_same
    solved = view.method_card["choice"]["solved"]
    assert solved["exact"]
    assert len(solved["codes"]) == 2
    assert db.execute(text("SELECT count(*) FROM decision")).scalar_one() == 1
