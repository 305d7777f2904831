"""The table of those who signed a statement."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant, UuidId

SCHEMA = "service"


class StatementSignature(Base):
    """One person's signature under a statement. A row without `confirmed_at` waits for its address to say yes.

    `words_hash` is the hash of the words that were signed (`rules.signed_words`), `token_hash` that of the link which
    was mailed last and is not used yet. `email` is empty for an account that has none, and once its owner is
    forgotten; then `name` and `person_id` are empty too, and the row only counts. `is_name_hidden` is a moderator's;
    `name_waits` says that what stands as a name does not look like one, so that a moderator reads it first.
    `address_code` (`fingerprints.fingerprint`) stays with the row until nobody can sign the statement any more, so
    that nobody signs twice.
    """

    __tablename__ = "statement_signature"
    __table_args__ = (
        Index("uq_statement_signature_address", "statement_id", text("lower(email)"), unique=True),
        Index("uq_statement_signature_person", "statement_id", "person_id", unique=True),
        Index("uq_statement_signature_token_hash", "token_hash", unique=True),
        Index(
            "ix_statement_signature_confirmed",
            "statement_id",
            "confirmed_at",
            postgresql_where=text("confirmed_at IS NOT NULL"),
        ),
        Index("ix_statement_signature_name_waits", "municipality_id", postgresql_where=text("name_waits")),
        Index(
            "ix_statement_signature_address_code",
            "statement_id",
            "address_code",
            postgresql_where=text("address_code IS NOT NULL"),
        ),
        Index("ix_statement_signature_email", text("lower(email)")),
        {"schema": SCHEMA},
    )

    id: Mapped[UuidId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    statement_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.statement.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(server_default="")
    is_name_public: Mapped[bool] = mapped_column(server_default=text("false"))
    is_name_hidden: Mapped[bool] = mapped_column(server_default=text("false"))
    name_waits: Mapped[bool] = mapped_column(server_default=text("false"))
    email: Mapped[str | None]
    language: Mapped[str]
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.person.id", ondelete="SET NULL"))
    address_code: Mapped[bytes | None] = mapped_column(LargeBinary)
    words_hash: Mapped[bytes] = mapped_column(LargeBinary)
    token_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    asked_at: Mapped[Instant]
    mailed_at: Mapped[dt.datetime | None]
    confirmed_at: Mapped[dt.datetime | None]
    is_synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
