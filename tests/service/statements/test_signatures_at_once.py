"""However many sign at the same moment, everybody is counted once, and nobody after the answer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import select, text

from service.errors import LinkExpired
from service.statements.models import Statement
from service.statements.queries import stored_statement
from service.statements.signatures.errors import SigningClosed
from service.statements.signatures.mailed_links import make_link
from service.statements.signatures.models import StatementSignature
from service.statements.signatures.operations import ask_to_sign, confirm_signature
from service.statements.signatures.queries import signature_count
from service.statements.signatures.rules import signed_words
from service.statements.signatures.schemas import SignForm
from service.statements.window import today
from tests.conftest import SECRET, Browser, TownDatabase
from tests.mailbox import Mailbox
from tests.service.statements.conftest import Work, give
from tests.service.statements.test_responding import RESPONSE

MANY = 40
AT_ONCE = 6


@pytest.fixture
def reference(client: Browser, open_town: TownDatabase) -> str:
    """A statement that can be signed."""
    return str(give(client).headers["Location"]).rpartition("/")[2]


def at_once(count: int, deed: Callable[[int], object]) -> list[object]:
    """Do it so many times, AT_ONCE at a time from the same moment on."""
    gate = threading.Barrier(AT_ONCE)

    def one(number: int) -> object:
        if number < AT_ONCE:
            gate.wait(10)
        return deed(number)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(count)))


def ask(app: Flask, town: TownDatabase, reference: str, email: str) -> str:
    """Type an address, have the letter's link made, and give its token; empty when it was mailed enough."""
    with app.test_request_context(), town.database.session() as db:
        found = stored_statement(db, 1, reference)
        assert found is not None
        form = SignForm(name="Nelli Naapuri", email=email, words=signed_words(found[0]).hex())
        noted = ask_to_sign(db, *found, form, language="fi")
        row = db.scalars(select(StatementSignature).where(StatementSignature.id == noted).with_for_update()).one()
        return make_link(db, row) or ""


def confirm(app: Flask, town: TownDatabase, token: str) -> bool:
    with app.test_request_context(), town.database.session() as db:
        try:
            confirm_signature(db, token, today(), secret_key=SECRET)
        except LinkExpired:
            return False
    return True


def counted(town: TownDatabase) -> tuple[int, int, int]:
    """Signatures that count, as the code and as the public view say, and all rows."""
    with town.session() as db:
        statement = db.scalars(select(Statement)).one()
        seen = db.scalar(text("SELECT signatures FROM public_api.statement"))
        rows = db.scalar(text("SELECT count(*) FROM service.statement_signature"))
        return signature_count(db, statement.id), int(seen or 0), int(rows or 0)


def test_one_address_many_times_is_one_signature(app: Flask, open_town: TownDatabase, reference: str) -> None:
    emails = ["naapuri@kuopio.example", "Naapuri@Kuopio.example", "NAAPURI@KUOPIO.EXAMPLE"]
    tokens = at_once(MANY, lambda number: ask(app, open_town, reference, emails[number % 3]))
    (token,) = [str(one) for one in tokens if one]
    assert counted(open_town) == (0, 0, 1)
    outcomes = at_once(MANY, lambda _number: confirm(app, open_town, token))
    assert outcomes.count(True) == 1 and counted(open_town) == (1, 1, 1)


def test_many_addresses_are_as_many_signatures(app: Flask, open_town: TownDatabase, reference: str) -> None:
    def whole(number: int) -> bool:
        return confirm(app, open_town, ask(app, open_town, reference, f"naapuri{number}@kuopio.example"))

    assert at_once(MANY, whole).count(True) == MANY
    assert counted(open_town) == (MANY, MANY, MANY)


def test_whoever_was_counted_before_the_answer_is_told_of_it(
    app: Flask, open_town: TownDatabase, planner: Browser, reference: str, mailbox: Mailbox, work: Work
) -> None:
    tokens = [ask(app, open_town, reference, f"naapuri{number}@kuopio.example") for number in range(12)]
    token = planner.token()

    def deed(number: int) -> bool:
        if number == AT_ONCE - 1:
            form = {**RESPONSE, "csrf_token": token, "idempotency_key": "a" * 32}
            return bool(planner.post(f"/desk/statements/{reference}/response", data=form).status_code == 303)
        try:
            return confirm(app, open_town, tokens[number % 12])
        except SigningClosed:
            return False

    assert at_once(12, deed)[AT_ONCE - 1] is True
    work()
    counts = counted(open_town)
    assert counts[0] == counts[1] == len(mailbox.messages) == len({one["To"] for one in mailbox.messages})
