"""Tables of photos. What a photo is stands apart from its bytes, so that lists never touch them."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant, UuidId

SCHEMA = "service"


class Photo(Base):
    """A photo of a pin, a walk's observation or a comment.

    It is seen while its subject is and its own `visibility` is public. `subject_id` is the pin's or comment's id,
    or the observation's key. `alt` is what its sender says is in it; empty when they did not. `width` and `height`
    are of the full picture in pixels, `sha256` of its bytes. `client_id` is the sender's own name for it: sent
    twice, it is kept once.
    """

    __tablename__ = "photo"
    __table_args__ = (
        UniqueConstraint("subject_kind", "subject_id", "number"),
        UniqueConstraint("municipality_id", "client_id"),
        Index(
            "ix_photo_moderated",
            "municipality_id",
            "visibility",
            text("created_at DESC"),
            postgresql_where=text("visibility <> 'public'"),
        ),
        CheckConstraint("subject_kind IN ('pin','observation','comment')", name="subject_kind"),
        CheckConstraint("number BETWEEN 1 AND 3", name="number"),
        CheckConstraint("visibility IN ('public','pending','hidden')", name="visibility"),
        {"schema": SCHEMA},
    )

    id: Mapped[UuidId]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    subject_kind: Mapped[str]
    subject_id: Mapped[uuid.UUID]
    number: Mapped[int] = mapped_column(SmallInteger)
    alt: Mapped[str] = mapped_column(server_default="")
    language: Mapped[str] = mapped_column(server_default="fi")  # of the alt text
    width: Mapped[int]
    height: Mapped[int]
    byte_count: Mapped[int]
    sha256: Mapped[bytes] = mapped_column(LargeBinary)
    visibility: Mapped[str] = mapped_column(server_default="public")
    client_id: Mapped[uuid.UUID | None]
    is_synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
    created_at: Mapped[Instant]
    redacted_at: Mapped[dt.datetime | None]


class PhotoFile(Base):
    """A photo's bytes as JPEG: the full picture and the thumbnail. Nothing of the file that was sent is kept."""

    __tablename__ = "photo_file"
    __table_args__ = ({"schema": SCHEMA},)

    photo_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SCHEMA}.photo.id", ondelete="CASCADE"), primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    full: Mapped[bytes] = mapped_column(LargeBinary)
    thumb: Mapped[bytes] = mapped_column(LargeBinary)
