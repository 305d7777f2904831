"""The one queue of what a moderator looks at, of every kind of thing, and what was hidden."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy.orm import Session

from boundaries.database import sql
from service.moderation.rules import MANY

PACKAGE = "service.admin"
#: Things of one kind on a page; the rest come when these are dealt with.
MOST = 100
#: Kinds in the queue; each has its statement sql/queue_<kind>.sql, with the columns of QueueItem.
KINDS = ("pin", "comment", "photo", "observation", "area", "statement", "signature")
REASONS = ("reported", "premoderation", "machine", "repeat", "name", "no_name")


@dataclass(frozen=True)
class QueueItem:
    """A thing that waits, is reported or was hidden.

    `reference` is that of the idea that it is or belongs to, `anchor` what the kind needs for its address (an area's
    slug, a photo's version), `people` how many different people have reported it, with `reasons` and `words`.
    """

    kind: str
    id: str
    title: str
    body: str
    language: str
    author: str
    reference: str | None
    anchor: str
    created_at: dt.datetime
    is_synthetic: bool
    visibility: str
    waits_for: str
    theme_names: dict[str, str] | None
    people: int
    reasons: list[str] | None
    words: list[str] | None
    moderated_at: dt.datetime | None
    reason: str | None
    moderator: str | None

    @property
    def is_urgent(self) -> bool:
        """Whether many people have reported it."""
        return self.people >= MANY

    @property
    def key(self) -> str:
        """How forms name it."""
        return f"{self.kind}:{self.id}"


def queue_items(
    db: Session, municipality_id: int, visibility: str, *, kind: str = "", why: str = "", words: str = ""
) -> list[QueueItem]:
    """Everything of one visibility ("pending" or "hidden"); what many people have reported first, then the newest.

    Parameters
    ----------
    kind, why, words : keep one kind of thing, one reason of waiting ("reported" or what a pin waits for), or those
        whose text holds the words; all when empty.
    """
    values = {"municipality_id": municipality_id, "visibility": visibility, "most": MOST}
    names = [field.name for field in fields(QueueItem)]
    found: list[QueueItem] = []
    for one in KINDS:
        if not kind or kind == one:
            rows: Sequence[Any] = db.execute(sql(PACKAGE, f"queue_{one}"), values).all()
            found += [QueueItem(**{name: getattr(row, name) for name in names}) for row in rows]
    found = [item for item in found if _is_wanted(item, why, words.casefold())]
    return sorted(found, key=lambda item: (item.is_urgent, item.people > 0, item.created_at), reverse=True)


def _is_wanted(item: QueueItem, why: str, words: str) -> bool:
    if why == "reported" and not item.people:
        return False
    if why and why != "reported" and item.waits_for != why:
        return False
    said = f"{item.title} {item.body} {item.author} {item.reference or ''}".casefold()
    return words in said
