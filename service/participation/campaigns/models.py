"""The table of campaigns. Every municipality has one that is always there, for what belongs to no other."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant, IntId

SCHEMA = "service"
SHAPES = ("point", "line", "area")
#: What a campaign asks for: wishes (a theme, a need), finished solutions, or both.
ASKS = ("both", "wishes", "solutions")


class Campaign(Base):
    """What is asked, in which time and area, and of which kinds, shapes and themes an answer may be.

    `kinds` is a list of ``{"key": …}``, with ``names``, ``icon`` and ``colour`` too for a kind of the campaign's
    own. `theme_keys` empty means all themes; `opens_at` or `closes_at` empty means no such end; `area_id` empty
    means the whole municipality. `retention_months` after the close personal data goes; empty means that the
    municipality's general rule holds.
    """

    __tablename__ = "campaign"
    __table_args__ = (
        UniqueConstraint("municipality_id", "slug"),
        Index("uq_campaign_default", "municipality_id", unique=True, postgresql_where=text("is_default")),
        CheckConstraint("asks IN ('both', 'wishes', 'solutions')", name="asks"),
        CheckConstraint("retention_months BETWEEN 1 AND 240", name="retention_months"),
        CheckConstraint("closes_at > opens_at", name="window"),
        CheckConstraint("NOT is_default OR is_published", name="default"),
        {"schema": SCHEMA},
    )

    id: Mapped[IntId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    slug: Mapped[str]
    names: Mapped[dict[str, str]]
    summaries: Mapped[dict[str, str]] = mapped_column(server_default=text("'{}'::jsonb"))
    kinds: Mapped[list[dict[str, Any]]] = mapped_column(
        server_default=text(
            """'[{"key": "idea"}, {"key": "observation"}, {"key": "problem"}, {"key": "thanks"}]'::jsonb"""
        )
    )
    shapes: Mapped[list[str]] = mapped_column(server_default=text("""'["point", "line", "area"]'::jsonb"""))
    theme_keys: Mapped[list[str]] = mapped_column(server_default=text("'[]'::jsonb"))
    asks: Mapped[str] = mapped_column(server_default="both")
    is_premoderated: Mapped[bool] = mapped_column(server_default=text("false"))
    opens_at: Mapped[dt.datetime | None]
    closes_at: Mapped[dt.datetime | None]
    area_id: Mapped[int | None] = mapped_column(ForeignKey("boundaries.area.id", ondelete="SET NULL"))
    retention_months: Mapped[int | None]
    is_default: Mapped[bool] = mapped_column(server_default=text("false"))
    is_published: Mapped[bool] = mapped_column(server_default=text("false"))
    is_synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
    created_at: Mapped[Instant]
    changed_at: Mapped[Instant]


__all__ = ["Campaign"]
