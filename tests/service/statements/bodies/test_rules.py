"""What a body agrees before its vote: a quorum, what an even vote means, and that abstaining gives no vote."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from service.accounts.models import Person
from service.i18n import LANGUAGES, speaking
from service.statements.bodies.models import BodyStatement
from service.statements.bodies.outcome import Rules, outcome_of
from service.statements.bodies.outcome_words import outcome_words, rules_words
from service.statements.bodies.rules import Tally
from service.statements.window import today
from tests.conftest import Browser, TownDatabase
from tests.service.proposals.conftest import text_of
from tests.service.statements.bodies.conftest import START, body, draft, give, start, stored, vote
from tests.service.statements.conftest import SLUG

HTML = {"Accept": "text/html"}
COUNT = st.integers(0, 40)
TALLIES = st.builds(Tally, COUNT, COUNT, COUNT)
RULES = st.builds(
    Rules, st.sampled_from([None, "number", "share"]), st.integers(1, 100), st.sampled_from(["falls", "chair"])
)
CHAIRS = st.sampled_from([None, "for", "against", "abstained"])


@pytest.mark.parametrize(
    ("tally", "rules", "members", "chair", "reason"),
    [
        ((2, 1, 0), Rules("number", 3), 9, None, "majority"),
        ((2, 1, 0), Rules("number", 4), 9, None, "no_quorum"),
        ((2, 1, 1), Rules("number", 4), 9, None, "majority"),  # who abstains takes part
        ((2, 1, 0), Rules("share", 50), 6, None, "majority"),
        ((2, 1, 0), Rules("share", 50), 7, None, "no_quorum"),  # a share is rounded up to whole people
        ((0, 0, 5), Rules("number", 1), 9, None, "no_votes"),
        ((1, 0, 8), Rules(), 9, None, "majority"),  # who abstains gives no vote against
        ((2, 2, 3), Rules(), 9, "for", "even"),
        ((2, 2, 0), Rules(tie="chair"), 9, "for", "chair"),
        ((2, 2, 0), Rules(tie="chair"), 9, "against", "chair_against"),
        ((2, 2, 1), Rules(tie="chair"), 9, "abstained", "chair_silent"),
        ((2, 2, 0), Rules(tie="chair"), 9, None, "chair_silent"),
        ((2, 3, 0), Rules(tie="chair"), 9, "for", "minority"),
    ],
)
def test_what_votes_come_to(
    tally: tuple[int, int, int], rules: Rules, members: int, chair: str | None, reason: str
) -> None:
    assert outcome_of(Tally(*tally), rules, members, chair).reason == reason


@settings(deadline=None)  # the catalogues are read the first time
@given(tally=TALLIES, rules=RULES, members=st.integers(1, 120), chair=CHAIRS)
def test_a_text_never_passes_against_the_votes_given(tally: Tally, rules: Rules, members: int, chair: str) -> None:
    found = outcome_of(tally, rules, members, chair)
    if found.is_for:
        assert tally.votes_for > tally.votes_against or (
            tally.votes_for == tally.votes_against > 0 and rules.tie == "chair" and chair == "for"
        )
        assert found.needed is None or tally.took_part >= found.needed
    more = Tally(tally.votes_for + 1, tally.votes_against, tally.votes_abstained)
    assert outcome_of(more, rules, members, chair).is_for or not found.is_for, "a vote for it never fells it"
    for language in LANGUAGES:
        with speaking(language):
            assert outcome_words(found, tally) and "%" not in outcome_words(found, tally)
            assert all("(" not in one for one in rules_words(rules))


def person(town: TownDatabase, name: str) -> str:
    with town.session() as db:
        return str(db.scalars(select(Person.id).where(Person.display_name == name)).one())


def test_too_few_voters_are_told_of_and_the_quorum_is_public_once_it_is_met(
    client: Browser, open_town: TownDatabase, members: list[Browser]
) -> None:
    page = start(members[0], quorum_kind="share", quorum="60")
    shown = text_of(members[1].get(page, headers=HTML))
    assert "Vähintään 60 % jäsenistä pitää osallistua." in shown
    vote(members[0], page, "for")
    answer = give(members[0], page)
    assert answer.status_code == 422 and "Osallistujia on 1, ja heitä pitää olla vähintään 2." in text_of(answer)
    vote(members[1], page, "abstained")
    assert give(members[0], page).status_code == 303
    assert (body(open_town).quorum_needed, body(open_town).reason) == (2, "majority")
    reference = stored(open_town).reference
    said = "enemmän ääniä kuin vastaan. Osallistujia oli 2, ja heitä piti olla vähintään 2."
    assert said in text_of(client.get(f"{SLUG}/statements/{reference}", headers=HTML))
    assert said in text_of(client.get(f"{SLUG}/statements/report"))
    told = client.get(f"/api/statements/{reference}").json["properties"]["decision"]
    assert (told["quorum"], told["reason"]) == (2, "majority")


@pytest.mark.parametrize(("choice", "status"), [("for", 303), ("against", 422), ("", 422)])
def test_an_even_vote_follows_the_chair(
    client: Browser, open_town: TownDatabase, members: list[Browser], choice: str, status: int
) -> None:
    chair = person(open_town, "Toinen")
    page = start(members[0], tie="chair", chair=chair)
    assert "Puheenjohtaja: Toinen." in text_of(members[2].get(page, headers=HTML))
    told = "kaikki näkevät, miten äänestit"
    assert told in text_of(members[1].get(page, headers=HTML)) and told not in text_of(
        members[2].get(page, headers=HTML)
    )
    others = {"for": "against", "against": "for", "": "for"}[choice]
    vote(members[0], page, others)
    if choice:
        vote(members[1], page, choice)
    else:
        vote(members[2], page, "against")
    assert give(members[0], page).status_code == status
    if status == 303:
        read = text_of(client.get(f"{SLUG}/statements/{stored(open_town).reference}", headers=HTML))
        assert "Äänet menivät tasan, ja puheenjohtajan ääni tekstin puolesta ratkaisi." in read
        assert "Toinen" not in read


def test_other_rules_clear_the_votes_that_were_given_under_the_earlier_ones(
    open_town: TownDatabase, members: list[Browser]
) -> None:
    page = start(members[0])
    vote(members[1], page, "for")
    changed = members[0].send(f"{page}/edit", draft(seen="1", quorum_kind="number", quorum="1"))
    assert changed.status_code == 303 and body(open_town).version == 2 and body(open_town).cleared == 1


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"quorum_kind": "number"}, "quorum"),
        ({"quorum_kind": "share", "quorum": "101"}, "quorum"),
        ({"quorum_kind": "number", "quorum": "0"}, "quorum"),
        ({"quorum_kind": "number", "quorum": "puolet"}, "quorum"),
        ({"tie": "chair"}, "chair"),
        ({"tie": "chair", "chair": "6f6b2f0e-0000-4000-8000-000000000000"}, "chair"),
    ],
)
def test_what_is_wrong_with_the_rules_is_said_at_its_field(
    open_town: TownDatabase, members: list[Browser], changes: dict[str, str], where: str
) -> None:
    answer = members[0].send(START, draft(text="Kirjoitettu säilyy.", **changes))
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422 and f'id="field-{where}-error"' in html and "Kirjoitettu säilyy." in html


def test_the_next_draft_opens_with_the_rules_of_the_last_one(open_town: TownDatabase, members: list[Browser]) -> None:
    page = start(members[0], quorum_kind="number", quorum="2")
    members[0].send(f"{page}/withdraw", {})
    page = start(members[0], quorum_kind="number", quorum="1")
    vote(members[0], page, "for")
    give(members[0], page)
    opened = re.search(r'name="quorum"[^>]*value="(\d*)"', members[1].get(START).get_data(as_text=True))
    assert opened and opened[1] == "1"


def test_a_meeting_writes_down_how_its_chair_voted_when_the_votes_were_even(
    client: Browser, open_town: TownDatabase, members: list[Browser]
) -> None:
    page = start(members[0], way="meeting", tie="chair", quorum_kind="number", quorum="8")
    decided: dict[str, Any] = {
        "version": "1", "decided_on": today().isoformat(), "votes_for": "3", "votes_against": "3",
        "votes_abstained": "1", "dissent": "",
    }  # fmt: skip
    silent = members[0].send(f"{page}/meeting", decided)
    assert silent.status_code == 422 and 'id="field-chair_choice-error"' in silent.get_data(as_text=True)
    assert members[0].send(f"{page}/meeting", {**decided, "chair_choice": "for"}).status_code == 303
    assert give(members[0], page).status_code == 422, "seven took part"
    again = {**decided, "votes_abstained": "2", "chair_choice": "for"}
    assert members[0].send(f"{page}/meeting", again).status_code == 303
    assert give(members[0], page).status_code == 303 and body(open_town).reason == "chair"


def test_a_meeting_in_which_all_abstained_is_written_down_without_the_chairs_vote(
    open_town: TownDatabase, members: list[Browser]
) -> None:
    page = start(members[0], way="meeting", tie="chair")
    decided = {
        "version": "1", "decided_on": today().isoformat(), "votes_for": "0", "votes_against": "0",
        "votes_abstained": "4", "dissent": "",
    }  # fmt: skip
    answer = members[0].send(f"{page}/meeting", decided)
    assert answer.status_code == 303, text_of(answer)
    assert give(members[0], page).status_code == 422 and body(open_town).given_at is None


def test_what_was_given_before_there_were_rules_says_what_it_said(
    client: Browser, open_town: TownDatabase, members: list[Browser]
) -> None:
    page = start(members[0])
    vote(members[0], page, "for")
    vote(members[1], page, "abstained")
    give(members[0], page)
    with open_town.database.session() as db:
        db.execute(update(BodyStatement).values(reason=None, quorum_needed=None))
    read = text_of(client.get(f"{SLUG}/statements/{stored(open_town).reference}", headers=HTML))
    assert "Johtokunnan 3 jäsenestä äänesti 2." in read and "enemmän ääniä" not in read
    told = client.get(f"/api/statements/{stored(open_town).reference}").json["properties"]["decision"]
    assert (told["quorum"], told["reason"]) == (None, None)
