"""A board's statement: a draft of its members, their votes, a change that clears them, and what everybody reads."""

from __future__ import annotations

import io

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlalchemy import delete, func, select

from service.accounts.models import Person, RoleGrant
from service.owndata.erasure import erase_account
from service.statements.bodies.models import BodyStatement, BodyVersion, BodyVote
from service.statements.bodies.outcome import Rules, outcome_of
from service.statements.bodies.rules import Tally
from service.statements.models import Statement
from service.statements.window import today
from tests.conftest import SECRET, Browser, TownDatabase
from tests.service.proposals.conftest import form, text_of
from tests.service.statements.bodies.conftest import START, WORDS, body, draft, give, start, stored, vote
from tests.service.statements.conftest import BODY, SLUG, set_phase

HTML = {"Accept": "text/html"}
RULES = ("way", "seen", "quorum_kind", "quorum", "tie", "chair")
DISSENT = "Pysäkin paikka on väärä."


def public_page(town: TownDatabase) -> str:
    return f"{SLUG}/statements/{stored(town).reference}"


def votes(town: TownDatabase) -> list[tuple[str, int]]:
    with town.session() as db:
        return [(one.choice, one.version) for one in db.scalars(select(BodyVote).order_by(BodyVote.id))]


@pytest.mark.parametrize(
    ("tally", "passes"),
    [
        ((2, 1, 0), True),
        ((1, 0, 5), True),
        ((1, 1, 0), False),
        ((0, 0, 3), False),
        ((0, 0, 0), False),
        ((1, 2, 0), False),
    ],
)
def test_a_body_is_for_what_more_are_for_than_against(tally: tuple[int, int, int], passes: bool) -> None:
    assert outcome_of(Tally(*tally), Rules(), 9).is_for == passes


def test_members_draft_vote_and_give_and_everybody_reads_the_numbers(
    client: Browser, open_town: TownDatabase, members: list[Browser], planner: Browser
) -> None:
    first, second, third = members
    assert "Kirjoita luonnos: Keskustan johtokunta" in text_of(first.get(SLUG, headers=HTML))
    page = start(first)
    assert stored(open_town).visibility == "draft"
    assert vote(first, page, "for").status_code == 303
    assert vote(second, page, "for").status_code == 303
    assert vote(third, page, "against", dissent=DISSENT).status_code == 303
    assert "Puolesta 2, vastaan 1, tyhjiä 0" in text_of(third.get(page, headers=HTML))
    assert "Keskustan johtokunta" not in text_of(client.get(f"{SLUG}/statements"))
    assert give(second, page).status_code == 403, "only who began it gives it"
    assert give(first, page, shows_dissent="true").status_code == 303
    line = "Puolesta 2, vastaan 1, tyhjiä 0, päätetty"
    read = text_of(client.get(public_page(open_town), headers=HTML))
    assert (
        line in read
        and "Keskustan johtokunta" in read
        and DISSENT in read
        and "Johtokunnan 3 jäsenestä äänesti 3" in read
    )
    assert "Kolmas" not in read and "Toinen" not in read, "who voted how is for members alone"
    assert line in text_of(client.get(f"{SLUG}/statements"))
    assert line in text_of(client.get(f"{SLUG}/statements/report"))
    reference = stored(open_town).reference
    told = client.get(f"/api/statements/{reference}").json["properties"]["decision"]
    assert (told["votes_for"], told["votes_against"], told["votes_abstained"], told["members"]) == (2, 1, 0, 3)
    assert told["dissents"] == [DISSENT] and "Kolmas" not in str(told)
    assert line in text_of(planner.get(f"/desk/statements/{reference}"))
    assert "Puolesta 2, vastaan 1" in text_of(planner.get("/desk/statements"))
    document = client.get(f"{SLUG}/statements.docx").data
    lines = [one.text for one in Document(io.BytesIO(document)).paragraphs]
    assert any(one.startswith(line) for one in lines) and DISSENT in lines
    sheet = load_workbook(io.BytesIO(client.get(f"{SLUG}/statements.xlsx").data)).active
    row = [cell.value for cell in sheet[2]]
    assert row[2] == "Keskustan johtokunta" and str(row[13]).startswith(line) and row[14] == DISSENT
    mine = text_of(third.get(page, headers=HTML))
    assert "Kolmas: vastaan" in mine and "Member: puolesta" in mine


