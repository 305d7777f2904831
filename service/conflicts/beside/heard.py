"""What was heard of a proposal: its public statements by what became of them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from sqlalchemy import Connection

from boundaries.database import sql
from service.i18n import N_, format_number
from service.i18n import gettext as _

PACKAGE = "service.conflicts.beside"
#: Outcomes in the order in which they are told; those of a statement without one come last.
OUTCOMES = {
    "changed": N_("changed the proposal: %(count)s"),
    "partly": N_("partly changed the proposal: %(count)s"),
    "not_changed": N_("asked for a change that was not made: %(count)s"),
    "noted": N_("asked for no change: %(count)s"),
    "": N_("wait for an answer: %(count)s"),
}


@dataclass(frozen=True)
class Heard:
    """Public statements by outcome, without those that no statement has."""

    by_outcome: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.by_outcome.values())

    @property
    def lines(self) -> list[str]:
        """What became of them, in words; empty without statements."""
        known = {outcome: self.by_outcome.get(outcome, 0) for outcome in OUTCOMES}
        return [_(OUTCOMES[outcome], count=format_number(count)) for outcome, count in known.items() if count]


def heard_of(connection: Connection, municipality_id: int, proposal_id: uuid.UUID | None) -> Heard:
    """The public statements on a proposal; none for a draft, which takes none in."""
    values = {"municipality_id": municipality_id, "proposal_id": proposal_id}
    rows = connection.execute(sql(PACKAGE, "statements_by_outcome"), values)
    return Heard({row.outcome: row.total for row in rows})
