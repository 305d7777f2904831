"""Reading photos: what anyone may see through `public_api`, the rest for senders and officials."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy import Connection, Row
from sqlalchemy.orm import Session

from boundaries.database import sql

PACKAGE = "service.participation.photos"


@dataclass(frozen=True)
class PhotoView:
    """A photo as pages and the API show it. `alt` is empty when its sender did not say what is in it."""

    id: uuid.UUID
    number: int
    alt: str
    language: str
    width: int
    height: int
    visibility: str
    is_synthetic: bool
    is_redacted: bool
    version: str  # changes with the picture

    @property
    def src(self) -> str:
        """The address of the full picture."""
        return url_for("photos.picture", identifier=self.id, size="full", v=self.version)

    @property
    def thumb(self) -> str:
        """The address of the thumbnail."""
        return url_for("photos.picture", identifier=self.id, size="thumb", v=self.version)

    def as_json(self) -> dict[str, Any]:
        """The photo as the API gives it."""
        return {"url": self.src, "thumb": self.thumb, "alt": self.alt, "width": self.width, "height": self.height}


def photos_of(
    connection: Connection, subject_kind: str, subject_ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, list[PhotoView]]:
    """The public photos of things of one kind, in order; what has none has an empty list. One query."""
    if not subject_ids:
        return defaultdict(list)
    values = {"kind": subject_kind, "ids": list(subject_ids)}
    return _grouped(connection.execute(sql(PACKAGE, "photos_of"), values).all())


def photos_not_public(
    db: Session, subject_kind: str, subject_ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, list[PhotoView]]:
    """The same with what waits and what was hidden: only for the sender and officials."""
    if not subject_ids:
        return defaultdict(list)
    values = {"kind": subject_kind, "ids": list(subject_ids)}
    return _grouped(db.execute(sql(PACKAGE, "own_photos_of"), values).all())


def public_photo(connection: Connection, municipality_id: int, photo_id: uuid.UUID) -> Row[Any] | None:
    """A public photo's subject, number and version, or None."""
    values = {"municipality_id": municipality_id, "photo_id": photo_id}
    return connection.execute(sql(PACKAGE, "public_photo"), values).first()


def public_bytes(connection: Connection, photo_id: uuid.UUID, size: str) -> bytes | None:
    """The JPEG bytes of a public photo, "full" or "thumb"; None when it has just ceased to be public."""
    row = connection.execute(sql(PACKAGE, f"public_{size}"), {"photo_id": photo_id}).first()
    return bytes(row[0]) if row is not None else None


def _grouped(rows: Sequence[Row[Any]]) -> dict[uuid.UUID, list[PhotoView]]:
    found: dict[uuid.UUID, list[PhotoView]] = defaultdict(list)
    for row in rows:
        values = dict(row._mapping)
        found[values.pop("subject_id")].append(PhotoView(**values))
    return found
