"""Linking a proposal with the idea that it grew out of. Nothing here commits."""

from __future__ import annotations

from sqlalchemy.orm import Session

from service.audit import record
from service.permissions import Actor
from service.proposals.ideas.models import ProposalIdea
from service.proposals.ideas.queries import Idea
from service.proposals.models import Proposal


def link_idea(db: Session, actor: Actor, proposal: Proposal, idea: Idea) -> None:
    """Say that a proposal grew out of an idea."""
    db.add(ProposalIdea(proposal_id=proposal.id, pin_id=idea.id, municipality_id=proposal.municipality_id))
    db.flush()
    record(db, actor, "proposal.from_idea", "proposal", proposal.slug, idea=idea.reference)
