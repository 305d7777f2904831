"""What a body's votes come to under its rules: a quorum, a majority of the votes given, and what an even vote means.

Pure functions on plain values, so that the page of the draft, the giving and what everybody reads say the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from service.statements.bodies.rules import Tally

#: Why a body is for its text or not. Only "majority" and "chair" are for it.
Reason = Literal["majority", "chair", "minority", "even", "chair_against", "chair_silent", "no_votes", "no_quorum"]
FOR = ("majority", "chair")


@dataclass(frozen=True, slots=True)
class Rules:
    """What a body agreed before the vote. `quorum` is a number of members or a per cent of them, by `quorum_kind`
    (None for no quorum); `tie` is "falls" or "chair"."""

    quorum_kind: str | None = None
    quorum: int | None = None
    tie: str = "falls"

    def needed(self, members: int) -> int | None:
        """How many must take part of so many members; None without a quorum. A share is rounded up to whole people."""
        if self.quorum_kind is None or self.quorum is None:
            return None
        return self.quorum if self.quorum_kind == "number" else -(-self.quorum * members // 100)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether a body is for its text, and why; `needed` is the quorum in people, None without one."""

    reason: Reason
    needed: int | None

    @property
    def is_for(self) -> bool:
        """Whether the statement can be given."""
        return self.reason in FOR


def outcome_of(tally: Tally, rules: Rules, members: int, chair: str | None = None) -> Outcome:
    """What votes come to.

    Those who abstain take part, and count for the quorum, but have given no vote for or against: more must be for the
    text than against it. An even vote falls, or follows the chair's own vote, as the body agreed.

    Parameters
    ----------
    members : how many sit on the body, for a quorum that is a share of them.
    chair : the chair's own choice of `models.CHOICES`; None while the chair has not voted or nobody chairs.
    """
    needed = rules.needed(members)
    if tally.given == 0:
        return Outcome("no_votes", needed)
    if needed is not None and tally.took_part < needed:
        return Outcome("no_quorum", needed)
    return Outcome(_by_votes(tally, rules, chair), needed)


def _by_votes(tally: Tally, rules: Rules, chair: str | None) -> Reason:
    if tally.votes_for != tally.votes_against:
        return "majority" if tally.votes_for > tally.votes_against else "minority"
    if rules.tie != "chair":
        return "even"
    by_chair: dict[str | None, Reason] = {"for": "chair", "against": "chair_against"}
    return by_chair.get(chair, "chair_silent")
