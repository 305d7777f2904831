"""Mails to those who follow, from the worker. Jobs carry the following's id, never an address or a link."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from boundaries.database import sql
from service.areas.activity import SECOND_LOOK, Happening, today
from service.config import Settings
from service.follows.happened import happened_to
from service.follows.letters import MOST_TOLD, Section, already, confirmation, digest, own_link
from service.follows.links import own_address
from service.follows.queries import PACKAGE, due, own_followings, told_at_once
from service.follows.subjects import followed
from service.follows.working import base_of, database, headers, locked, subject_of
from service.i18n import named, speaking
from service.jobs import app, defer
from service.mail import RETRY, send_mail
from service.notices.addresses import address_hash
from service.notices.following import LINK_LIFE, make_confirmation, may_mail
from service.notices.models import Follow

ONE_DAY = dt.timedelta(days=1)
#: What a notice is among the things that happened.
TOLD_AS = {"answered": "pin_answered", "commented": "commented", "grew": "pin_grown"}


@app.task(name="send_follow_confirmation", queue="mail", retry=RETRY)
def send_confirmation_job(follow: str) -> None:
    """Ask an address to confirm, or tell it that it follows already; does nothing when it was mailed enough.

    The link is kept only when the mail server took the message; otherwise the job is tried again.
    """
    with database() as (settings, opened), opened.session() as db, opened.public_engine.connect() as public:
        found = next(iter(locked(db, [uuid.UUID(follow)])), None)
        subject = subject_of(db, public, found) if found is not None else None
        if found is None or subject is None:
            return
        base = base_of(settings)
        with speaking(found.language):
            if found.confirmed_at is None:
                token = make_confirmation(db, found)
                if token is None:
                    return
                letter = confirmation(subject, f"{base}/follows/confirm/{token}")
            else:
                if not may_mail(db, found):
                    return
                found.mailed_at = db.scalar(select(func.now()))
                letter = already(subject, own_address(base, settings.secret_key, found.id))
            send_mail(settings, found.email, *letter)


@app.task(name="send_own_follows_link", queue="mail", retry=RETRY)
def send_own_link_job(follow: str) -> None:
    """Send an address the link to all that it follows; does nothing when it was mailed enough."""
    with database() as (settings, opened), opened.session() as db, opened.public_engine.connect() as public:
        found = next(iter(locked(db, [uuid.UUID(follow)])), None)
        if found is None or found.confirmed_at is None or not may_mail(db, found):
            return
        home = followed(public, "municipality", str(found.municipality_id))
        found.mailed_at = db.scalar(select(func.now()))
        own = own_address(base_of(settings), settings.secret_key, found.id)
        with speaking(found.language):
            letter = own_link(named(home.names) if home else "", len(own_followings(db, found)), own)
            send_mail(settings, found.email, *letter)


@app.periodic(cron="10 4 * * *")
@app.task(name="send_digests", queue="mail", pass_context=False)
def send_digests_job(timestamp: int) -> None:  # noqa: ARG001
    """Every morning: forget who did not confirm, and put a digest into the queue for each address that is due."""
    through = today() - ONE_DAY
    with database() as (_settings, opened), opened.session() as db:
        db.execute(sql(PACKAGE, "forget"), {"link_life": LINK_LIFE})
        db.execute(sql(PACKAGE, "forget_notices"))
        for one in due(db, through):
            follows = [str(follow) for follow in one.follows]
            defer(db, "send_follow_digest", "mail", follows=follows, through=through.isoformat())


@app.task(name="send_follow_digest", queue="mail", retry=RETRY)
def send_digest_job(follows: list[str], through: str) -> None:
    """Send an address one digest of all that it follows, up to and with the day `through`; each thing once.

    What was told at once is left out. Nothing is sent when nothing happened, and of what is hidden; what a
    following told of already is not told again. The rows are locked meanwhile, so two workers send one mail. The
    mark is kept only when the mail server took the message; should the database fail at that very moment, the
    mail comes again with the same Message-ID.
    """
    until = dt.date.fromisoformat(through)
    with database() as (settings, opened), opened.session() as db, opened.public_engine.connect() as public:
        waiting = [
            one
            for one in locked(db, [uuid.UUID(follow) for follow in follows])
            if one.sent_through is not None and one.sent_through < until
        ]
        if not waiting:
            return
        newest = max(waiting, key=lambda one: one.asked_at)
        with speaking(newest.language):
            sections = _sections(db, public, settings, waiting, until)
            for one in waiting:
                one.sent_through = until
            db.flush()
            if not sections:
                return
            own = own_address(base_of(settings), settings.secret_key, newest.id)
            letter = digest(sections, base_of(settings), own)
        message = f"follow-{waiting[0].id.hex}-{until.isoformat()}"
        stops = "stop" if len(waiting) == 1 else "stop-all"
        send_mail(settings, newest.email, *letter, headers(settings, newest, message, stops=stops))


def _sections(
    db: Session, public: Connection, settings: Settings, waiting: Sequence[Follow], until: dt.date
) -> list[Section]:
    """What each following has to tell, without what stands in one before it or was told at once."""
    first = waiting[0]
    oldest = min(one.sent_through or until for one in waiting)
    address = address_hash(settings.secret_key, first.email)
    told = {
        (TOLD_AS[kind], source)
        for kind, source in told_at_once(db, first.municipality_id, address, oldest)
        if kind in TOLD_AS
    }
    sections = []
    for one in waiting:
        subject = followed(public, one.subject_kind, one.subject_id)
        if subject is None:
            continue
        since = max((one.sent_through or until) + ONE_DAY, until - SECOND_LOOK)
        found = []
        for each in happened_to(public, subject, since, until, limit=MOST_TOLD + 1):
            if (each.kind, _source(each)) in told or (subject.kind == "pin" and each.kind == "pin_told"):
                continue
            told.add((each.kind, _source(each)))
            found.append(each)
        if found:
            sections.append(Section(subject, found, since, until))
    return sections


def _source(one: Happening) -> str:
    """What tells one thing that happened from others of its kind, as notices name it."""
    if one.kind == "pin_answered":
        return str(one.number)
    return one.state if one.kind in ("commented", "pin_grown") else f"{one.name}|{one.number}"
