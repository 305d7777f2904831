"""Signing a statement: by a mailed link or an account, once each, and who is told of the response."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from sqlalchemy import select, text, update

from service.accounts.models import Person
from service.notices.following import Wish, ask_to_follow
from service.notices.models import Follow
from service.owndata.erasure import erase_account
from service.records import AuditEntry
from service.statements.models import Statement
from service.statements.signatures.fingerprints import fingerprint
from service.statements.signatures.models import StatementSignature
from service.statements.signatures.rules import signed_words
from service.statements.signatures.tasks import forget_signatures_job
from service.statements.window import today
from tests.conftest import SECRET, Browser, TownDatabase
from tests.mailbox import Mailbox
from tests.service.proposals.conftest import text_of
from tests.service.statements.conftest import SLUG, Work, give, set_phase, statement, stored
from tests.service.statements.test_responding import respond

HTML = {"Accept": "text/html"}
MINE = "naapuri@kuopio.example"


@pytest.fixture
def page(client: Browser, open_town: TownDatabase) -> str:
    """The page of a statement that the first browser gave; others sign it."""
    return str(give(client, title="Puisto pysyy").headers["Location"])


@pytest.fixture
def neighbour(client: Browser) -> Browser:
    """Another resident's browser."""
    found: Browser = client.application.test_client()
    return found


def form(town: TownDatabase, **changes: Any) -> dict[str, str]:
    """A filled-in form under the words that stand there now."""
    words = signed_words(stored(town)).hex()
    return {"name": "Nelli Naapuri", "email": MINE, "words": words, "website": "", **changes}


def sign(client: Browser, town: TownDatabase, page: str, **changes: Any) -> Any:
    return client.send(f"{page}/sign", form(town, **changes))


def links(box: Mailbox, to: str = MINE) -> list[str]:
    """The confirming links that an address was sent, the newest last."""
    bodies = [one.get_content() for one in box.messages if one["To"] == to]
    return [found for body in bodies for found in re.findall(r"(/signatures/confirm/\S+)", body)]


def own_links(box: Mailbox, to: str = MINE) -> list[str]:
    bodies = [one.get_content() for one in box.messages if one["To"] == to]
    return [found for body in bodies for found in re.findall(r"(/signatures/[0-9a-f]{64})", body)]


def signed(client: Browser, town: TownDatabase, page: str, box: Mailbox, work: Work, **changes: Any) -> str:
    """Sign by mail and confirm; gives the address of the signature's own page."""
    assert sign(client, town, page, **changes).status_code == 303
    work()
    answer = client.send(links(box, changes.get("email", MINE))[-1], {})
    assert answer.status_code == 303, text_of(answer)
    return str(answer.headers["Location"])


def rows(town: TownDatabase) -> list[StatementSignature]:
    with town.session() as db:
        return list(db.scalars(select(StatementSignature)).all())


def test_a_mailed_link_is_opened_and_pressed_before_anybody_is_counted(
    neighbour: Browser, open_town: TownDatabase, page: str, mailbox: Mailbox, work: Work
) -> None:
    assert "/sign" in neighbour.get(page).get_data(as_text=True)
    assert sign(neighbour, open_town, page, is_name_public="true").status_code == 303
    work()
    (link,) = links(mailbox)
    scanned = neighbour.get(link, headers=HTML)
    assert scanned.status_code == 200 and "Puiston pitää pysyä avoimena kaikille." in text_of(scanned)
    assert rows(open_town)[0].confirmed_at is None, "a mail program that opens links must not sign"
    assert neighbour.send(link, {}).status_code == 303
    shown = text_of(neighbour.get(f"{page}?lang=en"))
    assert "1 co-signer" in shown and "Nelli Naapuri" in shown and MINE not in shown
    assert "1 co-signer" in text_of(neighbour.get(f"{SLUG}/statements?lang=en"))
    assert neighbour.send(link, {}).status_code == 410, "a link is used once"


