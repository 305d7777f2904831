"""Tables of units, promises, the parts of inputs and notes on them, and of what used an input."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, UniqueConstraint
from sqlalchemy import text as literal
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant, IntId

SCHEMA = "service"
#: A part is in one of these; "withdrawn" is for a whole input alone.
PART_STATES = ("received", "considered", "accepted", "partly", "declined", "in_progress", "done", "closed_not_done")
#: An input is split into at most so many parts.
MOST_PARTS = 20


class Unit(Base):
    """A unit of the municipality that answers inputs. `email` is for staff alone."""

    __tablename__ = "unit"
    __table_args__ = (Index("ix_unit_municipality_id", "municipality_id"), {"schema": SCHEMA})

    id: Mapped[IntId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    names: Mapped[dict[str, str]]
    email: Mapped[str] = mapped_column(server_default="")
    is_synthetic: Mapped[bool] = mapped_column(server_default=literal("false"))
    created_at: Mapped[Instant]


class UnitMember(Base):
    """That a person works in a unit."""

    __tablename__ = "unit_member"
    __table_args__ = (
        UniqueConstraint("unit_id", "person_id"),
        Index("ix_unit_member_person_id", "person_id"),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    unit_id: Mapped[int] = mapped_column(ForeignKey(f"{SCHEMA}.unit.id", ondelete="CASCADE"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.person.id", ondelete="CASCADE"))
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))


class UnitCare(Base):
    """What a unit looks after unless somebody is named: a theme, an area, or a theme in an area."""

    __tablename__ = "unit_care"
    __table_args__ = (
        CheckConstraint("theme_id IS NOT NULL OR area_id IS NOT NULL", name="something"),
        UniqueConstraint("municipality_id", "theme_id", "area_id", postgresql_nulls_not_distinct=True),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey(f"{SCHEMA}.unit.id", ondelete="CASCADE"))
    theme_id: Mapped[int | None] = mapped_column(ForeignKey(f"{SCHEMA}.theme.id", ondelete="CASCADE"))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("boundaries.area.id", ondelete="CASCADE"))


class AnswerPromise(Base):
    """Within how many days what is said from `since` on is promised an answer.

    Without a unit it holds for all; `days` None takes a unit's own promise back.
    """

    __tablename__ = "answer_promise"
    __table_args__ = (
        CheckConstraint("days BETWEEN 1 AND 730", name="days"),
        CheckConstraint("unit_id IS NOT NULL OR days IS NOT NULL", name="somebody"),
        UniqueConstraint("municipality_id", "unit_id", "since", postgresql_nulls_not_distinct=True),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey(f"{SCHEMA}.unit.id", ondelete="CASCADE"))
    days: Mapped[int | None]
    since: Mapped[dt.date]
    is_synthetic: Mapped[bool] = mapped_column(server_default=literal("false"))


class PinPart(Base):
    """A part of an input, or with number 0 who looks after the whole of it.

    `text` is an excerpt (`is_quote`) or a summary in staff's words; empty for the whole alone, whose state is
    the pin's own. `due_on` is the day that staff set; None leaves it to the promise.
    """

    __tablename__ = "pin_part"
    __table_args__ = (
        CheckConstraint("number BETWEEN 0 AND 20", name="number"),
        CheckConstraint(
            "state IN ('received','considered','accepted','partly','declined','in_progress','done','closed_not_done')",
            name="state",
        ),
        CheckConstraint("(number = 0) = (text = '')", name="says"),
        UniqueConstraint("pin_id", "number"),
        Index("ix_pin_part_person_id", "person_id", postgresql_where=literal("person_id IS NOT NULL")),
        Index("ix_pin_part_unit_id", "unit_id", postgresql_where=literal("unit_id IS NOT NULL")),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    pin_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.pin.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(SmallInteger)
    text: Mapped[str] = mapped_column(server_default="")
    is_quote: Mapped[bool] = mapped_column(server_default=literal("false"))
    state: Mapped[str] = mapped_column(server_default="received")
    unit_id: Mapped[int | None] = mapped_column(ForeignKey(f"{SCHEMA}.unit.id", ondelete="SET NULL"))
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.person.id", ondelete="SET NULL"))
    due_on: Mapped[dt.date | None]
    is_synthetic: Mapped[bool] = mapped_column(server_default=literal("false"))
    changed_at: Mapped[Instant]


class PinNote(Base):
    """What staff write down for each other about an input or its part. Never shown to the public."""

    __tablename__ = "pin_note"
    __table_args__ = (Index("ix_pin_note_pin_id", "pin_id"), {"schema": SCHEMA})

    id: Mapped[IntId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    pin_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.pin.id", ondelete="CASCADE"))
    part_number: Mapped[int] = mapped_column(SmallInteger, server_default=literal("0"))
    body: Mapped[str]
    written_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.person.id", ondelete="SET NULL"))
    signature: Mapped[str] = mapped_column(server_default="")
    is_synthetic: Mapped[bool] = mapped_column(server_default=literal("false"))
    at: Mapped[Instant]


class AnswerLink(Base):
    """That an answer says how a proposal or a decision used the input, and why so.

    `reason` may be empty only for what was used as it is.
    """

    __tablename__ = "answer_link"
    __table_args__ = (
        CheckConstraint("relation IN ('used','partly','not_used')", name="relation"),
        CheckConstraint("num_nonnulls(proposal_id, decision_id) = 1", name="one_target"),
        CheckConstraint("relation = 'used' OR reason <> ''", name="says_why"),
        UniqueConstraint("change_id", "proposal_id", "decision_id", postgresql_nulls_not_distinct=True),
        Index("ix_answer_link_pin_id", "pin_id"),
        Index("ix_answer_link_proposal_id", "proposal_id", postgresql_where=literal("proposal_id IS NOT NULL")),
        Index("ix_answer_link_decision_id", "decision_id", postgresql_where=literal("decision_id IS NOT NULL")),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    pin_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.pin.id", ondelete="CASCADE"))
    change_id: Mapped[int] = mapped_column(ForeignKey(f"{SCHEMA}.pin_state_change.id", ondelete="CASCADE"))
    proposal_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.proposal.id", ondelete="CASCADE"))
    decision_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.decision.id", ondelete="CASCADE"))
    relation: Mapped[str]
    reason: Mapped[str] = mapped_column(server_default="")
    is_synthetic: Mapped[bool] = mapped_column(server_default=literal("false"))


class AnswerTemplate(Base):
    """A text that answers begin from, in one language; may hold {reference}, {title} and {unit}."""

    __tablename__ = "answer_template"
    __table_args__ = (
        CheckConstraint("name <> ''", name="named"),
        CheckConstraint("body <> ''", name="says"),
        UniqueConstraint("municipality_id", "language", "name"),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    language: Mapped[str]
    name: Mapped[str]
    body: Mapped[str]
    is_synthetic: Mapped[bool] = mapped_column(server_default=literal("false"))
    changed_at: Mapped[Instant]