def test_dissent_stays_with_the_members_unless_the_board_shows_it(
    client: Browser, open_town: TownDatabase, members: list[Browser]
) -> None:
    page = start(members[0])
    vote(members[0], page, "for")
    vote(members[1], page, "abstained", dissent=DISSENT)
    assert give(members[0], page).status_code == 303
    for path in (public_page(open_town), f"{SLUG}/statements/report"):
        assert DISSENT not in text_of(client.get(path, headers=HTML))
    assert DISSENT in text_of(members[2].get(page, headers=HTML))


def test_a_changed_text_clears_the_votes_and_says_so(open_town: TownDatabase, members: list[Browser]) -> None:
    first, second, third = members
    page = start(first)
    vote(first, page, "for")
    vote(second, page, "against")
    saved = first.send(f"{page}/edit", draft(text=f"{WORDS} Ja penkit.", seen="1"))
    assert saved.status_code == 303
    assert votes(open_town) == [] and body(open_town).version == 2
    assert "Aiemmasta tekstistä annetut 2 ääntä poistettiin" in text_of(second.get(page, headers=HTML))
    late = vote(third, page, "against", dissent=DISSENT, version=1)
    assert late.status_code == 412 and DISSENT in text_of(late), "a vote on the earlier text is no vote on this one"
    assert give(first, page, version=1).status_code == 412
    assert first.send(f"{page}/edit", draft(text="Kolmas teksti.", seen="1")).status_code == 412
    with open_town.session() as db:
        assert db.scalars(select(BodyVersion.body).order_by(BodyVersion.version)).all() == [
            WORDS,
            f"{WORDS} Ja penkit.",
        ]
    assert vote(second, page, "for", version=2).status_code == 303
    same = first.send(f"{page}/edit", draft(text=f"{WORDS} Ja penkit.", seen="2"))
    assert same.status_code == 303 and votes(open_town) == [("for", 2)], "saving what did not change clears nothing"


def test_the_words_that_a_statement_quotes_are_voted_on_too(
    open_town: TownDatabase, members: list[Browser], planner: Browser
) -> None:
    first = members[0]
    about = {"about": "paragraph", "paragraph": "2"}
    page = start(first, **about)
    vote(first, page, "for")
    quoted = stored(open_town).quote
    changed = form(version="1", body=BODY.replace("poistuu kokonaan", "säilyy"))
    assert planner.send(f"{SLUG}/edit", changed).status_code == 303
    assert first.send(f"{page}/edit", draft(**about, version="1", seen="1")).status_code == 303
    assert votes(open_town) == [("for", 1)] and stored(open_town).quote == quoted, "what was read is the same"
    assert first.send(f"{page}/edit", draft(**about, version="2", seen="1")).status_code == 303
    assert stored(open_town).quote != quoted
    assert votes(open_town) == [] and give(first, page, version=2).status_code == 422


def test_a_meeting_is_written_down_and_never_mixed_with_votes(
    client: Browser, open_town: TownDatabase, members: list[Browser]
) -> None:
    first, second, _third = members
    page = start(first, way="meeting")
    assert vote(second, page, "for").status_code == 422 and votes(open_town) == []
    decided = {
        "version": "1", "decided_on": today().strftime("%d.%m.%Y"), "votes_for": "7", "votes_against": "2",
        "votes_abstained": "1", "dissent": DISSENT,
    }  # fmt: skip
    assert second.send(f"{page}/meeting", decided).status_code == 403
    assert give(first, page).status_code == 422, "nothing is decided yet"
    assert first.send(f"{page}/meeting", decided).status_code == 303
    assert give(first, page).status_code == 303
    read = text_of(client.get(public_page(open_town), headers=HTML))
    assert "Puolesta 7, vastaan 2, tyhjiä 1, päätetty" in read and DISSENT in read
    assert "Asiasta päätettiin johtokunnan kokouksessa." in read
    assert first.send(f"{page}/meeting", {**decided, "votes_for": "9"}).status_code == 422
    assert body(open_town).votes_for == 7


