"""Reading boards and what comes to them. Everything but the board itself comes from what anyone may see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row
from sqlalchemy.orm import Session

from boundaries.database import sql
from service.boards.rules import Board
from service.errors import NotFound
from service.i18n import gettext as _

PACKAGE = "service.boards"
MOST = 50

Rows = Sequence[Row[Any]]


def boards_by_id(db: Session, municipality_id: int, area_ids: Iterable[int]) -> Rows:
    """The boards of some areas: area_id, slug, names, body_names, body_kind, version_id."""
    ids = sorted(area_ids)
    if not ids:
        return []
    return db.execute(sql(PACKAGE, "board"), {"municipality_id": municipality_id, "slug": "", "area_ids": ids}).all()


def board_of(db: Session, municipality_id: int, slug: str) -> Row[Any]:
    """The board that speaks for an area. Raises NotFound when none does."""
    row = db.execute(sql(PACKAGE, "board"), {"municipality_id": municipality_id, "slug": slug, "area_ids": []}).first()
    if row is None:
        raise NotFound(_("No board, panel or table speaks for this area."))
    return row


def as_subject(row: Row[Any]) -> Board:
    """What the rules need of a board."""
    return Board(row.municipality_id, row.area_id, row.body_kind)


def inbox(connection: Connection, row: Row[Any]) -> dict[str, Rows]:
    """What waits and what is new in a board's area: waiting, newest, proposals, at most MOST of each."""
    values = {"municipality_id": row.municipality_id, "version_id": row.version_id, "most": MOST}
    return {name: connection.execute(sql(PACKAGE, name), values).all() for name in ("waiting", "newest", "proposals")}
