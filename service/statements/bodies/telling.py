"""Telling the members of a body: that a draft waits for their vote, that it was given, and of its response."""

from __future__ import annotations

from typing import Literal

from sqlalchemy.orm import Session

from service.jobs import defer
from service.notices.following import Wish, ask_to_follow
from service.permissions import Actor
from service.statements.bodies.models import BodyStatement
from service.statements.bodies.queries import Rows, members_of
from service.statements.models import Statement
from service.statements.window import today

What = Literal["new", "changed", "given"]


def tell_members(db: Session, actor: Actor, body: BodyStatement, what: What) -> None:
    """Have one letter written to each member but the one who did it, after the commit."""
    for one in members_of(db, body):
        if one.email and one.person_id != actor.person_id:
            defer(
                db, "tell_body_member", "mail", statement=str(body.statement_id), person=str(one.person_id),
                version=body.version, what=what,
            )  # fmt: skip


def follow_response(db: Session, statement: Statement, members: Rows) -> None:
    """Have each member told of the official response. Their accounts vouch for the addresses, and each letter can
    be stopped with one click."""
    for one in members:
        if one.email:
            wish = Wish(
                statement.municipality_id, "statement", str(statement.id), one.email, statement.language, "at_once",
                "author",
            )  # fmt: skip
            ask_to_follow(db, wish, confirmed_on=today())