def test_another_way_of_deciding_clears_what_was_decided(open_town: TownDatabase, members: list[Browser]) -> None:
    page = start(members[0])
    vote(members[1], page, "for")
    assert members[0].send(f"{page}/edit", draft(way="meeting", seen="1")).status_code == 303
    assert votes(open_town) == []
    meeting = {"version": "2", "decided_on": today().isoformat(), "votes_for": "5", "votes_against": "0",
               "votes_abstained": "0", "dissent": ""}  # fmt: skip
    assert members[0].send(f"{page}/meeting", meeting).status_code == 303
    assert members[0].send(f"{page}/edit", draft(way="votes", seen="2")).status_code == 303
    found = body(open_town)
    assert (found.votes_for, found.decided_on, found.version) == (None, None, 3)


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"decided_on": "2099-01-01"}, "decided_on"),
        ({"decided_on": ""}, "decided_on"),
        ({"votes_for": "-1"}, "votes_for"),
        ({"votes_for": "seitsemän"}, "votes_for"),
        ({"votes_for": "0", "votes_against": "0", "votes_abstained": "0"}, "votes_for"),
        ({"dissent": "Soittakaa 040 123 4567"}, "dissent"),
    ],
)
def test_what_is_wrong_with_a_meeting_is_said_at_its_field(
    open_town: TownDatabase, members: list[Browser], changes: dict[str, str], where: str
) -> None:
    page = start(members[0], way="meeting")
    form = {"version": "1", "decided_on": today().isoformat(), "votes_for": "3", "votes_against": "1",
            "votes_abstained": "0", "dissent": "Mielipide säilyy.", **changes}  # fmt: skip
    answer = members[0].send(f"{page}/meeting", form)
    assert answer.status_code == 422
    html = answer.get_data(as_text=True)
    assert f'id="field-{where}-error"' in html and form["dissent"] in html
    assert body(open_town).votes_for is None


@pytest.mark.parametrize(
    ("choice", "dissent", "where"),
    [
        ("", "Kirjoitettu säilyy.", "choice"),
        ("for", "Kirjoitettu säilyy.", "dissent"),
        ("against", "131052-308T", "dissent"),
    ],
)
def test_what_is_wrong_with_a_vote_is_said_and_kept(
    open_town: TownDatabase, members: list[Browser], choice: str, dissent: str, where: str
) -> None:
    page = start(members[0])
    answer = vote(members[1], page, choice, dissent=dissent)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422 and f'id="field-{where}-error"' in html and dissent in html
    assert votes(open_town) == []


@pytest.mark.parametrize("choices", [(), ("against",), ("for", "against"), ("abstained", "abstained")])
def test_without_a_majority_it_is_not_given(
    client: Browser, open_town: TownDatabase, members: list[Browser], choices: tuple[str, ...]
) -> None:
    page = start(members[0])
    for browser, choice in zip(members, choices, strict=False):
        assert vote(browser, page, choice).status_code == 303
    assert give(members[0], page).status_code == 422
    assert client.get(public_page(open_town), headers=HTML).status_code == 404


@pytest.mark.parametrize(("start_on", "end"), [(1, 5), (-5, -1)])
def test_it_is_given_only_while_statements_are_taken(
    open_town: TownDatabase, members: list[Browser], start_on: int, end: int
) -> None:
    page = start(members[0])
    vote(members[0], page, "for")
    set_phase(open_town, start_on, end)
    answer = give(members[0], page)
    assert answer.status_code == 422 and WORDS in text_of(answer)
    assert stored(open_town).visibility == "draft" and body(open_town).votes_for is None


def test_a_board_writes_one_at_a_time(open_town: TownDatabase, members: list[Browser]) -> None:
    page = start(members[0])
    second = members[1].send(START, draft(text="Toinen luonnos samasta asiasta."))
    assert second.status_code == 422 and "Toinen luonnos samasta asiasta." in text_of(second)
    assert members[1].get(START).headers["Location"] == page
    with open_town.session() as db:
        assert db.scalar(select(func.count()).select_from(Statement)) == 1
    vote(members[0], page, "for")
    give(members[0], page)
    assert members[1].send(START, draft(text="Uusi kannanotto uudesta asiasta.")).status_code == 303


@pytest.mark.parametrize("role", [None, "resident", "planner", "official", "administrator"])
def test_nobody_else_sees_or_touches_a_draft(
    client: Browser, open_town: TownDatabase, members: list[Browser], role: str | None
) -> None:
    page = start(members[0])
    if role:
        client.sign_in(role)
    for path in (page, f"{page}/edit", START):
        assert client.get(path).status_code in (401, 403)
    for deed in ("vote", "meeting", "give", "withdraw", "edit"):
        assert client.send(f"{page}/{deed}", {}).status_code in (401, 403)
    reference = stored(open_town).reference
    assert client.get(f"{SLUG}/statements/{reference}", headers=HTML).status_code == 404
    for deed in ("edit", "draft", "withdraw"):
        assert client.send(f"{SLUG}/statements/{reference}/{deed}", draft()).status_code == 404
    if role in ("planner", "official", "administrator"):
        assert WORDS not in text_of(client.get("/boards/05", headers=HTML)), "staff read the inbox, not its drafts"
        assert client.get(f"/desk/statements/{reference}").status_code in (403, 404)


