"""A planner's word on a line is public with its reason, and what was said before stays."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from service.conflicts.models import ConflictJudgement
from service.records import AuditEntry
from tests.conftest import Browser, TownDatabase
from tests.service.conflicts.conftest import lines_of
from tests.service.proposals.conftest import form, send_new, text_of

SLUG = "uusi-puisto-keskustaan"
PAGE = f"/proposals/{SLUG}/report"
LINE = "layer:urban_zones:keskus:2"
WHY = "Vyöhyke on tilastollinen eikä rajoita puistoa."


def judge(client: Browser, **changes: Any) -> Any:
    sent = {"line": LINE, "verdict": "aside", "reason": WHY, "version": "1", **changes}
    return client.send(f"{PAGE}/judgements", sent)


def test_set_aside_and_put_back(planner: Browser, layered: TownDatabase) -> None:
    send_new(planner)
    assert judge(planner).status_code == 303
    visitor: Browser = planner.application.test_client()  # type: ignore[assignment]
    page = text_of(visitor.get(PAGE + "?lang=fi"))
    assert WHY in page and "Testilä, planner" in page and "Sivuutettu" in page
    assert lines_of(visitor, SLUG)[LINE]["is_aside"] is True
    assert judge(planner, verdict="stands", reason="Asia tarkistettiin uudelleen.").status_code == 303
    line = lines_of(visitor, SLUG)[LINE]
    assert line["is_aside"] is False and [one["verdict"] for one in line["judgements"]] == ["aside", "stands"]
    assert WHY in text_of(visitor.get(PAGE + "?lang=fi")), "history stays readable"
    with layered.session() as db:
        assert "proposal.judged" in db.scalars(select(AuditEntry.action)).all()


@pytest.mark.parametrize(
    "changes", [{"reason": ""}, {"reason": "lyhyt"}, {"verdict": "odd"}, {"line": "layer:nothing"}, {"line": ""}]
)
def test_a_bad_form_keeps_what_was_typed(planner: Browser, layered: TownDatabase, changes: dict[str, str]) -> None:
    send_new(planner)
    answer = judge(planner, **changes)
    assert answer.status_code == 422
    assert changes.get("reason", WHY) in answer.get_data(as_text=True)
    with layered.session() as db:
        assert db.scalars(select(ConflictJudgement)).all() == []


def test_a_new_version_is_read_before_it_is_judged(planner: Browser, layered: TownDatabase) -> None:
    send_new(planner)
    judge(planner)
    planner.send(f"/proposals/{SLUG}/edit", form(version="1"))
    late = judge(planner)
    assert late.status_code == 412 and WHY in late.get_data(as_text=True)
    assert "sanottu versiosta 1" in text_of(planner.get(PAGE + "?lang=fi"))
    assert judge(planner, version="2", reason="Toisesta versiosta sanottua.").status_code == 303
    assert len(lines_of(planner, SLUG, 1)[LINE]["judgements"]) == 1, "what came later is not told of an earlier one"


@pytest.mark.parametrize(("role", "status"), [(None, 401), ("official", 403), ("moderator", 403)])
def test_only_planners_judge(client: Browser, layered: TownDatabase, role: str | None, status: int) -> None:
    client.sign_in("planner")
    send_new(client)
    other: Browser = client.application.test_client()  # type: ignore[assignment]
    if role:
        other.sign_in(role)
    assert judge(other).status_code == status
    assert "judgements" not in other.get(PAGE).get_data(as_text=True)


def test_markup_in_a_reason_stays_text(planner: Browser, layered: TownDatabase) -> None:
    send_new(planner)
    judge(planner, reason="<script>alert('canary')</script>")
    html = planner.get(PAGE).get_data(as_text=True)
    assert "<script>alert" not in html and "canary" in html


def test_a_withdrawn_proposal_takes_its_judgements_along(planner: Browser, layered: TownDatabase) -> None:
    send_new(planner)
    judge(planner)
    planner.send(f"/proposals/{SLUG}/edit", form(version="1", state="withdrawn"))
    visitor = planner.application.test_client()
    assert visitor.get(f"/api/proposals/{SLUG}/report").status_code == 404
    assert WHY in text_of(planner.get(PAGE))
