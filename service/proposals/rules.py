"""Who may do what with proposals, and when: pure predicates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

from service.permissions import Actor, has_role, permission

#: States that residents see.
PUBLIC_STATES = ("open", "closed")
#: Kinds of phase in which residents take part.
TAKING_PART = ("preparation", "co_development", "statements")
_writes = has_role("planner")

permission("proposal.write")(_writes)


@permission("proposal.see")
def may_see_proposal(actor: Actor, subject: Any) -> bool:
    """Anybody when it is open or closed; drafts and withdrawn ones only those who may write proposals."""
    return subject is None or is_public(subject.state) or _writes(actor, subject)


def is_public(state: str) -> bool:
    """Whether residents see a proposal in this state."""
    return state in PUBLIC_STATES


def lists_public(state: str) -> bool:
    """Whether a list by this state holds what residents see: coming ones are closed till their first day."""
    return state == "coming" or is_public(state)


class Phase(Protocol):
    """What the rules need of a phase: both days belong to it, and without a last day it goes on."""

    @property
    def kind(self) -> str: ...
    @property
    def starts_on(self) -> dt.date: ...
    @property
    def ends_on(self) -> dt.date | None: ...


_P = TypeVar("_P", bound=Phase)


def phase_now(phases: Sequence[_P], today: dt.date) -> _P | None:
    """The phase that a day of the municipality's calendar belongs to; None before, between and after them."""
    for phase in phases:
        if phase.starts_on <= today and (phase.ends_on is None or today <= phase.ends_on):
            return phase
    return None


def next_phase(phases: Sequence[_P], today: dt.date) -> _P | None:
    """The first phase that begins after a day; None when there is none."""
    return min((one for one in phases if one.starts_on > today), key=lambda one: one.starts_on, default=None)


def state_on(state: str, phases: Sequence[Phase], today: dt.date) -> str:
    """The state as residents see it: an open proposal with phases is closed outside those that they take part in.

    The view `public_api.proposal` says the same.
    """
    if state != "open" or not phases:
        return state
    now = phase_now(phases, today)
    return "open" if now is not None and now.kind in TAKING_PART else "closed"


def takes_comments(state: str, phases: Sequence[Phase] = (), today: dt.date | None = None) -> bool:
    """Whether comments are taken: a state out of the public views follows the phases already, a row's own does not."""
    return (state_on(state, phases, today) if today is not None else state) == "open"


def takes_statements(state: str, phases: Sequence[Phase], today: dt.date) -> bool:
    """Whether statements are taken on a day: the proposal is open and in a phase of statements."""
    now = phase_now(phases, today)
    return state == "open" and now is not None and now.kind == "statements"


def takes_co_development(state: str, phases: Sequence[Phase], today: dt.date) -> bool:
    """Whether residents may work on the proposal on a day: it is open and in a phase of co-development."""
    now = phase_now(phases, today)
    return state == "open" and now is not None and now.kind == "co_development"
