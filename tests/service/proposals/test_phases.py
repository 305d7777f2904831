"""Phases with dates: what residents see, what they may do now, and what a planner cannot save."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from service.i18n import TIME_ZONE
from service.proposals.phases.queries import PhaseView
from service.proposals.rules import phase_now, state_on, takes_comments, takes_statements
from tests.conftest import Browser
from tests.service.proposals.conftest import form, send_new, text_of

SLUG = "/proposals/uusi-puisto-keskustaan"
PAGE = SLUG + "/phases"
TODAY = dt.datetime.now(TIME_ZONE).date()
Row = tuple[str, int | None, int | None]


def day(offset: int | None) -> str:
    return "" if offset is None else (TODAY + dt.timedelta(days=offset)).isoformat()


def fi_date(offset: int) -> str:
    on = TODAY + dt.timedelta(days=offset)
    return f"{on.day}.{on.month}.{on.year}"


def send(client: Browser, *rows: Row, lang: str = "fi", **changes: Any) -> Any:
    seen = re.search(r'name="seen" value="(\w*)"', client.get(PAGE).get_data(as_text=True))
    table = {
        "kind": [one[0] for one in rows],
        "starts_on": [day(one[1]) for one in rows],
        "ends_on": [day(one[2]) for one in rows],
        **{name: [""] * len(rows) for name in ("name_fi", "name_sv", "name_en", "note")},
    }
    return client.send(f"{PAGE}?lang={lang}", {"seen": seen[1] if seen else "", **table, **changes})


@pytest.fixture
def saved(planner: Browser) -> Browser:
    assert send_new(planner).status_code == 303
    return planner


def phase(kind: str, first: int, last: int | None) -> PhaseView:
    ends_on = TODAY + dt.timedelta(days=last) if last is not None else None
    return PhaseView(1, kind, {}, "", TODAY + dt.timedelta(days=first), ends_on)


def test_both_days_of_a_phase_belong_to_it() -> None:
    statements = phase("statements", 0, 0)
    assert phase_now([statements], TODAY) is statements
    assert phase_now([statements], TODAY + dt.timedelta(days=1)) is None
    assert phase_now([statements], TODAY - dt.timedelta(days=1)) is None
    assert phase_now([phase("decision", -5, None)], TODAY + dt.timedelta(days=9999)) is not None


def test_statements_are_taken_in_their_phase_alone() -> None:
    statements, decision = phase("statements", -1, 1), phase("decision", 2, None)
    assert takes_statements("open", [statements, decision], TODAY)
    assert not takes_statements("open", [statements, decision], TODAY + dt.timedelta(days=2))
    assert not takes_statements("closed", [statements], TODAY)
    assert not takes_statements("open", [], TODAY)


def test_the_state_follows_the_phases_but_a_closed_one_stays_closed() -> None:
    assert state_on("open", [], TODAY) == "open"
    assert state_on("open", [phase("preparation", -1, 1)], TODAY) == "open"
    assert state_on("open", [phase("decision", -1, 1)], TODAY) == "closed"
    assert state_on("open", [phase("statements", 1, 2)], TODAY) == "closed"
    assert state_on("closed", [phase("statements", -1, 1)], TODAY) == "closed"
    assert state_on("draft", [phase("decision", -1, 1)], TODAY) == "draft"
    assert not takes_comments("open", [phase("answers", -1, 1)], TODAY)


def test_residents_see_what_happens_when_and_what_they_can_do_now(saved: Browser) -> None:
    answer = send(saved, ("preparation", -20, -2), ("statements", -1, 9), ("", None, None), ("decision", 10, None))
    assert answer.status_code == 303
    page = text_of(saved.application.test_client().get(SLUG + "?lang=fi"))
    for words in ("Valmistelu", "päättynyt", "Nyt: Kannanotot", "Viimeinen päivä on", "Päätös", "tulossa", "alkaen"):
        assert words in page, words
    assert "Lähetä kommentti" in page


def test_comments_end_with_the_phase(saved: Browser) -> None:
    send(saved, ("statements", -9, -1), ("answers", 0, None))
    visitor = saved.application.test_client()
    assert "Lähetä kommentti" not in visitor.get(SLUG + "?lang=fi").get_data(as_text=True)
    assert visitor.get("/api" + SLUG).json["properties"]["state"] == "closed"
    assert visitor.get("/api/proposals?state=open").json["features"] == []
    path = f"/discussion/proposal/{SLUG.rpartition('/')[2]}/comments"
    assert saved.send(path, {"body": "Liian myöhään"}).status_code == 403
    late = visitor.send(path, {"body": "Kirjoitin tätä illan."})
    assert late.status_code == 403 and "Kommentteja ei enää oteta vastaan" in text_of(late)
    assert "Kirjoitin tätä illan." in text_of(visitor.get(SLUG + "?lang=fi")), "nothing that was typed is lost"
    assert "Kirjoitin tätä illan." not in text_of(saved.get(SLUG + "?lang=fi"))
    send(saved, ("statements", -9, 0), ("answers", 1, None))
    assert visitor.get("/api" + SLUG).json["properties"]["state"] == "open"
    assert saved.send(path, {"body": "Ajoissa"}).status_code == 303


def test_a_proposal_that_has_not_begun_says_when_it_does(saved: Browser) -> None:
    visitor, begins = saved.application.test_client(), f"Alkaa {fi_date(3)}"
    send(saved, ("preparation", 3, 9), ("statements", 10, 20))
    for path in ("/proposals?lang=fi", "/proposals?state=coming&lang=fi", SLUG + "?lang=fi"):
        assert begins in text_of(visitor.get(path)), path
    assert begins not in text_of(visitor.get("/proposals?state=closed&lang=fi"))
    assert visitor.get("/api" + SLUG).json["properties"]["begins_on"] == day(3)
    send(saved, ("preparation", -9, -1), ("statements", 10, 20))
    assert "Alkaa" not in text_of(visitor.get("/proposals?state=closed&lang=fi"))
    assert visitor.get("/api/proposals?state=coming").json["features"] == []
    assert len(visitor.get("/api/proposals?state=closed").json["features"]) == 1


@pytest.mark.parametrize(
    ("rows", "where", "words"),
    [
        ([("statements", 5, 1)], "ends_on-0", "on ennen ensimmäistä"),
        ([("statements", None, 1)], "starts_on-0", "päivämäärä"),
        ([("statements", 0, 9), ("decision", 9, None)], "ends_on-0", "Toinen vaihe alkaa"),
        ([("decision", 9, None), ("statements", 0, None)], "ends_on-1", "Toinen vaihe alkaa"),
        ([("evil", 0, 1)], "kind-0", "Valitse jokin vaihtoehdoista"),
    ],
)
def test_what_is_wrong_is_said_at_its_row_and_nothing_typed_is_lost(
    saved: Browser, rows: list[Row], where: str, words: str
) -> None:
    answer = send(saved, *rows)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'id="field-{where}-error"' in page
    assert words.lower() in text_of(answer).lower()
    assert all(day(one[1]) in page for one in rows)
    assert "päättynyt" not in text_of(saved.get(SLUG + "?lang=fi"))


def test_rows_without_all_fields_and_too_many_rows_are_refused(saved: Browser) -> None:
    assert send(saved, ("statements", 0, 1), starts_on=[]).status_code == 422
    assert send(saved, *[("statements", n, n) for n in range(21)]).status_code == 422


def test_phases_that_somebody_else_changed_are_not_written_over(saved: Browser) -> None:
    send(saved, ("preparation", 0, 1))
    late = send(saved, ("decision", 0, 1), seen="old")
    assert late.status_code == 412
    assert "Joku muu muutti vaiheita" in text_of(late)
    assert "Nyt: Valmistelu" in text_of(saved.get(SLUG + "?lang=fi"))


def test_phases_of_a_draft_stay_unseen(planner: Browser) -> None:
    send_new(planner, state="draft")
    assert send(planner, ("preparation", 0, 1)).status_code == 303
    assert "Valmistelu" in text_of(planner.get(SLUG + "?lang=fi"))
    visitor = planner.application.test_client()
    assert visitor.get(SLUG, headers={"Accept": "text/html"}).status_code == 404
    assert visitor.get(PAGE, headers={"Accept": "text/html"}).status_code == 401


def test_names_of_a_planner_are_text_and_shown_by_language(saved: Browser) -> None:
    send(saved, ("decision", 0, None), name_fi=["<b>Lautakunta</b>"], name_sv=["Nämnden"], note=["Kokous 3.3."])
    assert "Nyt: <b>Lautakunta</b>" in text_of(saved.get(SLUG + "?lang=fi"))
    assert "<b>Lautakunta" not in saved.get(SLUG + "?lang=fi").get_data(as_text=True)
    assert "Nu: Nämnden" in text_of(saved.get(SLUG + "?lang=sv"))
    assert "Kokous 3.3." in text_of(saved.get(SLUG + "?lang=sv"))


def test_an_edit_of_the_proposal_keeps_its_phases(saved: Browser) -> None:
    send(saved, ("statements", -1, 1))
    assert saved.send(SLUG + "/edit", form(version="1", title="Toinen nimi")).status_code == 303
    assert "Nyt: Kannanotot" in text_of(saved.get(SLUG + "?lang=fi"))