def test_a_name_that_is_not_to_be_shown_is_only_counted(
    neighbour: Browser, open_town: TownDatabase, planner: Browser, page: str, mailbox: Mailbox, work: Work
) -> None:
    signed(neighbour, open_town, page, mailbox, work)
    for address in (page, f"{SLUG}/statements/report"):
        shown = text_of(neighbour.get(f"{address}?lang=en"))
        assert "1 co-signer" in shown and "Nelli" not in shown
    desk = text_of(planner.get(f"/desk/statements/{stored(open_town).reference}?lang=en"))
    assert "Nelli Naapuri" in desk and MINE not in desk
    assert "1 co-signer" in text_of(planner.get("/desk/statements?lang=en"))
    told = neighbour.get(f"/api/statements/{stored(open_town).reference}").json["properties"]
    assert told["cosigners"] == 1 and "Nelli" not in str(told)


def test_an_address_is_counted_once_and_nobody_learns_that_it_signed(
    client: Browser, neighbour: Browser, open_town: TownDatabase, page: str, mailbox: Mailbox, work: Work
) -> None:
    first = sign(neighbour, open_town, page)
    work()
    with open_town.database.session() as db:
        db.execute(update(StatementSignature).values(mailed_at=text("now() - interval '2 hours'")))
    again = sign(neighbour, open_town, page, email=MINE.upper(), name="Nelli N.")
    work()
    old, new = links(mailbox) + links(mailbox, MINE.upper())
    assert old != new and len(rows(open_town)) == 1
    assert neighbour.get(old, headers=HTML).status_code == 410
    assert neighbour.send(new, {}).status_code == 303
    stranger: Browser = client.application.test_client()
    with open_town.database.session() as db:
        db.execute(update(StatementSignature).values(mailed_at=text("now() - interval '2 hours'")))
    after = sign(stranger, open_town, page, name="Joku Muu")
    work()
    assert {one.status_code for one in (first, again, after)} == {303}
    assert len({one.headers["Location"] for one in (first, again, after)}) == 1
    (row,) = rows(open_town)
    assert row.name == "Nelli N.", "whoever types an address does not change what its owner signed"
    assert own_links(mailbox), "the owner is told that they have signed already"


def test_mails_to_one_address_are_few(
    neighbour: Browser, open_town: TownDatabase, page: str, mailbox: Mailbox, work: Work
) -> None:
    for _again in range(3):
        sign(neighbour, open_town, page)
        work()
    assert len(mailbox.messages) == 1


def test_an_account_signs_at_once_and_takes_over_what_its_address_asked_for(
    neighbour: Browser, open_town: TownDatabase, page: str, mailbox: Mailbox, work: Work
) -> None:
    address = "official@testila.example"
    sign(neighbour, open_town, page, email=address)
    neighbour.sign_in("official")
    assert sign(neighbour, open_town, page, email="", name="Oma Nimi").status_code == 303
    (row,) = rows(open_town)
    assert row.confirmed_at and row.person_id and (row.email, row.name) == (address, "Oma Nimi")
    shown = neighbour.get(page).get_data(as_text=True)
    own = re.search(r"/signatures/[0-9a-f]{64}", shown)
    assert own and neighbour.send(f"{own[0]}/withdraw", {}).status_code == 303
    assert rows(open_town) == []
    with open_town.session() as db:
        assert db.scalars(select(Follow)).all() == [], "the address goes with the signature"


