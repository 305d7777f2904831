"""Writing followings: asked for, confirmed, changed, stopped. Nothing here commits."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid
from dataclasses import asdict, dataclass

from sqlalchemy import case, delete, false, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from service.errors import LinkExpired
from service.i18n import gettext as _
from service.notices.models import Follow
from service.web.sessions import token_hash

#: A confirmation link lives so long, and an address that did not confirm is kept no longer.
LINK_LIFE = dt.timedelta(days=2)
#: An address is sent a confirmation for one subject at most this often, and for all so many a day: whoever
#: types another person's address cannot fill their mailbox.
AGAIN_AFTER = dt.timedelta(hours=1)
MOST_A_DAY = 5
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wish:
    """What an address is asked to be told of: the id as text, how often, and in which language."""

    municipality_id: int
    subject_kind: str
    subject_id: str
    email: str
    language: str
    rhythm: str
    role: str = "follower"


def ask_to_follow(db: Session, wish: Wish, *, confirmed_on: dt.date | None = None, is_kept: bool = False) -> uuid.UUID:
    """Note that an address was typed for something, and give the following's id.

    What a confirmed following is like stays as it is: whoever types an address is not known to own it.

    Parameters
    ----------
    confirmed_on : the day, when the address is known to be the asker's own (that of their account); it then
        follows at once. None: a letter must be confirmed first.
    is_kept : leave a following that is confirmed as it is also when the address is known to be the asker's own.
    """
    sure = {"confirmed_at": func.now(), "sent_through": confirmed_on - ONE_DAY} if confirmed_on else {}
    typed = insert(Follow).values(**asdict(wish), **sure)
    kept = Follow.confirmed_at.is_not(None) if confirmed_on is None or is_kept else false()
    changed = {
        name: case((kept, getattr(Follow, name)), else_=typed.excluded[name])
        for name in ("language", "rhythm", "role")
    }
    if confirmed_on:
        changed["confirmed_at"] = func.coalesce(Follow.confirmed_at, func.now())
        changed["sent_through"] = func.coalesce(Follow.sent_through, typed.excluded.sent_through)
    noted = typed.on_conflict_do_update(
        index_elements=[Follow.municipality_id, Follow.subject_kind, Follow.subject_id, text("lower(email)")],
        set_={"asked_at": func.now(), **changed},
    ).returning(Follow.id)
    found: uuid.UUID = db.execute(noted).scalar_one()
    return found


def make_confirmation(db: Session, follow: Follow) -> str | None:
    """A new confirmation link's token, of which only the hash is kept; None when the address was mailed enough."""
    if not may_mail(db, follow):
        return None
    token = secrets.token_urlsafe(32)
    follow.token_hash = token_hash(token)
    follow.mailed_at = func.now()
    db.flush()
    return token


def may_mail(db: Session, follow: Follow) -> bool:
    """Whether the address may be sent another mail that nobody has confirmed to want."""
    now = db.execute(select(func.now())).scalar_one()
    if follow.mailed_at is not None and follow.mailed_at > now - AGAIN_AFTER:
        return False
    lately = select(func.count()).where(
        func.lower(Follow.email) == follow.email.lower(), Follow.mailed_at > now - dt.timedelta(days=1)
    )
    return db.execute(lately).scalar_one() < MOST_A_DAY


def confirm(db: Session, token: str, today: dt.date) -> Follow:
    """Use a confirmation link up. Digests tell of what happens from this day on.

    Raises LinkExpired when it was used already, is too old, or never was: the three look alike.
    """
    found = db.execute(
        update(Follow)
        .where(
            Follow.token_hash == token_hash(token),
            Follow.confirmed_at.is_(None),
            Follow.mailed_at > func.now() - LINK_LIFE,
        )
        .values(confirmed_at=func.now(), token_hash=None, sent_through=today - ONE_DAY)
        .returning(Follow.id)
    ).scalar_one_or_none()
    follow = db.get(Follow, found) if found else None
    if follow is None:
        raise LinkExpired(_("This link was used already or is too old. Ask to follow it again."))
    return follow


def change_rhythm(db: Session, follow_id: uuid.UUID, rhythm: str) -> bool:
    """Change how often digests come; whether there is such a following."""
    changed = db.execute(
        update(Follow).where(Follow.id == follow_id, Follow.confirmed_at.is_not(None)).values(rhythm=rhythm)
    )
    return bool(changed.rowcount)  # type: ignore[attr-defined]


def stop(db: Session, follow_id: uuid.UUID) -> None:
    """Delete a following with its address; nothing of it is left. Stopping twice is stopping once."""
    db.execute(delete(Follow).where(Follow.id == follow_id))


def stop_all(db: Session, follow: Follow) -> None:
    """Delete every following of an address in its municipality, with the address."""
    db.execute(
        delete(Follow).where(
            Follow.municipality_id == follow.municipality_id, func.lower(Follow.email) == follow.email.lower()
        )
    )
