"""Tables of accounts: people, who they are elsewhere, roles, sessions and one-use sign-in links."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from boundaries.database import Base, Instant, IntId, UuidId

SCHEMA = "service"
#: Roles of people who work for the municipality.
ROLES = ("planner", "official", "moderator", "administrator")
#: A member of an area's board, panel or table: no staff, and tied to that area.
BOARD_ROLE = "area_board"


class Person(Base):
    """Somebody with an account. Residents do not need one to be heard.

    `email` is None for somebody whom a provider vouches for without telling a verified address.
    """

    __tablename__ = "person"
    __table_args__ = (Index("uq_person_email", text("lower(email)"), unique=True), {"schema": SCHEMA})

    id: Mapped[UuidId]
    email: Mapped[str | None]
    display_name: Mapped[str]
    title: Mapped[str] = mapped_column(server_default="")  # "Kaupunkisuunnittelu, puistovastaava"
    is_demo: Mapped[bool] = mapped_column(server_default=text("false"))
    created_at: Mapped[Instant]

    roles: Mapped[list[RoleGrant]] = relationship(back_populates="person", lazy="selectin")


class RoleGrant(Base):
    """A role that a person has in one municipality. A board member's is tied to the area of the board."""

    __tablename__ = "role_grant"
    __table_args__ = (
        UniqueConstraint("person_id", "municipality_id", "role", "area_id", postgresql_nulls_not_distinct=True),
        CheckConstraint("role IN ('planner','official','moderator','administrator','area_board')", name="role"),
        CheckConstraint("(role = 'area_board') = (area_id IS NOT NULL)", name="area"),
        Index("ix_role_grant_municipality_id", "municipality_id", "role"),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.person.id", ondelete="CASCADE"))
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    role: Mapped[str]
    area_id: Mapped[int | None] = mapped_column(ForeignKey("boundaries.area.id", ondelete="CASCADE"))
    granted_at: Mapped[Instant]

    person: Mapped[Person] = relationship(back_populates="roles")


class ProviderIdentity(Base):
    """Who a person is at a provider: the provider's name and the subject that it knows them by.

    `home_code` is the code of the home municipality, only where the provider's claim for it is set.
    """

    __tablename__ = "identity"
    __table_args__ = (
        UniqueConstraint("issuer", "subject"),
        Index("ix_identity_person_id", "person_id"),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.person.id", ondelete="CASCADE"))
    issuer: Mapped[str]
    subject: Mapped[str]
    home_code: Mapped[str | None]
    created_at: Mapped[Instant]
    last_used_at: Mapped[Instant]


class SignInAttempt(Base):
    """A sign-in at a provider that is on its way; deleted when it comes back."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = ({"schema": SCHEMA},)

    state_hash: Mapped[bytes] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    nonce: Mapped[str]
    code_verifier: Mapped[str]
    next: Mapped[str]
    expires_at: Mapped[dt.datetime]


class WebSession(Base):
    """A server-side session; the browser holds a random token of which only the SHA-256 is kept here.

    It is good in one municipality. `how` is ``link``, ``provider`` or ``demo``; `device` what the browser says it is,
    shortened; `last_used_at` is noted every few minutes. `id` is how its owner names it when closing it.
    """

    __tablename__ = "web_session"
    __table_args__ = (
        UniqueConstraint("id"),
        Index("ix_web_session_expires_at", "expires_at"),
        Index("ix_web_session_person_id", "person_id"),
        {"schema": SCHEMA},
    )

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(server_default=text("gen_random_uuid()"))
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    how: Mapped[str] = mapped_column(server_default="")
    device: Mapped[str] = mapped_column(server_default="")
    last_used_at: Mapped[Instant]
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(f"{SCHEMA}.person.id", ondelete="CASCADE"))
    data: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    created_at: Mapped[Instant]
    expires_at: Mapped[dt.datetime]


class SignInLink(Base):
    """A one-use link sent by e-mail; used or expired links say so."""

    __tablename__ = "sign_in_link"
    __table_args__ = ({"schema": SCHEMA},)

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.person.id", ondelete="CASCADE"))
    created_at: Mapped[Instant]
    expires_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime | None]


class PersonalAccess(Base):
    """That somebody of the staff opened a person's data: who, what of it, and when. Never changed by the service."""

    __tablename__ = "personal_access"
    __table_args__ = (
        Index("ix_personal_access_person_id", "person_id", text("at DESC")),
        Index("ix_personal_access_municipality_id", "municipality_id", text("at DESC")),
        {"schema": SCHEMA},
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.person.id", ondelete="CASCADE"))
    opened_by: Mapped[uuid.UUID]
    what: Mapped[str]
    at: Mapped[Instant]