def test_the_giver_does_not_sign(
    client: Browser, neighbour: Browser, open_town: TownDatabase, mailbox: Mailbox, work: Work
) -> None:
    page = give(client, email="antaja@kuopio.example").headers["Location"]
    work()
    follow = next(re.findall(r"/follows/confirm/\S+", one.get_content()) for one in mailbox.messages)[0]
    assert client.send(follow, {}).status_code == 303
    assert sign(client, open_town, page).status_code == 422
    assert sign(neighbour, open_town, page, email="antaja@kuopio.example").status_code == 303
    work()
    assert links(mailbox, "antaja@kuopio.example") == [], "their address gets a letter without a link"
    assert len(mailbox.messages) == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"name": "Soita 040 123 4567"},
        {"name": "131052-308T"},
        {"email": ""},
        {"email": "nobody"},
        {"words": "00"},
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    neighbour: Browser, open_town: TownDatabase, page: str, mailbox: Mailbox, changes: dict[str, str]
) -> None:
    answer = sign(neighbour, open_town, page, **{"name": "Säilyvä Nimi", **changes})
    assert answer.status_code == 422
    assert ("name" in changes) or "Säilyvä Nimi" in answer.get_data(as_text=True)
    assert rows(open_town) == []


def test_a_program_that_fills_the_trap_is_told_nothing_and_kept_nowhere(
    neighbour: Browser, open_town: TownDatabase, page: str, mailbox: Mailbox, work: Work
) -> None:
    assert sign(neighbour, open_town, page, website="http://spam.example").status_code == 303
    work()
    assert rows(open_town) == [] and mailbox.messages == []


def test_without_mail_a_visitor_is_told_to_sign_in(neighbour: Browser, open_town: TownDatabase, page: str) -> None:
    assert sign(neighbour, open_town, page).status_code == 422
    assert 'name="email"' not in neighbour.get(f"{page}/sign").get_data(as_text=True)


@pytest.mark.parametrize("closed", ["time", "answer", "hidden"])
def test_the_time_and_the_answer_end_signing_also_for_who_holds_a_link(
    neighbour: Browser, open_town: TownDatabase, planner: Browser, page: str, mailbox: Mailbox, work: Work, closed: str
) -> None:
    sign(neighbour, open_town, page)
    work()
    if closed == "time":
        set_phase(open_town, -5, -1)
    elif closed == "answer":
        assert respond(planner, open_town).status_code == 303
    else:
        with open_town.database.session() as db:
            db.execute(update(Statement).values(visibility="hidden"))
    late = neighbour.send(links(mailbox)[0], {})
    assert late.status_code == 422 and rows(open_town)[0].confirmed_at is None
    typed = sign(neighbour, open_town, page, email="toinen@kuopio.example")
    if closed == "hidden":
        assert typed.status_code == 404 and "pysyä avoimena" not in text_of(late)
    else:
        assert typed.status_code == 422 and "Nelli Naapuri" in typed.get_data(as_text=True)
        assert "toinen@kuopio.example" in typed.get_data(as_text=True)
    assert len(rows(open_town)) == 1


def test_words_that_others_signed_stay(
    client: Browser, neighbour: Browser, open_town: TownDatabase, page: str, mailbox: Mailbox, work: Work
) -> None:
    sign(neighbour, open_town, page)
    work()
    assert client.send(f"{page}/edit", statement(text="Korjattu ennen allekirjoitusta.")).status_code == 303
    stale = neighbour.send(links(mailbox)[0], {})
    assert stale.status_code == 422 and "Korjattu ennen" in text_of(stale), "other words than those that were read"
    with open_town.database.session() as db:
        db.execute(update(StatementSignature).values(mailed_at=None))
    signed(neighbour, open_town, page, mailbox, work)
    assert client.get(f"{page}/edit").status_code == 303
    refused = client.send(f"{page}/edit", statement(text="Aivan toinen teksti."))
    assert refused.status_code == 422 and "Aivan toinen teksti." in refused.get_data(as_text=True)
    assert stored(open_town).body == "Korjattu ennen allekirjoitusta."


