"""Limits of photos, and who may add, see and take them away: pure predicates on plain values."""

from __future__ import annotations

from typing import Any

from service.permissions import Actor, has_role, permission

#: Photos below one subject.
MOST = 3
#: Bytes of one file as it is sent.
UPLOAD_BYTES = 10 * 1024 * 1024
#: Pixels of one file: the largest that telephones make by themselves, and a little more.
PIXELS = 64_000_000
#: Longest sides of what is kept, in pixels.
FULL_PX, THUMB_PX = 1600, 400
ALT_MAX = 300
PER_HOUR = 40
#: A request with as many files as there may be, and the text beside them.
FORM_BYTES = MOST * UPLOAD_BYTES + 2 * 1024 * 1024
ONE_BYTES = UPLOAD_BYTES + 1024 * 1024


@permission("photo.add")
def may_add_photo(actor: Actor, subject: Any) -> bool:  # noqa: ARG001
    """The one who made the subject, while it takes photos. Without a subject: the route may be asked."""
    return subject is None or (subject.is_own and subject.is_open)


@permission("photo.own")
def may_touch_photo(actor: Actor, subject: Any) -> bool:  # noqa: ARG001
    """Taking away or describing: the one who made the subject, at any time."""
    return subject is None or subject.is_own


@permission("photo.see")
def may_see_photo(actor: Actor, subject: Any) -> bool:
    """A photo that is not public: the one who made its subject, and those who work for the municipality."""
    return subject is None or subject.is_own or actor.is_staff


permission("photo.moderate")(has_role("moderator", "official"))
