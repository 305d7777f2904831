"""What can be discussed: each feature says how its things are found and where their page is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from service.errors import NotFound
from service.i18n import gettext as _


@dataclass(frozen=True)
class Subject:
    """A thing under discussion.

    `page` is the address that people return to; `is_open` whether comments and support are taken now.
    """

    kind: str
    id: str
    municipality_id: int
    page: str
    is_open: bool = True


Finder = Callable[[Session, int, str], Subject | None]
Counter = Callable[[Session, str, int], None]
_FINDERS: dict[str, Finder] = {}
_COMMENT_COUNTERS: dict[str, Counter] = {}
_SUPPORT_COUNTERS: dict[str, Counter] = {}


def register_subject(
    kind: str, find: Finder, *, count_comment: Counter | None = None, count_support: Counter | None = None
) -> None:
    """Make a kind of thing discussable.

    Parameters
    ----------
    find : gives the subject of `(session, municipality_id, id)` as the public sees it, or None.
    count_comment, count_support : told `(session, id, change)` so that a feature can keep its own counts.
    """
    _FINDERS[kind] = find
    if count_comment:
        _COMMENT_COUNTERS[kind] = count_comment
    if count_support:
        _SUPPORT_COUNTERS[kind] = count_support


def subject_of(db: Session, municipality_id: int, kind: str, identifier: str) -> Subject:
    """The subject with that kind and id.

    Raises NotFound when there is none that the public may see.
    """
    find = _FINDERS.get(kind)
    found = find(db, municipality_id, identifier) if find else None
    if found is None:
        raise NotFound(_("What you wanted to discuss is not here any more."))
    return found


def note_comment(db: Session, subject: Subject, change: int) -> None:
    """Tell the subject's feature that comments came (+1) or went (-1)."""
    if subject.kind in _COMMENT_COUNTERS:
        _COMMENT_COUNTERS[subject.kind](db, subject.id, change)


def note_support(db: Session, subject: Subject, change: int) -> None:
    """Tell the subject's feature that support came (+1) or went (-1)."""
    if subject.kind in _SUPPORT_COUNTERS:
        _SUPPORT_COUNTERS[subject.kind](db, subject.id, change)
