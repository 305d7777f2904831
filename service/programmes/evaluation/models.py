"""What a decision is held against: fixed on its day, never changed."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant
from service.programmes.models import SCHEMA


class DecisionFollowup(Base):
    """The programme's years, and the areas that the chosen ones will be compared with.

    `comparison` holds code, name and index of each such area; `proposed` the codes that the rule proposed, and
    `reason` why the official took others, if so. `content_hash` is the SHA-256 of the canonical JSON of all of it
    with the decision's own hash, so that both are sealed together.
    """

    __tablename__ = "decision_followup"
    __table_args__ = (
        CheckConstraint("last_year IS NULL OR last_year >= first_year", name="years"),
        {"schema": SCHEMA},
    )

    decision_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(f"{SCHEMA}.decision.id", ondelete="CASCADE"), primary_key=True
    )
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    first_year: Mapped[int]
    last_year: Mapped[int | None]
    comparison: Mapped[list[dict[str, Any]]]
    proposed: Mapped[list[str]]
    reason: Mapped[str] = mapped_column(server_default="")
    content_hash: Mapped[bytes] = mapped_column(LargeBinary)
    is_synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
    fixed_at: Mapped[Instant]
