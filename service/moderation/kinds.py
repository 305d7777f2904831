"""What can be moderated and reported: each feature says how its things are found, moved and shown."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from service.permissions import Actor


class Move(Protocol):
    """Gives a thing another visibility: flushes, writes the log, never commits; False when nothing changed.

    `reason` and `batch` go to the log; `deed` names the act there instead of what the visibility implies.
    """

    def __call__(
        self, db: Session, actor: Actor | None, thing: Any, visibility: str, *, reason: str, batch: str, deed: str
    ) -> bool: ...


@dataclass(frozen=True)
class Target:
    """A thing that anyone may see, as it is reported: `id` as reports keep it, `page` where it stands."""

    kind: str
    id: str
    title: str
    page: str


Find = Callable[[Session, int, uuid.UUID], Any | None]
Show = Callable[[Connection, int, str], Target | None]


@dataclass(frozen=True)
class Kind:
    """A kind of thing. `find` gives one locked for a change; it and `move` are absent where nothing is hidden.

    `show` gives one that is public, by its id as addresses have it.
    """

    name: str
    show: Show
    find: Find | None = None
    move: Move | None = None


_KINDS: dict[str, Kind] = {}


def register_kind(kind: Kind) -> None:
    """Let a kind of thing be reported, and moderated when it can be hidden."""
    _KINDS[kind.name] = kind


def kind_named(name: str) -> Kind | None:
    """The kind with a name, or None."""
    return _KINDS.get(name)


def can_be_hidden(name: str) -> bool:
    """Whether things of a kind can be hidden."""
    kind = _KINDS.get(name)
    return kind is not None and kind.move is not None
