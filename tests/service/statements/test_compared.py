"""Statements in the table of alternatives: how many, and what became of them."""

from __future__ import annotations

from sqlalchemy import select

from service.statements.models import Statement
from tests.conftest import Browser, TownDatabase
from tests.service.proposals.conftest import send_new, text_of
from tests.service.statements.conftest import SLUG, give

COMPARE = "/proposals/compare?of=uusi-puisto-keskustaan&of=pienempi-puisto&lang=fi"


def test_alternatives_tell_what_was_heard_of_each(client: Browser, open_town: TownDatabase) -> None:
    for text in ("Puiston pitää olla suurempi.", "Hyvä näin.", "Piilotettu kannanotto."):
        assert give(client, text=text).status_code == 303
    with open_town.session() as db:
        bigger, _good, hidden = db.scalars(select(Statement).order_by(Statement.created_at)).all()
        bigger.state, bigger.outcome, hidden.visibility = "answered", "changed", "hidden"
        db.commit()
    planner = client.application.test_client()
    planner.sign_in("planner")
    assert send_new(planner, title="Pienempi puisto").status_code == 303
    answer = client.get(COMPARE)
    row = text_of(answer).partition("Kannanottoja")[2]
    assert row.strip().startswith("eroaa2 enitenmuutti suunnitelmaa: 1odottaa vastinetta: 10 vähiten")
    html = answer.get_data(as_text=True)
    assert html.count(f'href="{SLUG}/statements"') == 1, "there is nothing to read of the other one"