def test_who_signed_is_told_of_each_version_of_the_response_once(
    client: Browser,
    neighbour: Browser,
    open_town: TownDatabase,
    planner: Browser,
    page: str,
    mailbox: Mailbox,
    work: Work,
) -> None:
    signed(neighbour, open_town, page, mailbox, work)
    other: Browser = client.application.test_client()
    sign(other, open_town, page, email="vahvistamaton@kuopio.example")
    work()
    mailbox.messages.clear()
    assert respond(planner, open_town).status_code == 303
    work()
    work()
    (letter,) = mailbox.messages
    body = letter.get_content()
    assert letter["To"] == MINE and "Kiitos. Puisto pysyy avoimena." in body
    assert f"/statements/{stored(open_town).reference}" in body and own_links(mailbox)
    assert respond(planner, open_town, lead="Korjattu vastine.", seen="1").status_code == 303
    work()
    assert [one["To"] for one in mailbox.messages] == [MINE, MINE]
    assert "Korjattu vastine." in mailbox.messages[-1].get_content()


def test_after_the_answer_a_signature_stays_and_its_owner_can_be_forgotten(
    neighbour: Browser, open_town: TownDatabase, planner: Browser, page: str, mailbox: Mailbox, work: Work
) -> None:
    own = signed(neighbour, open_town, page, mailbox, work, is_name_public="true")
    respond(planner, open_town)
    neighbour.send(f"{own}/withdraw", {})
    assert len(rows(open_town)) == 1
    assert neighbour.send(f"{own}/forget", {}).status_code == 303
    (row,) = rows(open_town)
    assert (row.name, row.email, row.person_id) == ("", None, None)
    shown = text_of(neighbour.get(f"{page}?lang=en"))
    assert "1 co-signer" in shown and "Nelli" not in shown
    mailbox.messages.clear()
    respond(planner, open_town, seen="1")
    work()
    assert mailbox.messages == []


def test_what_the_page_of_a_link_showed_is_what_is_signed(
    client: Browser, neighbour: Browser, open_town: TownDatabase, page: str, mailbox: Mailbox, work: Work
) -> None:
    sign(neighbour, open_town, page)
    work()
    (link,) = links(mailbox)

    def mark() -> str:
        found = re.search(r'name="shown" value="([0-9a-f]{64})"', neighbour.get(link).get_data(as_text=True))
        assert found
        return found[1]

    opened = mark()
    stranger: Browser = client.application.test_client()
    sign(stranger, open_town, page, is_name_public="true")
    refused = neighbour.send(link, {"shown": opened})
    assert refused.status_code == 422 and "Nelli Naapuri" in text_of(refused)
    assert rows(open_town)[0].confirmed_at is None and "Nelli" not in text_of(neighbour.get(page))
    assert neighbour.send(link, {"shown": mark()}).status_code == 303


def test_who_is_forgotten_while_others_sign_is_not_counted_twice(
    neighbour: Browser, open_town: TownDatabase, page: str
) -> None:
    neighbour.sign_in("official")
    for _again in range(2):
        assert sign(neighbour, open_town, page, email="").status_code == 303
        own = re.search(r"/signatures/[0-9a-f]{64}", neighbour.get(page).get_data(as_text=True))
        assert own and "/forget" not in neighbour.get(own[0]).get_data(as_text=True)
        assert neighbour.send(f"{own[0]}/forget", {}).status_code == 303
    assert rows(open_town) == []
    assert sign(neighbour, open_town, page, email="").status_code == 303
    assert "1 co-signer" in text_of(neighbour.get(f"{page}?lang=en"))


@pytest.mark.parametrize("deed", ["withdraw", "forget"])
def test_the_log_does_not_keep_whose_signature_is_gone(
    client: Browser, neighbour: Browser, open_town: TownDatabase, page: str, deed: str
) -> None:
    neighbour.sign_in("official")
    sign(neighbour, open_town, page, email="")
    own = re.search(r"/signatures/[0-9a-f]{64}", neighbour.get(page).get_data(as_text=True))
    if deed == "forget":
        set_phase(open_town, -5, -1)
    assert own and neighbour.send(f"{own[0]}/{deed}", {}).status_code == 303
    assert [one.name for one in rows(open_town)] == ([""] if deed == "forget" else [])
    with open_town.session() as db:
        (entry,) = db.scalars(select(AuditEntry).where(AuditEntry.action.like("statement.sign%"))).all()
    assert entry.actor_id is None
    administrator: Browser = client.application.test_client()
    administrator.sign_in("administrator")
    assert "Command line" not in text_of(administrator.get("/admin/log?lang=en")), "nor says that it was no visitor"


