"""What tests of rights share: a town and its neighbour with something of everything, and a browser for each role."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from geoalchemy2.shape import to_shape
from sqlalchemy import select

from boundaries.models import Area, Municipality
from boundaries.records import AreaSet
from service.accounts.models import BOARD_ROLE, Person, RoleGrant
from service.discussion.models import Comment
from service.participation.pins.models import Pin
from service.proposals.models import Proposal
from service.proposals.operations import coverage_now
from tests.conftest import Browser, TownDatabase
from tests.factories.world import add_board
from tests.service.areas.lively import make_lively
from tests.service.rights.table import BOARD, RESIDENT, STAFF, VISITOR

NEIGHBOUR = "http://naapuri.example"
HTML = {"Accept": "text/html"}

#: A decision that is really made, with its frozen numbers.
DECISION = {
    "title": "Testipäätös",
    "reason": "Valitsemme alueet, joilla moni asia kasautuu.",
    "floor": "300",
    "smoothing": "eb",
    "area": ["03", "04"],
    "area_reason": ["Eniten työttömiä.", "Suuri alue, paljon pienituloisia."],
}

Enter = Callable[..., "Visit"]


@pytest.fixture
def estate(town: TownDatabase, app: Flask) -> TownDatabase:
    """The town with something of everything, and beside it a neighbour with staff of its own."""
    with town.database.session() as db:
        make_lively(db, has_decision=False)
        add_board(db)
        home = db.scalars(select(Municipality).where(Municipality.slug == "testila")).one()
        other = db.scalars(select(Municipality).where(Municipality.slug == "naapuri")).one()
        other.settings = {"hosts": ["naapuri.example"]}
        pin = db.scalars(select(Pin).where(Pin.municipality_id == home.id, Pin.visibility == "public")).first()
        assert pin is not None
        for visibility in ("public", "pending", "hidden"):
            db.add(
                Comment(
                    municipality_id=home.id, subject_kind="pin", subject_id=str(pin.id), language="fi",
                    body=f"SALAINEN-kommentti {visibility}" if visibility != "public" else "Kommentti kotoa",
                    visibility=visibility,
                )
            )  # fmt: skip
        db.add(AreaSet(municipality_id=home.id, slug="piirit", names={"fi": "Testipiirit"}))
        for proposal in db.scalars(select(Proposal)):
            proposal.coverage = coverage_now(db, home.id, to_shape(proposal.geom))
        theirs = Area(municipality_id=other.id, kind="board", slug="naapurin", names={"fi": "Naapurin"}, source="")
        db.add(theirs)
        db.flush()
        for role in (*STAFF, BOARD):
            person = Person(email=f"{role}@naapuri.example", display_name=role, title="Naapuri", is_demo=True)
            db.add(person)
            db.flush()
            area_id = theirs.id if role == BOARD_ROLE else None
            db.add(RoleGrant(person_id=person.id, municipality_id=other.id, role=role, area_id=area_id))
        db.add(Person(email="resident@naapuri.example", display_name="Resident", is_demo=True))
    app.extensions.pop("municipalities", None)
    app.test_client_class = Browser
    official: Any = app.test_client()
    official.sign_in("official")
    assert official.send("/decisions", DECISION).status_code == 303
    return town


class Visit:
    """Somebody's browser in one of the two municipalities."""

    def __init__(self, client: Any, email: str | None, base: str) -> None:
        self.client, self.email, self.base = client, email, base
        self.sign_in()

    def sign_in(self) -> None:
        """Sign in (again); a visitor only fetches a form's token."""
        self.token = self._token()
        if self.email is not None:
            answer = self._send("POST", "/sign-in/demo", {"email": self.email})
            assert answer.status_code == 303, answer.text
            self.token = self._token()

    def ask(self, method: str, path: str, body: dict[str, str] | None = None) -> Any:
        """Send a request; somebody whose sign-in was closed by an earlier one signs in again first."""
        answer = self._send(method, path, body)
        if self.email is not None and answer.status_code in (401, 403) and not self._is_signed_in():
            self.sign_in()
            answer = self._send(method, path, body)
        return answer

    def _is_signed_in(self) -> bool:
        return bool(self.client.get("/account", base_url=self.base).status_code == 200)

    def _token(self) -> str:
        page = self.client.get("/about", base_url=self.base, headers=HTML).text
        return str(page.partition('name="csrf-token" content="')[2].partition('"')[0])

    def _send(self, method: str, path: str, body: dict[str, str] | None) -> Any:
        headers = {**HTML, "X-CSRF-Token": self.token, "Idempotency-Key": os.urandom(16).hex()}
        data = body if method != "GET" else None
        answer = self.client.open(path, method=method, base_url=self.base, headers=headers, data=data)
        answer.get_data()
        answer.close()  # a file that is sent piece by piece stays open until then
        return answer


@pytest.fixture
def enter(app: Flask, estate: TownDatabase) -> Enter:
    """Somebody with a role, at home or in the neighbour municipality; `of` says whose person it is."""
    app.test_client_class = Browser

    def visit(role: str, *, at: str = "testila", of: str = "") -> Visit:
        email = None if role == VISITOR else f"{role}@{of or at}.example"
        return Visit(app.test_client(), email, NEIGHBOUR if at == "naapuri" else "http://localhost")

    return visit


__all__ = ["BOARD", "NEIGHBOUR", "RESIDENT", "Enter", "Visit"]
