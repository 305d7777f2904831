"""What the worker's tasks of this feature share: their settings and database, and a following locked for a change."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from boundaries.database import sql
from service.config import Settings
from service.db import Database
from service.follows.links import own_address, signature_address
from service.follows.queries import PACKAGE
from service.follows.subjects import Followed, followed, pin_of, unseen_pin, unseen_statement
from service.notices.models import Follow

#: Statements that are not public, of which those who gave and those who signed them are told something all the same.
UNSEEN_BY_GIVER = ("pending", "hidden")
UNSEEN_BY_SIGNER = ("withdrawn",)


@contextmanager
def database() -> Iterator[tuple[Settings, Database]]:
    """The worker's own settings and database, given back when the block ends."""
    settings = Settings.from_environment()
    opened = Database(settings)
    try:
        yield settings, opened
    finally:
        opened.close()


def locked(db: Session, follows: Sequence[uuid.UUID]) -> list[Follow]:
    """The followings that are still there, locked in one order, so that two workers send one mail."""
    query = select(Follow).where(Follow.id.in_(follows)).order_by(Follow.id).with_for_update()
    return list(db.scalars(query))


def subject_of(db: Session, public: Connection, follow: Follow) -> Followed | None:
    """What a following is of; for an author also while only they may see it, for who signed a statement also once it
    was taken back; else None while it is not public.

    Who signed is known by the signature and not by the role of the following: somebody who followed before signing,
    or asked to follow afterwards, goes on as a follower.
    """
    found = followed(public, follow.subject_kind, follow.subject_id)
    if found is None and follow.role == "author" and follow.subject_kind == "pin":
        pin = pin_of(db, follow.subject_id)
        if pin is not None and pin.visibility in ("pending", "hidden"):
            return unseen_pin(public, pin)
    if found is None and follow.subject_kind == "statement":
        if follow.role == "author":
            return unseen_statement(db, public, follow.subject_id, UNSEEN_BY_GIVER)
        if _signature_id(db, follow):
            return unseen_statement(db, public, follow.subject_id, UNSEEN_BY_SIGNER)
    return found


def signature_of(db: Session, settings: Settings, follow: Follow) -> str:
    """The address of the signature that whoever follows a statement has under it; empty for none."""
    found = _signature_id(db, follow) if follow.subject_kind == "statement" else None
    return signature_address(base_of(settings), settings.secret_key, found) if found else ""


def _signature_id(db: Session, follow: Follow) -> uuid.UUID | None:
    """The confirmed signature of a following's address under the statement that it follows; None for none."""
    values = {"statement_id": follow.subject_id, "email": follow.email}
    found: uuid.UUID | None = db.execute(sql(PACKAGE, "signature_of_follow"), values).scalar_one_or_none()
    return found


def base_of(settings: Settings) -> str:
    """The address that people use, without a slash at its end."""
    return str(settings.public_url).rstrip("/")


def headers(settings: Settings, follow: Follow, message: str, *, stops: str = "stop") -> dict[str, str]:
    """Headers of a mail that somebody asked for.

    RFC 8058: a mail program stops the mails with one POST, without opening a page. The Message-ID is the same
    when a mail is sent again, so that it is shown once.
    """
    base = base_of(settings)
    host = base.partition("://")[2].partition("/")[0].partition(":")[0]
    return {
        "List-Unsubscribe": f"<{own_address(base, settings.secret_key, follow.id)}/{stops}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Message-ID": f"<{message}@{host}>",
    }
