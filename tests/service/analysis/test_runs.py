"""Runs: asked for once, made by the worker's own function, told as they go, and honest when they fail."""

import json
import os
import re
import uuid
from typing import Any

import pytest
from sqlalchemy import text

from service.analysis.runs.kinds import KINDS, Kind
from service.analysis.runs.operations import MOST_WAITING
from service.analysis.runs.tasks import make_run
from service.analysis.workbench.plan import Plan
from tests.conftest import Browser, TownDatabase

JSON = {"Accept": "application/json"}


def ask(client: Browser, wishes: Any, kind: str = "rank_doubt") -> Any:
    form = {"csrf_token": client.token(), "idempotency_key": os.urandom(16).hex()}
    return client.post("/analysis/runs", data={**form, "kind": kind, "wishes": json.dumps(wishes)}, headers=JSON)


def made(town: TownDatabase, run_id: str) -> None:
    with town.session() as db:
        municipality = db.execute(
            text("SELECT municipality_id FROM service.analysis_run WHERE id = :id"), {"id": run_id}
        ).scalar_one()
    make_run(town.database, uuid.UUID(run_id), municipality)


def test_a_run_is_asked_for_once_made_and_shown(kuopio: Browser, kuopio_town: TownDatabase) -> None:
    plan = Plan(floor=1000, draws=50)
    first, again = ask(kuopio, plan.plain()), ask(kuopio, plan.plain())
    assert first.status_code == again.status_code == 202
    assert first.json["id"] == again.json["id"]
    assert kuopio.get(first.json["href"]).json == {"state": "waiting", "progress": 0}
    with kuopio_town.session() as db:
        jobs = db.execute(text("SELECT count(*) FROM jobs.procrastinate_jobs WHERE task_name = 'make_analysis_run'"))
        assert jobs.scalar_one() == 1
    made(kuopio_town, first.json["id"])
    assert kuopio.get(first.json["href"]).json == {"state": "done", "progress": 100}


def test_what_makes_no_sense_is_refused_with_a_sentence(kuopio: Browser) -> None:
    for wishes in ([], {}, {"weights": {}}, {"weights": {"nonsense": 1}}, {**Plan().plain(), "preset": "x"},
                   {**Plan().plain(), "draws": 10**9}, {**Plan().plain(), "weights": "x"}):  # fmt: skip
        answer = ask(kuopio, wishes)
        assert answer.status_code == 422, (wishes, answer.get_data(as_text=True))
    assert ask(kuopio, {}, kind="nothing").status_code == 422
    assert kuopio.get(f"/analysis/runs/{uuid.uuid4()}").status_code == 404


def test_a_failure_is_told_and_may_be_asked_for_again(
    kuopio: Browser, kuopio_town: TownDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    def settle(_connection: Any, _municipality: int, asked: dict[str, Any]) -> Any:
        return asked, ()

    def compute(*_: Any) -> dict[str, Any]:
        return {"figure": float("nan")}

    monkeypatch.setitem(KINDS, "broken", Kind("broken", settle, compute))
    run = ask(kuopio, {"a": 1}, kind="broken").json
    made(kuopio_town, run["id"])
    assert kuopio.get(run["href"]).json["state"] == "failed"
    assert ask(kuopio, {"a": 1}, kind="broken").json["id"] == run["id"]
    assert kuopio.get(run["href"]).json["state"] == "waiting"


def test_not_more_than_some_may_wait(kuopio: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.analysis.runs.routes.ASKED_AN_HOUR", 10_000)
    answers = [ask(kuopio, Plan(seed=seed).plain()).status_code for seed in range(1, MOST_WAITING + 2)]
    assert answers == [202] * MOST_WAITING + [429]


def test_a_form_goes_back_to_its_own_page_and_nowhere_else(kuopio: Browser) -> None:
    for wish, goes in (("/analysis/workbench?floor=100", "/analysis/workbench?floor=100"), ("//evil.example", "/")):
        data = {"kind": "rank_doubt", "wishes": json.dumps(Plan().plain()), "next": wish}
        answer = kuopio.send("/analysis/runs", data)
        assert answer.status_code == 303
        assert answer.headers["Location"] == goes


def test_the_page_shows_how_sure_the_ranks_are_when_the_run_is_done(
    kuopio: Browser, kuopio_town: TownDatabase
) -> None:
    page = kuopio.get("/analysis/workbench?floor=1000", headers={"Accept-Language": "en"}).get_data(as_text=True)
    assert "<analysis-run" in page
    wishes = json.loads(re.search(r'name="wishes" value="([^"]*)"', page)[1].replace("&#34;", '"'))
    made(kuopio_town, ask(kuopio, wishes).json["id"])
    page = kuopio.get("/analysis/workbench?floor=1000", headers={"Accept-Language": "en"}).get_data(as_text=True)
    assert "<analysis-run" not in page
    assert "Rank, 9 draws of 10" in page
