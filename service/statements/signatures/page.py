"""What the pages of statements say of those who signed, gathered for their templates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import current_app

from service.proposals.models import Proposal
from service.statements.models import Statement
from service.statements.signatures.links import own_token
from service.statements.signatures.queries import SignedName, account_of, public_names, signature_of_person
from service.statements.signatures.rules import signed_words, signing_stage
from service.statements.signatures.words import closed_sentence
from service.statements.window import window_now
from service.web.context import actor, db_session, public_db


@dataclass(frozen=True, slots=True)
class Signing:
    """Whether a statement can be signed now, or the sentence why not; the names that everybody may read; the way to
    the reader's own signature, for somebody signed in who has one."""

    is_open: bool
    sentence: str
    names: list[SignedName]
    own_token: str


def signing_of(statement: Statement, proposal: Proposal) -> Signing:
    """What the page of a statement says of signing it."""
    window = window_now(db_session(), proposal)
    stage = signing_stage(statement, window)
    person = account_of(db_session(), actor().person_id)
    mine = signature_of_person(db_session(), statement.id, person.id, person.email) if person else None
    is_mine = mine is not None and mine.confirmed_at is not None
    return Signing(
        is_open=stage == "open",
        sentence=closed_sentence(stage, window),
        names=public_names(public_db(), statement.id),
        own_token=own_token(current_app.config["SETTINGS"].secret_key, mine.id) if mine and is_mine else "",
    )


def form_values(statement: Statement) -> dict[str, Any]:
    """The form of signing as it opens: the words that are read, and the name of the account."""
    person = account_of(db_session(), actor().person_id)
    return {"words": signed_words(statement).hex(), "name": person.display_name if person else ""}
