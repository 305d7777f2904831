"""Tables of layers that other services publish: where each comes from, and copies of its pictures."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from boundaries.database import Base, Instant
from layers.models import SCHEMA, Layer

#: Kinds that come as pictures, and kinds whose features are brought over and kept.
PICTURES = ("wms", "wmts", "xyz")
FEATURES = ("wfs", "oapif")


class RemoteSource(Base):
    """Where a layer of the catalogue comes from, and how it has answered.

    `style` and `format` are the service's own names. `epsg` is the system in which it is asked; `is_swapped` marks
    one that orders its axes otherwise than its version demands. `facts` holds what its kind needs besides.
    `keep_minutes` is how old a copy may be before the service is asked again. `failing_since` is None while it
    answers; `failure` is then a code of `layers.remote.problems` with its values.

    For features: `asked_at` is when the worker was asked for them, None when it is not at it; `tried_at` when it last
    was; `feature_count` how many there are and `report` what became of the rest; `held_count` how many came in a
    harvest that waits for an administrator's word, because it had shrunk.
    """

    __tablename__ = "remote_source"
    __table_args__ = (
        CheckConstraint("kind IN ('wms','wmts','xyz','wfs','oapif')", name="kind"),
        CheckConstraint("keep_minutes BETWEEN 1 AND 527040", name="keep_minutes"),
        {"schema": SCHEMA},
    )

    layer_id: Mapped[int] = mapped_column(ForeignKey(f"{SCHEMA}.layer.id", ondelete="CASCADE"), primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    kind: Mapped[str]
    version: Mapped[str]
    address: Mapped[str]
    name: Mapped[str]
    style: Mapped[str] = mapped_column(server_default=text("''"))
    format: Mapped[str] = mapped_column(server_default=text("''"))
    info_format: Mapped[str] = mapped_column(server_default=text("''"))
    legend: Mapped[str] = mapped_column(server_default=text("''"))
    epsg: Mapped[int]
    is_swapped: Mapped[bool] = mapped_column(server_default=text("false"))
    facts: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    keep_minutes: Mapped[int] = mapped_column(server_default=text("1440"))
    ok_at: Mapped[dt.datetime | None]
    failing_since: Mapped[dt.datetime | None]
    failure: Mapped[dict[str, Any] | None]
    asked_at: Mapped[dt.datetime | None]
    tried_at: Mapped[dt.datetime | None]
    feature_count: Mapped[int | None]
    held_count: Mapped[int | None]
    report: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    made_at: Mapped[Instant]


class RemoteTile(Base):
    """A copy of one tile in our own matrix, as it is sent out; served on when the service is dead."""

    __tablename__ = "remote_tile"
    __table_args__ = ({"schema": SCHEMA},)

    layer_id: Mapped[int] = mapped_column(
        ForeignKey(f"{SCHEMA}.remote_source.layer_id", ondelete="CASCADE"), primary_key=True
    )
    z: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    x: Mapped[int] = mapped_column(primary_key=True)
    y: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("boundaries.municipality.id"))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    media_type: Mapped[str]
    fetched_at: Mapped[Instant]


__all__ = ["FEATURES", "PICTURES", "Layer", "RemoteSource", "RemoteTile"]