def test_a_link_of_somebody_else_opens_nothing(
    neighbour: Browser, open_town: TownDatabase, page: str, mailbox: Mailbox, work: Work
) -> None:
    own = signed(neighbour, open_town, page, mailbox, work)
    forged = own[:-1] + ("0" if own[-1] != "0" else "1")
    assert neighbour.get(forged, headers=HTML).status_code == 404
    assert neighbour.send(f"{forged}/withdraw", {}).status_code == 404
    with open_town.session() as db:
        follow = db.scalars(select(Follow)).one()
    assert follow.role == "signer" and neighbour.get(f"/follows/{own.rpartition('/')[2]}").status_code == 404


def test_those_who_signed_are_told_when_the_giver_takes_it_back(
    client: Browser, neighbour: Browser, open_town: TownDatabase, page: str, mailbox: Mailbox, work: Work
) -> None:
    own = signed(neighbour, open_town, page, mailbox, work)
    mailbox.messages.clear()
    assert client.send(f"{page}/withdraw", {}).status_code == 303
    work()
    (letter,) = mailbox.messages
    assert letter["To"] == MINE and stored(open_town).reference in letter.get_content()
    assert "pysyä avoimena" not in letter.get_content()
    assert "Puisto pysyy" not in text_of(neighbour.get(own))
    with open_town.database.session() as db:
        db.execute(update(Statement).values(changed_at=text("now() - interval '3 days'")))
    forget_signatures_job(timestamp=0)
    assert rows(open_town) == []


def test_who_never_confirms_is_forgotten(
    neighbour: Browser, open_town: TownDatabase, page: str, mailbox: Mailbox, work: Work
) -> None:
    signed(neighbour, open_town, page, mailbox, work)
    sign(neighbour, open_town, page, email="toinen@kuopio.example")
    with open_town.database.session() as db:
        db.execute(update(StatementSignature).values(asked_at=text("now() - interval '3 days'")))
    forget_signatures_job(timestamp=0)
    assert [one.email for one in rows(open_town)] == [MINE]


def test_a_moderator_hides_a_name_and_the_count_stays(
    client: Browser, neighbour: Browser, open_town: TownDatabase, page: str, mailbox: Mailbox, work: Work
) -> None:
    signed(neighbour, open_town, page, mailbox, work, is_name_public="true")
    moderator: Browser = client.application.test_client()
    moderator.sign_in("moderator")
    deed = f"/desk/statements/{stored(open_town).reference}/signatures/{rows(open_town)[0].id}"
    assert neighbour.send(f"{deed}/hide", {}).status_code == 401
    assert f"{deed}/hide" in moderator.get(page).get_data(as_text=True)
    assert moderator.send(f"{deed}/hide", {}).status_code == 303
    shown = text_of(neighbour.get(f"{page}?lang=en"))
    assert "1 co-signer" in shown and "Nelli" not in shown
    assert moderator.send(f"{deed}/show", {}).status_code == 303
    assert "Nelli Naapuri" in text_of(neighbour.get(page))


