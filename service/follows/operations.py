"""Writing followings: asked for, confirmed, changed, stopped. Nothing here commits."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid

from sqlalchemy import case, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from service.errors import LinkExpired
from service.follows.models import Follow
from service.i18n import gettext as _
from service.web.sessions import token_hash

#: A confirmation link lives so long, and an address that did not confirm is kept no longer.
LINK_LIFE = dt.timedelta(days=2)
#: An address is sent a confirmation for one area at most this often, and for all areas so many a day: whoever
#: types another person's address cannot fill their mailbox.
AGAIN_AFTER = dt.timedelta(hours=1)
MOST_A_DAY = 5


def ask_to_follow(
    db: Session, municipality_id: int, area_id: int, *, email: str, language: str, rhythm: str
) -> uuid.UUID:
    """Note that an address was typed for an area, and give the following's id.

    What a confirmed following is like stays as it is: whoever types an address is not known to own it.
    """
    typed = insert(Follow).values(
        municipality_id=municipality_id, area_id=area_id, email=email, language=language, rhythm=rhythm
    )
    waits = Follow.confirmed_at.is_(None)
    noted = typed.on_conflict_do_update(
        index_elements=[Follow.area_id, text("lower(email)")],
        set_={
            "asked_at": func.now(),
            "language": case((waits, typed.excluded.language), else_=Follow.language),
            "rhythm": case((waits, typed.excluded.rhythm), else_=Follow.rhythm),
        },
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
        .values(confirmed_at=func.now(), token_hash=None, sent_through=today - dt.timedelta(days=1))
        .returning(Follow.id)
    ).scalar_one_or_none()
    follow = db.get(Follow, found) if found else None
    if follow is None:
        raise LinkExpired(_("This link was used already or is too old. Ask to follow the area again."))
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
