"""Tables of what a body decides about its statement: the decision, the members' votes, the versions of the words."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant, IntId

SCHEMA = "service"
#: How a body decides: its members vote here, or somebody writes down what a meeting decided.
WAYS = ("votes", "meeting")
CHOICES = ("for", "against", "abstained")


class BodyStatement(Base):
    """How a body decides about a statement, and what it decided; the words stand in the statement itself.

    `area_id` is the area that the body speaks for, `kind` what it was (board, panel, table) when the draft was begun,
    `leader_id` who writes the draft. `version` counts the texts; `text_at` is when the newest came and `cleared` how
    many votes it cleared. Numbers and `decided_on` hold what a meeting decided, or, with `members` (how many could
    have voted), what the votes were when it was given. `dissents` are the dissenting opinions that everybody reads,
    without names.

    `quorum_kind`, `quorum` and `tie` are the rules that the vote was opened with (`outcome.Rules`), `chair_id` whose
    vote an even one follows, `chair_choice` how the chair of a meeting voted. `quorum_needed` (people) and `reason`
    are frozen when it is given; one given before bodies had rules has neither.
    """

    __tablename__ = "body_statement"
    __table_args__ = (
        Index(
            "uq_body_statement_draft", "proposal_id", "area_id", unique=True, postgresql_where=text("given_at IS NULL")
        ),
        Index("ix_body_statement_area_id", "area_id"),
        CheckConstraint("kind IN ('board','panel','table')", name="kind"),
        CheckConstraint("way IN ('votes','meeting')", name="way"),
        CheckConstraint("votes_for >= 0", name="votes_for"),
        CheckConstraint("votes_against >= 0", name="votes_against"),
        CheckConstraint("votes_abstained >= 0", name="votes_abstained"),
        CheckConstraint("members >= 0", name="members"),
        CheckConstraint("quorum_kind IN ('number','share')", name="quorum_kind"),
        CheckConstraint("quorum > 0", name="quorum"),
        CheckConstraint("tie IN ('falls','chair')", name="tie"),
        CheckConstraint("chair_choice IN ('for','against')", name="chair_choice"),
        CheckConstraint("quorum_needed >= 0", name="quorum_needed"),
        CheckConstraint("reason IN ('majority','chair')", name="reason"),
        {"schema": SCHEMA},
    )

    statement_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey(f"{SCHEMA}.statement.id", ondelete="CASCADE"), primary_key=True
    )
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    proposal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.proposal.id", ondelete="CASCADE"))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("boundaries.area.id", ondelete="SET NULL"))
    leader_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.person.id", ondelete="SET NULL"))
    kind: Mapped[str] = mapped_column(server_default="board")
    way: Mapped[str]
    version: Mapped[int] = mapped_column(server_default=text("1"))
    cleared: Mapped[int] = mapped_column(server_default=text("0"))
    text_at: Mapped[Instant]
    votes_for: Mapped[int | None]
    votes_against: Mapped[int | None]
    votes_abstained: Mapped[int | None]
    members: Mapped[int | None]
    quorum_kind: Mapped[str | None]
    quorum: Mapped[int | None]
    tie: Mapped[str] = mapped_column(server_default="falls")
    chair_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.person.id", ondelete="SET NULL"))
    chair_choice: Mapped[str | None]
    quorum_needed: Mapped[int | None]
    reason: Mapped[str | None]
    dissents: Mapped[list[str]] = mapped_column(server_default=text("'[]'::jsonb"))
    decided_on: Mapped[dt.date | None]
    given_at: Mapped[dt.datetime | None]


class BodyVote(Base):
    """A member's vote on the text of a version; only members of the body see it. A member has one."""

    __tablename__ = "body_vote"
    __table_args__ = (
        UniqueConstraint("statement_id", "person_id"),
        CheckConstraint("choice IN ('for','against','abstained')", name="choice"),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    statement_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.statement.id", ondelete="CASCADE"))
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.person.id", ondelete="SET NULL"))
    version: Mapped[int]
    choice: Mapped[str]
    dissent: Mapped[str] = mapped_column(server_default="")
    at: Mapped[Instant]


class BodyVersion(Base):
    """The words of a draft as they stood; `cleared` is how many votes were cleared when they were changed."""

    __tablename__ = "body_statement_version"
    __table_args__ = (UniqueConstraint("statement_id", "version"), {"schema": SCHEMA})

    id: Mapped[IntId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    statement_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.statement.id", ondelete="CASCADE"))
    version: Mapped[int]
    title: Mapped[str]
    body: Mapped[str]
    cleared: Mapped[int] = mapped_column(server_default=text("0"))
    written_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.person.id", ondelete="SET NULL"))
    at: Mapped[Instant]
