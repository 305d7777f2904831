"""Tables of statements on proposals and of the official responses to them."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from geoalchemy2.elements import WKBElement
from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant, IntId, UuidId, metric_geometry

SCHEMA = "service"
#: Who gives one: a person, an association or company, a board or a partnership table.
KINDS = ("person", "organisation", "body")
#: What one can be about.
ABOUT = ("whole", "part", "paragraph", "effect", "place", "area")
VISIBILITIES = ("draft", "public", "pending", "hidden", "withdrawn")
WAITS_FOR = ("", "machine", "name")
STATES = ("received", "in_hand", "answered")
#: What became of one: the proposal was changed for it, in part, not, or it asked for no change.
OUTCOMES = ("changed", "partly", "not_changed", "noted")


class Statement(Base):
    """What somebody says of a proposal. Its words are fixed once it is split into segments or answered.

    `proposal_version` is the version that was read, `quote` the words of the paragraph or of the assessed effect as
    they were, `part` what the part (`targets.Part.record`) or the effect (`effect_targets.EffectChoice.record`) was,
    `geom` the place, the drawn area or the part's shape in the metric CRS. `received_on` is the day on which it came;
    later than the phase of statements only with `late_reason`.
    """

    __tablename__ = "statement"
    __table_args__ = (
        UniqueConstraint("municipality_id", "reference"),
        Index("ix_statement_proposal_id", "proposal_id", "visibility"),
        Index(
            "ix_statement_moderated",
            "municipality_id",
            "visibility",
            postgresql_where=text("visibility IN ('pending','hidden')"),
        ),
        CheckConstraint("kind IN ('person','organisation','body')", name="kind"),
        CheckConstraint("about IN ('whole','part','paragraph','effect','place','area')", name="about"),
        CheckConstraint("visibility IN ('draft','public','pending','hidden','withdrawn')", name="visibility"),
        CheckConstraint("waits_for IN ('','machine','name')", name="waits_for"),
        CheckConstraint("state IN ('received','in_hand','answered')", name="state"),
        CheckConstraint("outcome IN ('','changed','partly','not_changed','noted')", name="outcome"),
        CheckConstraint("body <> '' OR visibility = 'draft'", name="says_something"),
        {"schema": SCHEMA},
    )

    id: Mapped[UuidId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    proposal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.proposal.id", ondelete="CASCADE"))
    proposal_version: Mapped[int]
    reference: Mapped[str]  # KUO-L-482137
    kind: Mapped[str] = mapped_column(server_default="person")
    about: Mapped[str] = mapped_column(server_default="whole")
    geom: Mapped[WKBElement | None] = mapped_column(metric_geometry("GEOMETRY"))
    part: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    paragraph: Mapped[int | None]
    quote: Mapped[str] = mapped_column(server_default="")
    title: Mapped[str] = mapped_column(server_default="")
    body: Mapped[str]
    language: Mapped[str]
    author_name: Mapped[str] = mapped_column(server_default="")
    is_name_public: Mapped[bool] = mapped_column(server_default=text("false"))
    on_behalf: Mapped[str] = mapped_column(server_default="")  # of what association or company it is; public
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.person.id", ondelete="SET NULL"))
    edit_token_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    visibility: Mapped[str] = mapped_column(server_default="public")
    waits_for: Mapped[str] = mapped_column(server_default="")
    state: Mapped[str] = mapped_column(server_default="received")
    outcome: Mapped[str] = mapped_column(server_default="")
    received_on: Mapped[dt.date]
    late_reason: Mapped[str] = mapped_column(server_default="")
    #: The official who wrote down what came another way than by the service.
    entered_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.person.id", ondelete="SET NULL"))
    is_synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
    created_at: Mapped[Instant]
    changed_at: Mapped[Instant]


class StatementResponse(Base):
    """One version of the official response to a statement, as everybody reads it; rows are only added.

    `parts` are the answers to its segments as they stood: ``[{"number", "text", "answer", "outcome", "signature"}]``.
    `change_note` says what was changed in the proposal, or what this version corrects.
    """

    __tablename__ = "statement_response"
    __table_args__ = (
        UniqueConstraint("statement_id", "version"),
        CheckConstraint("outcome IN ('changed','partly','not_changed','noted')", name="outcome"),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    statement_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.statement.id", ondelete="CASCADE"))
    version: Mapped[int]
    lead: Mapped[str] = mapped_column(server_default="")
    parts: Mapped[list[dict[str, Any]]] = mapped_column(server_default=text("'[]'::jsonb"))
    outcome: Mapped[str]
    change_note: Mapped[str] = mapped_column(server_default="")
    signature: Mapped[str]
    answered_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.person.id", ondelete="SET NULL"))
    at: Mapped[Instant]
    is_synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