def test_what_is_no_name_waits_for_a_moderator_and_counts_meanwhile(
    client: Browser, neighbour: Browser, open_town: TownDatabase, page: str, mailbox: Mailbox, work: Work
) -> None:
    odd = "Rehtori on valehtelija"
    own = signed(neighbour, open_town, page, mailbox, work, name=odd, is_name_public="true")
    assert "Moderaattori katsoo nimen" in text_of(neighbour.get(own))
    for address in (page, f"{SLUG}/statements/report"):
        shown = text_of(neighbour.get(f"{address}?lang=en"))
        assert "1 co-signer" in shown and odd not in shown
    moderator: Browser = client.application.test_client()
    moderator.sign_in("moderator")
    queue = text_of(moderator.get("/admin/?lang=en"))
    assert odd in queue and "Does not look like a name" in queue and "Waiting (1)" in queue
    key = f"signature:{rows(open_town)[0].id}"
    hidden = moderator.send("/admin/moderate", {"deed": f"hide {key}", "reason": "rules", "back": "queue"})
    assert hidden.status_code == 303
    assert odd not in text_of(moderator.get("/admin/")) and odd in text_of(moderator.get("/admin/hidden"))
    batch = hidden.headers["Location"].partition("done=")[2]
    assert moderator.send("/admin/undo", {"batch": batch}).status_code == 303
    assert rows(open_town)[0].name_waits and not rows(open_town)[0].is_name_hidden
    moderator.send("/admin/moderate", {"deed": f"publish {key}", "reason": "rules", "back": "queue"})
    shown = text_of(neighbour.get(f"{page}?lang=en"))
    assert "1 co-signer" in shown and odd in shown


def test_a_name_that_nobody_would_see_waits_for_nobody(
    client: Browser, neighbour: Browser, open_town: TownDatabase, page: str, mailbox: Mailbox, work: Work
) -> None:
    signed(neighbour, open_town, page, mailbox, work, name="Rehtori on valehtelija")
    moderator: Browser = client.application.test_client()
    moderator.sign_in("moderator")
    assert "valehtelija" not in text_of(moderator.get("/admin/"))


@pytest.mark.parametrize("order", ["followed first", "followed afterwards"])
def test_a_follower_who_signs_is_told_once_when_it_is_taken_back(
    client: Browser, neighbour: Browser, open_town: TownDatabase, page: str, mailbox: Mailbox, work: Work, order: str
) -> None:
    def follow() -> None:
        with open_town.database.session() as db:
            wish = Wish(1, "statement", str(stored(open_town).id), MINE.upper(), "fi", "at_once")
            ask_to_follow(db, wish, confirmed_on=today())

    if order == "followed first":
        follow()
    signed(neighbour, open_town, page, mailbox, work)
    if order == "followed afterwards":
        follow()
    with open_town.database.session() as db:  # who follows only, and did not sign, is told nothing of it
        other = Wish(1, "statement", str(stored(open_town).id), "toinen@kuopio.example", "fi", "at_once")
        ask_to_follow(db, other, confirmed_on=today())
        assert {one.role for one in db.scalars(select(Follow))} == {"follower"}
    mailbox.messages.clear()
    assert client.send(f"{page}/withdraw", {}).status_code == 303
    work()
    work()
    (letter,) = mailbox.messages
    assert letter["To"].lower() == MINE and "Allekirjoitit kannanoton" in letter.get_content()


def erase(town: TownDatabase, name: str) -> None:
    """Erase an account, and make it anew with the same address."""
    with town.database.session() as db:
        person = db.scalars(select(Person).where(Person.email == f"{name}@testila.example")).one()
        again = {"email": person.email, "display_name": person.display_name, "is_demo": True}
        erase_account(db, 1, person.id, secret_key=SECRET)
        db.add(Person(**again))


