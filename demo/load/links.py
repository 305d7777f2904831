"""What used the demo's ideas: links of answers to the made-up proposal and decision."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from boundaries.models import Municipality
from service.participation.pins.models import Pin, StateChange
from service.participation.replies.models import AnswerLink
from service.programmes.models import Decision
from service.proposals.models import Proposal

#: Of ideas that were answered so, one is linked to the proposal, with the reason.
OF_PROPOSAL = (
    (("accepted", "done"), "used", ""),
    (
        ("in_progress",),
        "partly",
        "Puistossa toteutetaan se osa ideasta, joka sijoittuu suunnittelualueelle. Muu osa jää myöhempään.",
    ),
    (
        ("declined", "considered"),
        "not_used",
        "Paikka on suunnittelualueen ulkopuolella. Idea käydään läpi, kun tätä kohtaa suunnitellaan seuraavan kerran.",
    ),
)
#: Relations of the answers that were given with the decision, in their order.
OF_DECISION = (
    ("used", ""),
    ("partly", "Paikka kuuluu ohjelmaan, mutta ideasta toteutetaan ensin se, mihin vuoden raha riittää."),
)


def link_to_decision(db: Session, change: StateChange, decision: Decision, number: int) -> None:
    """Say on an answer how the decision used the idea; `number` counts the answers from 0."""
    relation, reason = OF_DECISION[number % len(OF_DECISION)]
    db.add(_link(change, decision.municipality_id, relation, reason, decision_id=decision.id))


def _link(change: StateChange, municipality_id: int, relation: str, reason: str, **target: Any) -> AnswerLink:
    return AnswerLink(
        municipality_id=municipality_id,
        pin_id=change.pin_id,
        change_id=change.id,
        relation=relation,
        reason=reason,
        is_synthetic=True,
        **target,
    )


def link_to_proposal(db: Session, town: Municipality) -> None:
    """Say on two answers of the demo what the first proposal did with the ideas: the nearest of each fate."""
    proposal = db.scalar(select(Proposal).where(Proposal.municipality_id == town.id).order_by(Proposal.slug).limit(1))
    if proposal is None:
        return
    for states, relation, reason in OF_PROPOSAL:
        change = db.scalar(
            select(StateChange)
            .join(Pin, Pin.id == StateChange.pin_id)
            .where(
                Pin.municipality_id == town.id,
                Pin.visibility == "public",
                Pin.state == StateChange.state,
                StateChange.state.in_(states),
            )
            .order_by(func.ST_Distance(Pin.public_geom, proposal.geom), StateChange.id)
            .limit(1)
        )
        if change is not None:
            db.add(_link(change, town.id, relation, reason, proposal_id=proposal.id))
    db.flush()
