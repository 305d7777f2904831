"""Who may do what with statements, and when they are taken: pure predicates on plain values."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from service.permissions import Actor, has_role, permission
from service.proposals.rules import Phase, takes_statements

permission("statement.handle")(has_role("planner", "official"))
permission("statement.answer")(has_role("planner", "official"))


@permission("statement.give")
def may_give(actor: Actor, subject: Any) -> bool:  # noqa: ARG001
    """Anybody may be heard, with or without an account; the time is the operation's matter."""
    return True


@permission("statement.own")
def may_touch_own(actor: Actor, subject: Any) -> bool:
    """The giver, known by the secret link or the account. Without a subject: the route may be asked."""
    return subject is None or is_giver(actor, subject)


def is_giver(actor: Actor, statement: Any) -> bool:
    """Whether the request proves that it comes from the one who gave the statement."""
    if actor.person_id is not None and statement.author_id == actor.person_id:
        return True
    if not actor.edit_token or not statement.edit_token_hash:
        return False
    given = hashlib.sha256(actor.edit_token.encode("utf-8", "replace")).digest()
    return hmac.compare_digest(given, bytes(statement.edit_token_hash))


def is_editable(statement: Any) -> bool:
    """Whether the giver may still change the words: while nobody has begun to handle it."""
    return statement.visibility in ("draft", "public", "pending") and statement.state == "received"


@dataclass(frozen=True, slots=True)
class Window:
    """When statements are taken. `closes_on` belongs to it; None leaves the end open."""

    stage: Literal["coming", "open", "closed"]
    opens_on: dt.date
    closes_on: dt.date | None


def window_of(state: str, phases: Sequence[Phase], today: dt.date) -> Window | None:
    """The phase of statements that matters on a day: the one going on, else the next one, else the last one.

    Parameters
    ----------
    state : the proposal's own; one that was closed by hand takes no statements even in the phase of them.

    Returns None when the proposal has no such phase.
    """
    own = sorted((one for one in phases if one.kind == "statements"), key=lambda one: one.starts_on)
    if not own:
        return None
    if takes_statements(state, phases, today):
        now = next(one for one in own if one.starts_on <= today and (one.ends_on is None or today <= one.ends_on))
        return Window("open", now.starts_on, now.ends_on)
    coming = next((one for one in own if one.starts_on > today), None) if state in ("open", "draft") else None
    if coming is not None:
        return Window("coming", coming.starts_on, coming.ends_on)
    return Window("closed", own[-1].starts_on, own[-1].ends_on)
