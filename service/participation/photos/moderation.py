"""What a moderator does with a photo: out of sight, into public, or parts of it covered for good."""

from __future__ import annotations

import uuid

from sqlalchemy import Connection, func
from sqlalchemy.orm import Session

from service.audit import record
from service.i18n import gettext as _
from service.moderation.kinds import Kind, Target, register_kind
from service.participation.photos.errors import PhotoNotFound
from service.participation.photos.isolated import Box, cover
from service.participation.photos.models import Photo, PhotoFile
from service.participation.photos.operations import photo_for_change
from service.participation.photos.queries import public_photo
from service.participation.photos.subjects import photo_subject
from service.permissions import Actor
from service.web.context import actor, db_session


def move_photo(
    db: Session,
    actor: Actor | None,
    photo: Photo,
    visibility: str,
    *,
    reason: str = "",
    batch: str = "",
    deed: str = "",
) -> bool:
    """Give a photo another visibility, as `moderation.kinds.Move` says."""
    was = photo.visibility
    if was == visibility:
        return False
    photo.visibility = visibility
    db.flush()
    deed = deed or ("photo.hidden" if visibility == "hidden" else "photo.published")
    record(db, actor, deed, "photo", str(photo.id), visibility=[was, visibility], reason=reason, batch=batch)
    return True


def redact_photo(db: Session, actor: Actor, photo: Photo, boxes: list[Box]) -> Photo:
    """Burn rectangles into a photo. The picture as it was is not kept anywhere.

    Parameters
    ----------
    boxes : left, top, right, bottom in pixels of the full picture; at least one.

    The log keeps the rectangles and the hashes of the picture before and after, never the picture.
    """
    file = db.get_one(PhotoFile, photo.id)
    covered = cover(file.full, boxes)
    before, after = photo.sha256.hex(), covered.sha256.hex()
    file.full, file.thumb = covered.full, covered.thumb
    photo.sha256, photo.byte_count = covered.sha256, len(covered.full)
    photo.redacted_at = func.now()
    db.flush()
    record(db, actor, "photo.redacted", "photo", str(photo.id), rectangles=boxes, sha256=[before, after])
    return photo


def show_photo(connection: Connection, municipality_id: int, identifier: str) -> Target | None:
    """The public photo with an id, as something that can be reported."""
    try:
        row = public_photo(connection, municipality_id, uuid.UUID(identifier))
    except ValueError:
        return None
    if row is None:
        return None
    try:
        subject = photo_subject(db_session(), actor(), row.subject_kind, row.subject_id)
    except PhotoNotFound:
        return None
    title = row.alt or _("Photo %(number)s", number=row.number)
    return Target("photo", str(row.id), title, f"{subject.page}#photos")


register_kind(Kind("photo", show_photo, photo_for_change, move_photo))
