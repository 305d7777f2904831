"""States and outcomes of statements in the reader's language."""

from __future__ import annotations

from service.follows.statement_letters import OUTCOMES
from service.i18n import N_
from service.i18n import gettext as _

STATES = {
    "received": N_("Has come in"),
    "in_hand": N_("Being handled"),
    "answered": N_("Response given"),
}


def state_words(state: str) -> str:
    """How far the handling of a statement is."""
    return _(STATES[state])


def outcome_words(outcome: str) -> str:
    """What became of a statement; empty while it is not answered."""
    return _(OUTCOMES[outcome]) if outcome else ""
