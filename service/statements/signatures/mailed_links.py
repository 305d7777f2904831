"""The links that ask an address whether it signs: made, mailed seldom enough, and found again."""

from __future__ import annotations

import datetime as dt
import secrets

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.errors import LinkExpired
from service.i18n import gettext as _
from service.notices.following import AGAIN_AFTER, LINK_LIFE, MOST_A_DAY
from service.statements.signatures.models import StatementSignature
from service.web.sessions import token_hash

ONE_DAY = dt.timedelta(days=1)


def waiting_signature(db: Session, token: str, *, lock: bool = False) -> StatementSignature:
    """The signature that a mailed link would confirm. Raises LinkExpired."""
    query = select(StatementSignature).where(
        StatementSignature.token_hash == token_hash(token),
        StatementSignature.confirmed_at.is_(None),
        StatementSignature.mailed_at > func.now() - LINK_LIFE,
    )
    found = db.scalars(query.with_for_update() if lock else query).one_or_none()
    if found is None:
        raise link_expired()
    return found


def make_link(db: Session, signature: StatementSignature) -> str | None:
    """A new link's token, of which only the hash is kept; None when the address was mailed enough."""
    if not may_mail(db, signature):
        return None
    token = secrets.token_urlsafe(32)
    signature.token_hash = token_hash(token)
    signature.mailed_at = db.scalar(select(func.now()))
    db.flush()
    return token


def may_mail(db: Session, signature: StatementSignature) -> bool:
    """Whether the address may be sent another mail that nobody has confirmed to want: one an hour for a statement,
    and so many a day for all of them."""
    now = db.execute(select(func.now())).scalar_one()
    if signature.mailed_at is not None and signature.mailed_at > now - AGAIN_AFTER:
        return False
    lately = select(func.count()).where(
        func.lower(StatementSignature.email) == (signature.email or "").lower(),
        StatementSignature.mailed_at > now - ONE_DAY,
    )
    return db.execute(lately).scalar_one() < MOST_A_DAY


def link_expired() -> LinkExpired:
    """The error for a link that was used, is too old, or never was."""
    return LinkExpired(_("This link was used already or is too old. Sign again on the page of the statement."))
