"""Saying when what happens with a proposal. Nothing here commits."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from service.audit import record
from service.i18n import gettext as _
from service.permissions import Actor
from service.proposals.errors import PhasesChanged
from service.proposals.models import Proposal
from service.proposals.phases.models import ProposalPhase
from service.proposals.phases.queries import PhaseView, mark_of, phases_of
from service.proposals.phases.schemas import PhaseRow


def save_phases(db: Session, actor: Actor, proposal: Proposal, rows: Sequence[PhaseRow], seen: str) -> None:
    """Put these phases in the place of the earlier ones; the log keeps both.

    Raises PhasesChanged when `seen` is not the mark of what is there now.
    """
    db.execute(select(Proposal.id).where(Proposal.id == proposal.id).with_for_update())
    before = phases_of(db, proposal.id)
    if seen != mark_of(before):
        raise PhasesChanged(_("Somebody else changed the phases first. Compare yours with theirs and save again."))
    db.execute(delete(ProposalPhase).where(ProposalPhase.proposal_id == proposal.id))
    db.add_all(
        ProposalPhase(
            municipality_id=proposal.municipality_id,
            proposal_id=proposal.id,
            kind=row.kind,
            names=row.names,
            note=row.note,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
        )
        for row in rows
    )
    db.flush()
    after = phases_of(db, proposal.id)
    if _plain(before) != _plain(after):
        record(
            db, actor, "proposal.phases", "proposal", proposal.slug, before=_plain(before), after=_plain(after)
        )  # fmt: skip


def _plain(phases: Sequence[PhaseView]) -> list[list[str]]:
    return [[one.kind, one.starts_on.isoformat(), one.ends_on.isoformat() if one.ends_on else ""] for one in phases]
