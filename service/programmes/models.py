"""Tables of decisions on priority areas: frozen with their data, method and map."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant, UuidId

SCHEMA = "service"


class Decision(Base):
    """A choice of priority areas. Nothing in it changes after it is published.

    `method_card` holds preset, indicators, weights, floor, edition, code version and seed; `table` the
    frozen numbers of every area in the reference set with its boundary version; `chosen` the choice with
    a reason for each area. `content_hash` is the SHA-256 of their canonical JSON.
    """

    __tablename__ = "decision"
    __table_args__ = (UniqueConstraint("municipality_id", "slug"), {"schema": SCHEMA})

    id: Mapped[UuidId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    slug: Mapped[str]
    title: Mapped[str]
    reason: Mapped[str]
    method_card: Mapped[dict[str, Any]]
    table: Mapped[list[dict[str, Any]]]
    chosen: Mapped[list[dict[str, Any]]]
    content_hash: Mapped[bytes] = mapped_column(LargeBinary)
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.person.id", ondelete="SET NULL"))
    signature: Mapped[str] = mapped_column(server_default="")
    is_synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
    decided_at: Mapped[Instant]
