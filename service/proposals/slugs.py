"""Public addresses of proposals: readable, plain ASCII, and used once in a municipality."""

from __future__ import annotations

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from boundaries.slugs import slug_of
from service.proposals.models import Proposal

#: Addresses under /proposals/ that mean something else.
RESERVED = frozenset({"new"})
_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended('service.proposal.slug', :municipality_id))")


def unused_slug(db: Session, municipality_id: int, title: str) -> str:
    """An address for a new proposal that no other one has, drafts and withdrawn ones included.

    Holds a lock to the end of the transaction, so that two of one title saved at once get two addresses.
    """
    db.execute(_LOCK, {"municipality_id": municipality_id})
    base = slug_of(title) or "proposal"
    taken = set(
        db.scalars(
            select(Proposal.slug).where(
                Proposal.municipality_id == municipality_id, Proposal.slug.startswith(base, autoescape=True)
            )
        )
    )
    if base not in taken and base not in RESERVED:
        return base
    number = next(n for n in range(2, len(taken) + 3) if f"{base}-{n}" not in taken)
    return f"{base}-{number}"