def test_the_drafter_cannot_go_round_the_board(open_town: TownDatabase, members: list[Browser]) -> None:
    page = start(members[0])
    reference = page.rpartition("/")[2]
    own = {name: value for name, value in draft().items() if name not in RULES}
    assert members[0].send(f"{SLUG}/statements/{reference}/edit", own).status_code == 404
    assert stored(open_town).visibility == "draft"


def test_a_vote_counts_while_its_member_sits_on_the_board(
    client: Browser, open_town: TownDatabase, members: list[Browser]
) -> None:
    page = start(members[0])
    vote(members[1], page, "for")
    with open_town.database.session() as db:
        left = db.scalars(select(Person.id).where(Person.display_name == "Toinen")).one()
        db.execute(delete(RoleGrant).where(RoleGrant.person_id == left))
    assert vote(members[1], page, "for").status_code == 403
    read = text_of(members[0].get(page, headers=HTML))
    assert "Puolesta 0" in read and "ei kuulu enää johtokuntaan" in read
    assert give(members[0], page).status_code == 422


def test_another_member_takes_over_when_the_drafter_leaves(open_town: TownDatabase, members: list[Browser]) -> None:
    page = start(members[0])
    vote(members[1], page, "for")
    assert members[1].get(f"{page}/edit").status_code == 403
    with open_town.database.session() as db:
        left = db.scalars(select(BodyStatement.leader_id)).one()
        db.execute(delete(RoleGrant).where(RoleGrant.person_id == left))
    assert members[1].get(f"{page}/edit").status_code == 200
    assert give(members[1], page).status_code == 303


def test_a_named_person_waits_for_a_moderator_also_in_a_dissent(
    client: Browser, open_town: TownDatabase, members: list[Browser]
) -> None:
    page = start(members[0])
    vote(members[0], page, "for")
    vote(members[2], page, "for")
    vote(members[1], page, "against", dissent="Matti Meikäläinen ei kuunnellut meitä.")
    assert give(members[0], page, shows_dissent="true").status_code == 303
    assert stored(open_town).visibility == "pending"
    assert client.get(public_page(open_town), headers=HTML).status_code == 404
    moderator: Browser = client.application.test_client()
    moderator.sign_in("moderator")
    assert "Matti Meikäläinen" in text_of(moderator.get(public_page(open_town), headers=HTML))
    assert "Matti Meikäläinen" in text_of(moderator.get("/admin/")), "a moderator reads what waits where it waits"


def test_the_inbox_says_what_waits_for_a_vote(open_town: TownDatabase, members: list[Browser]) -> None:
    start(members[0])
    assert "Odottaa ääntäsi" in text_of(members[1].get("/boards/05", headers=HTML))


def test_it_is_taken_back_and_its_numbers_go_with_it(
    client: Browser, open_town: TownDatabase, members: list[Browser]
) -> None:
    page = start(members[0])
    vote(members[0], page, "for")
    give(members[0], page)
    shown = text_of(members[0].get(page, headers=HTML))
    assert "Peru kannanotto" in shown and "Tätä ei voi perua." in shown and "Peru idea" not in shown
    assert members[0].send(f"{page}/withdraw", {}).status_code == 303
    assert client.get(public_page(open_town), headers=HTML).status_code == 410
    assert "Puolesta 1" not in text_of(client.get(f"{SLUG}/statements"))


def test_a_board_of_another_area_is_another_board(open_town: TownDatabase, members: list[Browser]) -> None:
    page = start(members[0])
    other = page.replace("/boards/05", "/boards/01")
    assert members[0].get(other).status_code == 404
    assert members[0].get(START.replace("/as/05", "/as/01")).status_code == 404


def test_a_member_who_erases_their_account_leaves_the_numbers(
    client: Browser, open_town: TownDatabase, members: list[Browser]
) -> None:
    page = start(members[0])
    vote(members[0], page, "for")
    vote(members[1], page, "for")
    vote(members[2], page, "against", dissent=DISSENT)
    give(members[0], page, shows_dissent="true")
    with open_town.database.session() as db:
        gone = db.scalars(select(Person.id).where(Person.display_name == "Kolmas")).one()
        erase_account(db, 1, gone, secret_key=SECRET)
    with open_town.session() as db:
        kept = db.execute(select(BodyVote.person_id, BodyVote.choice).where(BodyVote.choice == "against")).one()
        assert tuple(kept) == (None, "against")
    read = text_of(client.get(public_page(open_town), headers=HTML))
    assert "Puolesta 2, vastaan 1" in read and DISSENT in read
    inside = text_of(members[0].get(page, headers=HTML))
    assert "Entinen jäsen: vastaan" in inside and "Kolmas" not in inside
