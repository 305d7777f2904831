"""What a body decided, as everybody reads it: numbers, a day, dissent; never who voted how."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from service.areas.body_words import body_words, sentence
from service.i18n import format_date, format_number, ngettext
from service.i18n import gettext as _
from service.statements.bodies.models import BodyStatement
from service.statements.bodies.outcome import Outcome
from service.statements.bodies.outcome_words import outcome_words
from service.statements.bodies.rules import Tally


@dataclass(frozen=True, slots=True)
class Decision:
    """A body's decision. `kind` is what the body was, of `boundaries.records.BODY_KINDS`; `members` is how many could
    have voted here, None where a meeting decided; `outcome` is what its rules made of the votes, None of one that was
    given before bodies had rules."""

    kind: str
    way: str
    decided_on: dt.date
    tally: Tally
    members: int | None
    dissents: tuple[str, ...]
    outcome: Outcome | None = None


def decision_from(stored: Mapping[str, Any] | None) -> Decision | None:
    """The decision as `public_api.statement_decision` holds it; None for a statement that no body gave."""
    if stored is None:
        return None
    tally = Tally(stored["votes_for"], stored["votes_against"], stored["votes_abstained"])
    day = dt.date.fromisoformat(stored["decided_on"])
    return Decision(
        stored["kind"], stored["way"], day, tally, stored["members"], tuple(stored["dissents"]),
        _outcome(stored["reason"], stored["quorum_needed"]),
    )  # fmt: skip


def decision_of(body: BodyStatement | None) -> Decision | None:
    """The decision of a stored one in whatever state; None while it is not given."""
    if body is None or body.given_at is None or body.decided_on is None:
        return None
    tally = recorded_tally(body)
    if tally is None:
        return None
    outcome = _outcome(body.reason, body.quorum_needed)
    return Decision(body.kind, body.way, body.decided_on, tally, body.members, tuple(body.dissents), outcome)


def _outcome(reason: str | None, needed: int | None) -> Outcome | None:
    return Outcome(reason, needed) if reason else None  # type: ignore[arg-type]


def recorded_tally(body: BodyStatement) -> Tally | None:
    """The numbers that are written down; None while there are none."""
    if body.votes_for is None or body.votes_against is None or body.votes_abstained is None:
        return None
    return Tally(body.votes_for, body.votes_against, body.votes_abstained)


def decision_words(decision: Decision) -> str:
    """The decision in one line: for, against, abstained, and when it was decided."""
    tally = decision.tally
    return _(
        "For %(votes_for)s, against %(votes_against)s, abstained %(votes_abstained)s, decided %(day)s",
        votes_for=format_number(tally.votes_for),
        votes_against=format_number(tally.votes_against),
        votes_abstained=format_number(tally.votes_abstained),
        day=format_date(decision.decided_on),
    )


def decision_way_words(decision: Decision) -> str:
    """How it was decided: in a meeting of the body, or by how many of its members, and what the rules made of it."""
    rules = outcome_words(decision.outcome, decision.tally) if decision.outcome else ""
    return f"{_way_words(decision)} {rules}".strip()


def _way_words(decision: Decision) -> str:
    words = body_words(decision.kind)
    if decision.members is None:
        return sentence(_("It was decided in a meeting %(of_body)s.", **words))
    return sentence(
        ngettext(
            "%(voted)s of %(count)s member %(of_body)s voted.",
            "%(voted)s of %(count)s members %(of_body)s voted.",
            decision.members,
            count=format_number(decision.members),
            voted=format_number(decision.tally.took_part),
            **words,
        )
    )
