"""Telling at once, from the worker: one job finds who is to be told, one job for each sends the letter."""

from __future__ import annotations

from sqlalchemy import case, func, select
from sqlalchemy.dialects.postgresql import insert

from service.follows.links import own_address
from service.follows.notice_letters import Telling, notice_letter
from service.follows.working import base_of, database, headers, locked, signature_of, subject_of
from service.i18n import speaking
from service.jobs import app, defer
from service.mail import RETRY, send_mail
from service.notices.addresses import address_hash
from service.notices.models import Follow, Notice, NoticeLetter


@app.task(name="tell_of_notice", queue="mail", retry=RETRY)
def tell_of_notice_job(notice: int) -> None:
    """Address a notice to everybody who is to be told at once, each address once.

    Whoever is the author and follows as well gets the author's letter. That an idea was hidden is told to its
    author alone. Running it again addresses nobody twice.
    """
    with database() as (settings, opened), opened.session() as db:
        found = db.get(Notice, notice)
        if found is None:
            return
        wanted = (
            select(Follow)
            .where(
                Follow.municipality_id == found.municipality_id,
                Follow.subject_kind == found.subject_kind,
                Follow.subject_id == found.subject_id,
                Follow.rhythm == "at_once",
                Follow.confirmed_at.is_not(None),
            )
            .order_by(case((Follow.role == "author", 0), else_=1), Follow.confirmed_at)
        )
        if found.kind == "hidden":
            wanted = wanted.where(Follow.role == "author")
        for follow in db.scalars(wanted):
            addressed = db.execute(
                insert(NoticeLetter)
                .values(
                    municipality_id=found.municipality_id,
                    notice_id=found.id,
                    follow_id=follow.id,
                    address_hash=address_hash(settings.secret_key, follow.email),
                )
                .on_conflict_do_nothing(index_elements=[NoticeLetter.notice_id, NoticeLetter.address_hash])
                .returning(NoticeLetter.id)
            ).scalar_one_or_none()
            if addressed is not None:
                defer(db, "send_notice_letter", "mail", letter=addressed)


@app.task(name="send_notice_letter", queue="mail", retry=RETRY)
def send_notice_letter_job(letter: int) -> None:
    """Send one letter, once. Nothing is sent to who stopped meanwhile, nor of what was hidden meanwhile.

    The row is locked while it is sent and marked only when the mail server took it; should the database fail at
    that very moment, it comes again with the same Message-ID.
    """
    with database() as (settings, opened), opened.session() as db, opened.public_engine.connect() as public:
        waiting = db.scalars(
            select(NoticeLetter)
            .where(NoticeLetter.id == letter, NoticeLetter.sent_at.is_(None), NoticeLetter.follow_id.is_not(None))
            .with_for_update()
        ).one_or_none()
        follow = next(iter(locked(db, [waiting.follow_id])), None) if waiting and waiting.follow_id else None
        notice = db.get(Notice, waiting.notice_id) if waiting else None
        if waiting is None or follow is None or notice is None:
            return
        subject = subject_of(db, public, follow)
        if subject is None:
            return
        base = base_of(settings)
        with speaking(follow.language):
            told = Telling(public, notice, follow, subject, base, signature_of(db, settings, follow))
            written = notice_letter(told, own_address(base, settings.secret_key, follow.id))
        if written is None:
            return
        waiting.sent_at = db.scalar(select(func.now()))
        db.flush()
        send_mail(settings, follow.email, *written, headers(settings, follow, f"notice-{notice.id}-{waiting.id}"))