@pytest.mark.parametrize("way", ["account", "mail"])
def test_an_account_that_is_erased_and_made_anew_is_counted_once(
    client: Browser, neighbour: Browser, open_town: TownDatabase, page: str, mailbox: Mailbox, work: Work, way: str
) -> None:
    neighbour.sign_in("resident")
    assert sign(neighbour, open_town, page, email="").status_code == 303
    erase(open_town, "resident")
    (left,) = rows(open_town)
    assert (left.name, left.email, left.person_id) == ("", None, None) and left.address_code
    anew: Browser = client.application.test_client()
    if way == "account":
        anew.sign_in("resident")
        assert sign(anew, open_town, page, email="", name="Sama Ihminen").status_code == 303
    else:
        signed(anew, open_town, page, mailbox, work, email="Resident@testila.example", name="Sama Ihminen")
    assert [one.name for one in rows(open_town)] == ["Sama Ihminen"]
    other: Browser = client.application.test_client()
    other.sign_in("official")
    assert sign(other, open_town, page, email="").status_code == 303
    assert "2 co-signers" in text_of(client.get(f"{page}?lang=en")), "somebody else is somebody else"


@pytest.mark.parametrize(("closed", "is_kept"), [("open", True), ("coming", True), ("time", False), ("answer", False)])
def test_the_code_of_an_address_goes_when_nobody_can_sign_any_more(
    neighbour: Browser,
    open_town: TownDatabase,
    planner: Browser,
    page: str,
    mailbox: Mailbox,
    closed: str,
    is_kept: bool,
) -> None:
    neighbour.sign_in("resident")
    sign(neighbour, open_town, page, email="")
    erase(open_town, "resident")
    if closed == "answer":
        assert respond(planner, open_town).status_code == 303
    elif closed != "open":
        set_phase(open_town, *((2, 5) if closed == "coming" else (-5, -1)))
    forget_signatures_job(timestamp=0)
    (row,) = rows(open_town)
    assert (row.address_code is not None) == is_kept


@pytest.mark.parametrize("night", ["hidden", "hidden and shown before", "closed", "from before there were codes"])
def test_who_signs_again_after_a_night_is_counted_once(
    neighbour: Browser, open_town: TownDatabase, page: str, mailbox: Mailbox, night: str
) -> None:
    def move(visibility: str) -> None:
        with open_town.database.session() as db:
            db.execute(update(Statement).values(visibility=visibility))

    neighbour.sign_in("resident")
    sign(neighbour, open_town, page, email="")
    if night == "hidden":  # the account goes first
        erase(open_town, "resident")
    if night.startswith("hidden"):
        move("hidden")
    elif night == "closed":
        set_phase(open_town, -5, -1)
    else:
        with open_town.database.session() as db:
            db.execute(update(StatementSignature).values(address_code=None))
    forget_signatures_job(timestamp=0)
    move("public")
    if night == "closed":  # the time is lengthened after all
        assert rows(open_town)[0].address_code is None
        set_phase(open_town, -5, 5)
        forget_signatures_job(timestamp=0)
    if night != "hidden":
        erase(open_town, "resident")
    anew: Browser = neighbour.application.test_client()
    anew.sign_in("resident")
    assert sign(anew, open_town, page, email="", name="Sama Ihminen").status_code == 303
    assert [one.name for one in rows(open_town)] == ["Sama Ihminen"]


def test_who_is_forgotten_while_a_moderator_hides_the_statement_is_not_counted_twice(
    client: Browser, neighbour: Browser, open_town: TownDatabase, page: str, mailbox: Mailbox, work: Work
) -> None:
    own = signed(neighbour, open_town, page, mailbox, work)
    with open_town.database.session() as db:
        db.execute(update(Statement).values(visibility="hidden"))
    neighbour.send(f"{own}/forget", {})
    with open_town.database.session() as db:
        db.execute(update(Statement).values(visibility="public"))
    signed(neighbour, open_town, page, mailbox, work)
    assert len(rows(open_town)) == 1


def test_one_address_has_another_code_under_each_statement() -> None:
    first, second = uuid.uuid4(), uuid.uuid4()
    assert fingerprint(SECRET, first, MINE) == fingerprint(SECRET, first, MINE.upper())
    assert (
        len({fingerprint(SECRET, first, MINE), fingerprint(SECRET, second, MINE), fingerprint("x", first, MINE)}) == 3
    )
