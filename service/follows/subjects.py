"""What can be followed, as the public sees it: one SQL file for each kind finds it by its id or its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from boundaries.database import sql
from service.follows.queries import PACKAGE
from service.i18n import N_, named
from service.i18n import gettext as _
from service.participation.pins.models import Pin
from service.participation.pins.outline import outline_named, outline_to_text
from service.web.plain_text import clean_line


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of subject: the folder of its page (with its name after it), its words, and what is told at once."""

    key: str
    folder: str
    words: str
    is_told_at_once: bool = False


KINDS = {
    one.key: one
    for one in (
        Kind("area", "areas", N_("area %(name)s")),
        Kind("pin", "pins", N_("idea %(name)s"), is_told_at_once=True),
        Kind("walk", "walks", N_("development walk %(name)s"), is_told_at_once=True),
        Kind("proposal", "proposals", N_("proposal %(name)s"), is_told_at_once=True),
        Kind("statement", "statements", N_("statement %(name)s"), is_told_at_once=True),
        Kind("theme", "themes", N_("theme %(name)s")),
        Kind("campaign", "campaigns", N_("campaign %(name)s")),
        Kind("shape", "shapes", N_("the drawn place in %(name)s")),
        Kind("municipality", "", N_("the whole of %(name)s")),
    )
}
#: Between the municipality's number and the corners in the id of a drawn place.
SEPARATOR = "|"
FOLDERS = {one.folder: one.key for one in KINDS.values() if one.folder}


@dataclass(frozen=True, slots=True)
class Followed:
    """Something that can be followed. `name` is its name in addresses, `title` and `names` what people call it.

    `is_public` is False only for a pin or a statement that its author may see and others not.
    """

    kind: str
    id: str
    name: str
    title: str
    names: dict[str, str] | None
    version_id: int | None
    municipality_id: int
    municipality_names: dict[str, str]
    is_public: bool = True
    body_kind: str | None = None  # board, panel or table, of a statement that one gave

    @property
    def path(self) -> str:
        """The path of its page."""
        if self.kind == "shape":  # a drawn place has no page of its own: it narrows the map down
            return f"/?outline={self.name}"
        folder = KINDS[self.kind].folder
        return f"/{folder}/{self.name}" if folder else "/"

    @property
    def follow_path(self) -> str:
        """The path of the form that asks to follow it."""
        folder = KINDS[self.kind].folder
        return f"/{folder}/{self.name}/follow" if folder else "/follow"

    @property
    def feed_path(self) -> str:
        """The path of its feed."""
        folder = KINDS[self.kind].folder
        return f"/{folder}/{self.name}/feed.atom" if folder else "/feed.atom"

    @property
    def rhythms(self) -> tuple[str, ...]:
        """How often one can be told of it, the usual first."""
        if self.kind == "statement":  # what happens to it is its response
            return ("at_once",)
        return ("at_once", "daily", "weekly") if KINDS[self.kind].is_told_at_once else ("weekly", "daily")

    def call(self) -> str:
        """What people call it, in the reader's language; an idea by its reference and its title."""
        own = named(self.municipality_names) if self.kind == "shape" else named(self.names) or self.title
        if self.kind in ("pin", "statement"):
            own = f"{self.name}: {own}" if own and self.is_public else self.name
        return str(clean_line(own))

    def what(self) -> str:
        """What it is and what people call it: "area Kallavesi", in the reader's language."""
        return _(KINDS[self.kind].words, name=self.call())


def followed(connection: Connection, kind: str, subject_id: str) -> Followed | None:
    """The subject of a following from the public views, or None while nobody may see it."""
    if kind == "shape":
        home, _bar, name = subject_id.partition(SEPARATOR)
        return _drawn(connection, int(home), name) if home.isdecimal() else None
    return _found(connection, kind, {"id": subject_id, "name": None, "municipality_id": None})


def followed_by_name(connection: Connection, municipality_id: int, kind: str, name: str) -> Followed | None:
    """The subject that an address of this municipality names, or None."""
    if kind == "shape":
        return _drawn(connection, municipality_id, name)
    return _found(connection, kind, {"id": None, "name": name, "municipality_id": municipality_id})


def unseen_pin(connection: Connection, pin: Pin) -> Followed:
    """A pin that waits or is hidden, for its author alone: known by its reference, and nothing of its text is told."""
    home = followed(connection, "municipality", str(pin.municipality_id))
    names = home.municipality_names if home else {}
    return Followed("pin", str(pin.id), pin.reference, "", None, None, pin.municipality_id, names, is_public=False)


def unseen_statement(db: Session, public: Connection, subject_id: str, visibilities: Sequence[str]) -> Followed | None:
    """A statement that is not public but in one of some visibilities; None for one in any other."""
    values = {"id": subject_id, "visibilities": list(visibilities)}
    row = db.execute(sql(PACKAGE, "unseen_statement"), values).first()
    home = followed(public, "municipality", str(row.municipality_id)) if row else None
    if row is None or home is None:
        return None
    names = home.municipality_names
    return Followed(
        "statement", subject_id, row.name, "", None, None, row.municipality_id, names, is_public=False,
        body_kind=row.body_kind,
    )  # fmt: skip


def pin_of(db: Session, subject_id: str) -> Pin | None:
    """The stored pin of a following, whatever its visibility."""
    return db.scalar(select(Pin).where(Pin.id == subject_id))


def _drawn(connection: Connection, municipality_id: int, name: str) -> Followed | None:
    """A place that somebody drew, named by its corners. It is kept with the followings of it alone."""
    outline = outline_named(name)
    home = followed(connection, "municipality", str(municipality_id))
    if outline is None or home is None:
        return None
    text = outline_to_text(outline)
    key = f"{municipality_id}{SEPARATOR}{text}"
    return Followed("shape", key, text, "", None, None, municipality_id, home.municipality_names)


def _found(connection: Connection, kind: str, values: dict[str, object]) -> Followed | None:
    row = connection.execute(sql(PACKAGE, f"followed_{kind}"), values).first()
    return Followed(kind=kind, **row._mapping) if row else None
