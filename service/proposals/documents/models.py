"""Tables of documents. What a document is stands apart from its bytes, so that lists never touch them."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant, UuidId

SCHEMA = "service"


class ProposalDocument(Base):
    """A document of a proposal. Once removed, the row stays with the reason, and its bytes are gone.

    `names` are titles by language, `sha256` is of the bytes as they are given out.
    """

    __tablename__ = "proposal_document"
    __table_args__ = (
        Index("ix_proposal_document_proposal_id", "proposal_id"),
        CheckConstraint("kind IN ('pdf','docx','image')", name="kind"),
        CheckConstraint("(removed_at IS NULL) = (removal_reason = '')", name="says_why"),
        {"schema": SCHEMA},
    )

    id: Mapped[UuidId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    proposal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.proposal.id", ondelete="CASCADE"))
    names: Mapped[dict[str, Any]]
    kind: Mapped[str]
    byte_count: Mapped[int]
    sha256: Mapped[bytes] = mapped_column(LargeBinary)
    added_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.person.id", ondelete="SET NULL"))
    added_at: Mapped[Instant]
    removed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.person.id", ondelete="SET NULL"))
    removed_at: Mapped[dt.datetime | None]
    removal_reason: Mapped[str] = mapped_column(server_default="")


class ProposalDocumentFile(Base):
    """A document's bytes."""

    __tablename__ = "proposal_document_file"
    __table_args__ = ({"schema": SCHEMA},)

    document_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(f"{SCHEMA}.proposal_document.id", ondelete="CASCADE"), primary_key=True
    )
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    content: Mapped[bytes] = mapped_column(LargeBinary)
