"""What photos can be of: each feature says how its things are found, and who may add photos to them."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from service.i18n import gettext as _
from service.participation.photos.errors import PhotoNotFound
from service.permissions import Actor


@dataclass(frozen=True)
class PhotoSubject:
    """A thing that has photos, as one person may deal with it.

    `id` is the pin's or comment's id, or the observation's key. `page` is the address that people return to.
    `is_own` says that the request proves to come from the one who made it, `is_open` that it takes photos now,
    `waits` that a moderator looks at each new photo first.
    """

    kind: str
    id: uuid.UUID
    municipality_id: int
    page: str = ""
    is_own: bool = True
    is_open: bool = True
    waits: bool = False
    is_synthetic: bool = False


Finder = Callable[[Session, Actor, uuid.UUID], PhotoSubject | None]
_FINDERS: dict[str, Finder] = {}


def register_photo_subject(kind: str, find: Finder) -> None:
    """Let a kind of thing have photos.

    Parameters
    ----------
    find : gives the subject of `(session, actor, id)`, whatever its visibility, or None.
    """
    _FINDERS[kind] = find


def photo_subject(db: Session, actor: Actor, kind: str, identifier: uuid.UUID) -> PhotoSubject:
    """The subject with that kind and id, for the actor.

    Raises PhotoNotFound when there is none in the actor's municipality.
    """
    find = _FINDERS.get(kind)
    found = find(db, actor, identifier) if find else None
    if found is None or found.municipality_id != actor.municipality_id:
        raise PhotoNotFound(_("What you wanted to add a photo to is not here any more."))
    return found
