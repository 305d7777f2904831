"""The table of which idea a proposal was made of."""

from __future__ import annotations

import uuid

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant

SCHEMA = "service"


class ProposalIdea(Base):
    """That a proposal grew out of a pin. It is told while both are seen."""

    __tablename__ = "proposal_idea"
    __table_args__ = ({"schema": SCHEMA},)

    proposal_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(f"{SCHEMA}.proposal.id", ondelete="CASCADE"), primary_key=True
    )
    pin_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.pin.id", ondelete="CASCADE"), primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    made_at: Mapped[Instant]
