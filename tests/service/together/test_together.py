"""A proposal grows out of an idea and is developed together: who may, what becomes a version, and who is told."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import pytest
from sqlalchemy import select, text

from service.i18n import TIME_ZONE
from service.participation.pins.models import Pin
from service.proposals.models import Proposal
from service.proposals.phases.models import ProposalPhase
from service.together.models import CoDeveloper, ProposalSuggestion
from tests.conftest import Browser, TownDatabase
from tests.factories.world import lonlat_in
from tests.service.pins.conftest import pin_body
from tests.service.proposals.conftest import form, planner, send_new, text_of

__all__ = ["planner"]

SLUG = "/proposals/uusi-puisto-keskustaan"
PAGE = SLUG + "/together"
WORDS = {"title": "Uusi puisto Keskustaan", "summary": "Parkkipaikan tilalle tehdään pieni puisto."}


def phase(town: TownDatabase, kind: str) -> None:
    today = dt.datetime.now(TIME_ZONE).date()
    with town.session() as db:
        row = db.scalars(select(Proposal)).one()
        db.execute(text("DELETE FROM service.proposal_phase"))
        db.add(
            ProposalPhase(
                municipality_id=row.municipality_id, proposal_id=row.id, kind=kind, starts_on=today, ends_on=today
            )
        )
        db.commit()


@pytest.fixture
def together(planner: Browser, town: TownDatabase) -> Browser:
    send_new(planner)
    phase(town, "co_development")
    return planner


def join(client: Browser) -> Any:
    client.sign_in("resident")
    return client.send(PAGE + "/join?lang=fi", {"message": "Asun puiston vieressä."})


def accept(client: Browser, town: TownDatabase, verdict: str = "accepted") -> Any:
    client.sign_in("planner")
    with town.session() as db:
        number = db.scalars(select(CoDeveloper.id)).one()
    return client.send(PAGE + "/people", {"person": str(number), "verdict": verdict})


def suggest(client: Browser, **changes: str) -> Any:
    client.sign_in("resident")
    sent = {**WORDS, "body": "Puistoon tulee lampi.", "note": "Lisäsin lammen.", "version": "1", **changes}
    return client.send(PAGE + "/suggestions?lang=fi", sent)


def answer(client: Browser, town: TownDatabase, verdict: str, reason: str = "") -> Any:
    client.sign_in("planner")
    with town.session() as db:
        number = db.scalars(select(ProposalSuggestion.id)).one()
    return client.send(f"{PAGE}/suggestions/{number}?lang=fi", {"verdict": verdict, "reason": reason})


def letters(town: TownDatabase) -> list[dict[str, str]]:
    with town.session() as db:
        rows = db.execute(text("SELECT args FROM jobs.procrastinate_jobs WHERE task_name = 'send_mail' ORDER BY id"))
        return [row.args if isinstance(row.args, dict) else json.loads(row.args) for row in rows]


def test_a_resident_joins_suggests_and_reads_what_became_of_it(together: Browser, town: TownDatabase) -> None:
    assert join(together).status_code == 303
    assert "odottaa vastausta" in text_of(together.get(PAGE + "?lang=fi"))
    assert suggest(together).status_code == 403, "only who was taken along"
    assert accept(together, town).status_code == 303
    assert suggest(together).status_code == 303
    visitor = together.application.test_client()
    assert "lampi" not in visitor.get(PAGE).get_data(as_text=True) + visitor.get(SLUG).get_data(as_text=True)
    together.sign_in("planner")
    assert "Puistoon tulee lampi." in text_of(together.get(PAGE))
    assert answer(together, town, "accepted").status_code == 303
    page = text_of(visitor.get(SLUG + "?lang=fi"))
    assert "Puistoon tulee lampi." in page and "Kehitetty yhdessä: Lisäsin lammen." in page
    assert "1 asukas kehittää sitä" in page and "1 ehdotuksesta on tullut versio" in page
    assert "Resident" not in page, "names are for planners"
    assert [one["to"] for one in letters(town)] == ["resident@testila.example"] * 2
    assert "tuli uusi versio" in letters(town)[1]["body"] and PAGE in letters(town)[1]["body"]
    together.sign_in("resident")
    assert "tuli versioksi" in text_of(together.get(PAGE + "?lang=fi"))


def test_a_declined_suggestion_needs_a_reason_and_changes_nothing(together: Browser, town: TownDatabase) -> None:
    join(together)
    accept(together, town)
    suggest(together)
    assert "Kerro, miksi sitä ei oteta" in text_of(answer(together, town, "declined"))
    assert answer(together, town, "declined", "Lammelle ei ole tilaa.").status_code == 303
    assert answer(together, town, "accepted").status_code == 422, "answered once"
    with town.session() as db:
        assert db.scalars(select(Proposal.version)).one() == 1
    together.sign_in("resident")
    assert "Lammelle ei ole tilaa." in text_of(together.get(PAGE))


def test_a_suggestion_to_an_earlier_version_writes_over_nothing(together: Browser, town: TownDatabase) -> None:
    join(together)
    accept(together, town)
    suggest(together)
    together.sign_in("planner")
    together.send(SLUG + "/edit", form(version="1", body="Suunnittelijan oma muutos."))
    late = answer(together, town, "accepted")
    assert late.status_code == 412 and "Pyydä uusi ehdotus" in text_of(late)
    assert "Suunnittelijan oma muutos." in text_of(together.get(SLUG))


def test_outside_the_phase_nobody_joins(together: Browser, town: TownDatabase) -> None:
    phase(town, "statements")
    assert join(together).status_code == 403
    assert "ei nyt kehitetä yhdessä" in text_of(together.get(PAGE + "?lang=fi"))
    with town.session() as db:
        assert db.scalars(select(CoDeveloper)).all() == []


def test_bad_forms_keep_what_was_typed_and_asking_twice_is_asking_once(together: Browser, town: TownDatabase) -> None:
    together.sign_in("resident")
    bad = together.send(PAGE + "/join", {"message": "Moi"})
    assert bad.status_code == 422 and ">Moi</textarea>" in bad.get_data(as_text=True)
    join(together)
    join(together)
    with town.session() as db:
        assert len(db.scalars(select(CoDeveloper)).all()) == 1
    accept(together, town)
    bad = suggest(together, note="", body="Pitkä kirjoitettu teksti")
    assert bad.status_code == 422 and "Pitkä kirjoitettu teksti" in bad.get_data(as_text=True)
    same = suggest(together, body="Puistoon tulee penkkejä ja puita.")
    assert same.status_code == 422 and "Mitään ei ole vielä muutettu" in text_of(same)


def test_visitors_are_asked_who_they_are_and_residents_decide_nothing(together: Browser, town: TownDatabase) -> None:
    join(together)
    with town.session() as db:
        number = db.scalars(select(CoDeveloper.id)).one()
    assert together.send(PAGE + "/people", {"person": str(number), "verdict": "accepted"}).status_code == 403
    visitor = together.application.test_client()
    assert visitor.get(PAGE).status_code == 200 and "puiston vieressä" not in visitor.get(PAGE).get_data(as_text=True)


def test_a_proposal_made_of_an_idea_is_linked_both_ways_while_both_are_seen(
    planner: Browser, town: TownDatabase
) -> None:
    body = pin_body(text="Pieni puisto", lonlat=list(lonlat_in("05", 0, 0)))
    assert planner.send_json("/api/pins", body).status_code == 201
    with town.session() as db:
        pin = db.scalars(select(Pin)).one()
        reference, identifier = pin.reference, pin.id
    page = planner.get(f"/pins/{reference}").get_data(as_text=True)
    assert f"/proposals/new?idea={reference}" in page
    filled = planner.get(f"/proposals/new?idea={reference}").get_data(as_text=True)
    assert re.search(rf'name="idea" value="{reference}"', filled) and "Point" in filled
    assert send_new(planner, idea=reference, state="draft").status_code == 303
    visitor = planner.application.test_client()
    assert SLUG not in visitor.get(f"/pins/{reference}").get_data(as_text=True), "a draft is not told"
    planner.send(SLUG + "/edit", form(version="1"))
    assert SLUG in visitor.get(f"/pins/{reference}").get_data(as_text=True)
    assert f"/pins/{reference}" in visitor.get(SLUG).get_data(as_text=True)
    with town.session() as db:
        db.execute(text("UPDATE service.pin SET visibility = 'hidden' WHERE id = :id"), {"id": identifier})
        db.commit()
    assert reference not in visitor.get(SLUG).get_data(as_text=True)
    assert planner.get("/proposals/new?idea=XX-1", headers={"Accept": "text/html"}).status_code == 404
