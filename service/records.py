"""Tables that belong to no single feature: idempotency keys, counted deeds, the audit log and erasures."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import CheckConstraint, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant, IntId

SCHEMA = "service"


class IdempotencyKey(Base):
    """The answer to a write, kept under the client's key so that a repeat changes nothing."""

    __tablename__ = "idempotency_key"
    __table_args__ = (Index("ix_idempotency_key_created_at", "created_at"), {"schema": SCHEMA})

    key: Mapped[str] = mapped_column(primary_key=True)
    endpoint: Mapped[str]
    request_hash: Mapped[bytes] = mapped_column(LargeBinary)
    status: Mapped[int | None]
    headers: Mapped[dict[str, str]] = mapped_column(server_default=text("'{}'::jsonb"))
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[Instant]


class Deed(Base):
    """A counted deed of a client, for limits by person; the client is a keyed hash that changes daily."""

    __tablename__ = "deed"
    __table_args__ = (Index("ix_deed_kind", "kind", "client_hash", "done_at"), {"schema": SCHEMA})

    id: Mapped[IntId]
    kind: Mapped[str]
    client_hash: Mapped[bytes] = mapped_column(LargeBinary)
    done_at: Mapped[Instant]


class AuditEntry(Base):
    """One act in the append-only log; each row carries the hash of the one before it (a chain)."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        UniqueConstraint("hash"),
        Index("ix_audit_entry_subject", "subject_kind", "subject_id"),
        Index(
            "ix_audit_entry_batch",
            text("(detail ->> 'batch')"),
            postgresql_where=text("(detail ->> 'batch') <> ''"),
        ),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    municipality_id: Mapped[int | None]
    actor_id: Mapped[uuid.UUID | None]
    action: Mapped[str]
    subject_kind: Mapped[str]
    subject_id: Mapped[str]
    detail: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    at: Mapped[Instant]
    previous_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary)


class Erasure(Base):
    """That a person's or a pin's personal data were erased; `takes_back` says that what they had sent went too.

    The number names nobody once the data are gone. Rows are written again to a file beside the database.
    """

    __tablename__ = "erasure"
    __table_args__ = (CheckConstraint("kind IN ('person','pin')", name="kind"), {"schema": SCHEMA})

    thing_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]
    takes_back: Mapped[bool] = mapped_column(server_default=text("false"))
    erased_at: Mapped[Instant]
