"""Copies of tiles: reading the one that is there, and keeping a new one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from boundaries.database import sql

PACKAGE = "service.remote"
#: The legend is kept beside the tiles of its layer, at a zoom that no matrix has.
LEGEND_ZOOM = -1
_KEEP = text(
    "INSERT INTO layers.remote_tile (layer_id, z, x, y, municipality_id, content, media_type, fetched_at) "
    "VALUES (:layer_id, :z, :x, :y, :municipality_id, :content, :media_type, now()) "
    "ON CONFLICT (layer_id, z, x, y) DO UPDATE "
    "SET content = EXCLUDED.content, media_type = EXCLUDED.media_type, fetched_at = now()"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A layer, and the tile of it that is wanted."""

    municipality_id: int
    layer_id: int
    z: int
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Found:
    """A layer by its key, with the copy of the tile that was wanted; `content` is None where there is no copy."""

    place: Place
    keep_minutes: int
    content: bytes | None
    media_type: str
    fetched_at: dt.datetime | None
    is_fresh: bool


def find(connection: Connection, municipality_id: int, key: str, z: int, x: int, y: int) -> Found | None:
    """A picture layer and the copy of a tile; None for a layer that the connection does not see."""
    values = {"municipality_id": municipality_id, "key": key, "z": z, "x": x, "y": y}
    row = connection.execute(sql(PACKAGE, "tile_kept"), values).first()
    if row is None:
        return None
    content = bytes(row.content) if row.content is not None else None
    place = Place(municipality_id, row.layer_id, z, x, y)
    return Found(place, row.keep_minutes, content, row.media_type or "", row.fetched_at, bool(row.is_fresh))


def keep(db: Session, place: Place, content: bytes, media_type: str) -> None:
    """Keep a copy in place of an older one."""
    values = {name: getattr(place, name) for name in ("municipality_id", "layer_id", "z", "x", "y")}
    db.execute(_KEEP, {**values, "content": content, "media_type": media_type})
