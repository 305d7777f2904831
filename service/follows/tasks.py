"""Mails to those who follow, from the worker. Jobs carry the following's id, never an address or a link."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select
from sqlalchemy.orm import Session

from boundaries.database import sql
from service.areas.activity import SECOND_LOOK, Whereabouts, happenings, today
from service.config import Settings
from service.db import Database
from service.follows.letters import MOST_TOLD, already, confirmation, digest
from service.follows.links import own_address
from service.follows.models import Follow
from service.follows.operations import LINK_LIFE, make_confirmation, may_mail
from service.follows.queries import PACKAGE, due, followed_area
from service.i18n import speaking
from service.jobs import app, defer
from service.mail import RETRY, send_mail


@app.task(name="send_follow_confirmation", queue="mail", retry=RETRY)
def send_confirmation_job(follow: str) -> None:
    """Ask an address to confirm, or tell it that it follows already; does nothing when it was mailed enough.

    The link is kept only when the mail server took the message; otherwise the job is tried again.
    """
    with _database() as (settings, database), database.session() as db, database.public_engine.connect() as public:
        found = _locked(db, uuid.UUID(follow))
        area = followed_area(public, found.area_id) if found is not None else None
        if found is None or area is None:
            return
        base = settings.public_url.rstrip("/")
        with speaking(found.language):
            if found.confirmed_at is None:
                token = make_confirmation(db, found)
                if token is None:
                    return
                subject, body = confirmation(area, f"{base}/follows/confirm/{token}")
            else:
                if not may_mail(db, found):
                    return
                found.mailed_at = dt.datetime.now(dt.UTC)
                subject, body = already(area, own_address(base, settings.secret_key, found.id))
            send_mail(settings, found.email, subject, body)


@app.periodic(cron="10 4 * * *")
@app.task(name="send_digests", queue="mail", pass_context=False)
def send_digests_job(timestamp: int) -> None:  # noqa: ARG001
    """Every morning: forget who did not confirm, and put a digest into the queue for each following that is due."""
    through = today() - dt.timedelta(days=1)
    with _database() as (_settings, database), database.session() as db:
        db.execute(sql(PACKAGE, "forget"), {"link_life": LINK_LIFE})
        for found in due(db, through):
            defer(db, "send_follow_digest", "mail", follow=str(found), through=through.isoformat())


@app.task(name="send_follow_digest", queue="mail", retry=RETRY)
def send_digest_job(follow: str, through: str) -> None:
    """Send one digest of what happened since the last one, up to and with the day `through`.

    Nothing is sent when nothing happened, while the area is hidden, and when that day was told of already; the
    row is locked meanwhile, so two workers send one mail. The mark is kept only when the mail server took the
    message; should the database fail at that very moment, the mail comes again with the same Message-ID.
    """
    until = dt.date.fromisoformat(through)
    with _database() as (settings, database), database.session() as db, database.public_engine.connect() as public:
        found = _locked(db, uuid.UUID(follow))
        if found is None or found.sent_through is None or found.sent_through >= until:
            return
        area = followed_area(public, found.area_id)
        if area is None:
            return
        since = max(found.sent_through + dt.timedelta(days=1), until - SECOND_LOOK)
        where = Whereabouts(area.municipality_id, area.id, area.version_id)
        told = happenings(public, where, since, until, limit=MOST_TOLD + 1)
        found.sent_through = until
        db.flush()
        if not told:
            return
        base = settings.public_url.rstrip("/")
        own = own_address(base, settings.secret_key, found.id)
        with speaking(found.language):
            subject, body = digest(area, base, own, told, since, until)
        send_mail(settings, found.email, subject, body, _headers(own, found.id, until, base))


def _headers(own: str, follow: uuid.UUID, until: dt.date, base: str) -> dict[str, str]:
    # RFC 8058: a mail program stops the mails with one POST, without opening a page.
    host = base.partition("://")[2].partition("/")[0].partition(":")[0]
    return {
        "List-Unsubscribe": f"<{own}/stop>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Message-ID": f"<follow-{follow.hex}-{until.isoformat()}@{host}>",
    }


def _locked(db: Session, follow: uuid.UUID) -> Follow | None:
    return db.scalars(select(Follow).where(Follow.id == follow).with_for_update()).one_or_none()


@contextmanager
def _database() -> Iterator[tuple[Settings, Database]]:
    settings = Settings.from_environment()
    database = Database(settings)
    try:
        yield settings, database
    finally:
        database.close()
