"""Votes at the same moment, and a vote that races with the giving: one vote a member, and numbers that fit."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from sqlalchemy import select, text

from service.errors import InvalidInput
from service.permissions import Actor
from service.statements.bodies.models import BodyStatement, BodyVote
from service.statements.bodies.operations import cast_vote, give_as_body
from service.statements.bodies.queries import body_of
from service.statements.bodies.schemas import GiveForm, VoteForm
from service.statements.queries import stored_statement
from tests.conftest import Browser, TownDatabase
from tests.service.statements.bodies.conftest import START, body, draft, start, stored, vote

AT_ONCE = 6
ROUNDS = 8


def actors(town: TownDatabase) -> list[Actor]:
    with town.session() as db:
        rows = db.execute(
            text("SELECT person_id, area_id FROM service.role_grant WHERE role = 'area_board' ORDER BY id")
        )
        return [Actor(1, person_id=one.person_id, boards=frozenset({one.area_id})) for one in rows]


def test_forty_votes_of_one_member_at_once_count_once(
    app: Flask, open_town: TownDatabase, members: list[Browser]
) -> None:
    start(members[0])
    reference, who = stored(open_town).reference, actors(open_town)[0]
    gate = threading.Barrier(AT_ONCE)

    def once(number: int) -> None:
        with open_town.database.session() as db:
            db.execute(text("SELECT 1"))
            gate.wait(10)
            found = stored_statement(db, 1, reference, lock=True)
            assert found is not None
            its = body_of(db, found[0].id)
            assert its is not None
            choice = "for" if number % 2 else "against"
            cast_vote(db, who, its, VoteForm(version=1, choice=choice))

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(once, range(AT_ONCE * 7)))
    with open_town.session() as db:
        assert len(db.scalars(select(BodyVote)).all()) == 1


def test_a_vote_racing_with_the_giving_counts_in_the_numbers_or_not_at_all(
    app: Flask, open_town: TownDatabase, members: list[Browser]
) -> None:
    start(members[0])
    reference = stored(open_town).reference
    first, second, third = actors(open_town)
    for number in range(ROUNDS):
        with open_town.database.session() as db:
            db.execute(text("UPDATE service.statement SET visibility = 'draft'"))
            db.execute(text("UPDATE service.body_statement SET given_at = NULL, votes_for = NULL, decided_on = NULL"))
            db.execute(text("DELETE FROM service.body_vote"))
        assert vote(members[0], f"/boards/05/statements/{reference}", "for").status_code == 303
        gate = threading.Barrier(3)

        def late(who: Actor, gate: threading.Barrier = gate) -> bool:
            with app.test_request_context(), open_town.database.session() as db:
                db.execute(text("SELECT 1"))
                gate.wait(10)
                found = stored_statement(db, 1, reference, lock=True)
                its = body_of(db, found[0].id) if found else None
                assert found is not None and its is not None
                try:
                    if who is first:
                        give_as_body(db, who, found[1], found[0], its, GiveForm(version=1))
                    else:
                        cast_vote(db, who, its, VoteForm(version=1, choice="for"))
                except InvalidInput:
                    return False
                return True

        with ThreadPoolExecutor(3) as pool:
            done = list(pool.map(late, (first, second, third)))
        with open_town.session() as db:
            kept = db.scalars(select(BodyVote)).all()
            given = db.scalars(select(BodyStatement)).one()
        assert done[0] and len(kept) == 1 + done[1] + done[2], number
        assert given.votes_for == len(kept), "who was told that the vote is kept is in the numbers"


def test_two_members_who_begin_at_once_have_one_draft(
    app: Flask, open_town: TownDatabase, members: list[Browser]
) -> None:
    gate = threading.Barrier(2)

    def begin(browser: Browser) -> int:
        gate.wait(10)
        return int(browser.send(START, draft()).status_code)

    with ThreadPoolExecutor(2) as pool:
        statuses = sorted(pool.map(begin, members[:2]))
    assert statuses == [303, 422]
    assert body(open_town).version == 1
