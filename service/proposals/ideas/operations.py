"""Linking a proposal with the idea that it grew out of, and telling who follows the idea. Nothing here commits."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.audit import record
from service.notices.events import note_event
from service.permissions import Actor
from service.proposals.ideas.models import ProposalIdea
from service.proposals.ideas.queries import Idea
from service.proposals.models import Proposal
from service.proposals.rules import is_public


def link_idea(db: Session, actor: Actor, proposal: Proposal, idea: Idea) -> None:
    """Say that a proposal grew out of an idea, and tell those who follow the idea once the proposal is seen."""
    db.add(ProposalIdea(proposal_id=proposal.id, pin_id=idea.id, municipality_id=proposal.municipality_id))
    db.flush()
    record(db, actor, "proposal.from_idea", "proposal", proposal.slug, idea=idea.reference)
    tell_growth(db, proposal)


def tell_growth(db: Session, proposal: Proposal) -> None:
    """Have those told who follow an idea out of which a proposal grew, each of them once; of a draft nobody is."""
    if not is_public(proposal.state):
        return
    for pin_id in db.scalars(select(ProposalIdea.pin_id).where(ProposalIdea.proposal_id == proposal.id)):
        source = f"{proposal.id}|{pin_id}"
        note_event(db, proposal.municipality_id, "grew", "pin", str(pin_id), source=source)
