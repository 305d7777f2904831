"""Who leads a body's draft, and how votes are counted; `outcome` says what they come to. Pure, on plain values.

Any board, panel or table of the municipality may speak on any proposal, not only one whose area it touches: a road, a
school or a cut elsewhere is felt in the area too, and the tables give statements on plans of the whole municipality.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from service.permissions import Actor, permission


@dataclass(frozen=True, slots=True)
class Draft:
    """What the rules need of a body's draft; `leader_id` is None once who began it does not sit on the body."""

    municipality_id: int
    area_id: int
    leader_id: uuid.UUID | None


@permission("board.draft")
def may_lead(actor: Actor, subject: Any) -> bool:
    """Whoever began the draft changes and gives it; any member, once that one does not sit on the body any more."""
    if subject is None:
        return bool(actor.boards)
    return subject.area_id in actor.boards and subject.leader_id in (None, actor.person_id)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many are for a text, against it, and abstained."""

    votes_for: int = 0
    votes_against: int = 0
    votes_abstained: int = 0

    @property
    def took_part(self) -> int:
        """How many took part, those who abstained among them."""
        return self.given + self.votes_abstained

    @property
    def given(self) -> int:
        """How many gave a vote for or against; who abstains gives none."""
        return self.votes_for + self.votes_against


def tally_of(choices: Iterable[str]) -> Tally:
    """Count choices of `models.CHOICES`."""
    found = list(choices)
    return Tally(found.count("for"), found.count("against"), found.count("abstained"))
