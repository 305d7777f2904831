"""Letters to the members of a board: of a draft, of a changed text, and exactly one of the official response."""

from __future__ import annotations

from collections import Counter

from tests.conftest import Browser, TownDatabase
from tests.mailbox import Mailbox
from tests.service.statements.bodies.conftest import WORDS, Work, draft, give, start, vote
from tests.service.statements.test_responding import RESPONSE, respond

ALL = {f"{name}@testila.example" for name in ("area_board", "toinen", "kolmas")}


def test_members_are_told_of_a_draft_and_of_a_text_that_cleared_their_votes(
    open_town: TownDatabase, members: list[Browser], mailbox: Mailbox, work: Work
) -> None:
    page = start(members[0])
    work()
    assert Counter(mailbox.recipients) == Counter(ALL - {"area_board@testila.example"})
    said = mailbox.messages[0].get_content()
    assert page in said and "Keskustan johtokunta" in said and WORDS not in said
    vote(members[1], page, "for")
    members[0].send(f"{page}/edit", draft(text=f"{WORDS} Ja penkit.", seen="1"))
    work()
    assert Counter(mailbox.recipients[2:]) == Counter(ALL - {"area_board@testila.example"})
    assert "Äänestä uudelleen" in str(mailbox.messages[2]["Subject"])


def test_nobody_is_told_of_a_draft_that_is_gone_or_on_which_they_voted(
    open_town: TownDatabase, members: list[Browser], mailbox: Mailbox, work: Work
) -> None:
    page = start(members[0])
    vote(members[1], page, "for")
    work()
    assert mailbox.recipients == ["kolmas@testila.example"]
    members[0].send(f"{page}/withdraw", {})
    start(members[0])
    members[0].send(f"{page}/withdraw", {})
    work()
    assert Counter(mailbox.recipients) == Counter(
        ["kolmas@testila.example", "kolmas@testila.example", "toinen@testila.example"]
    )


def test_each_member_is_told_of_the_response_once(
    open_town: TownDatabase, members: list[Browser], planner: Browser, mailbox: Mailbox, work: Work
) -> None:
    page = start(members[0])
    vote(members[0], page, "for")
    give(members[0], page)
    work()
    before = len(mailbox.messages)
    assert "Kannanotto on annettu" in str(mailbox.messages[-1]["Subject"])
    assert respond(planner, open_town).status_code == 303
    work()
    work()
    told = mailbox.messages[before:]
    assert Counter(mailbox.recipients[before:]) == Counter(ALL)
    for letter in told:
        assert "Johtokuntasi kannanotto on saanut vastineen." in letter.get_content()
        assert RESPONSE["lead"] in letter.get_content()
