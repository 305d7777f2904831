"""Sending sign-in links, from the worker.

The request only notes that somebody asked: whether the address has an account is looked up here, so that
neither the answer nor its time tells who has one, and no link waits in the queue.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from service.accounts.operations import make_sign_in_link
from service.accounts.queries import person_by_email
from service.config import Settings
from service.db import make_engine
from service.i18n import N_, gettext_in
from service.jobs import app
from service.mail import RETRY, send_mail

SUBJECT = N_("Sign in to %(place)s")
BODY = N_(
    "Open this link within half an hour to sign in:\n\n%(link)s\n\n"
    "If you did not ask for it, you need not do anything."
)


@app.task(name="send_sign_in_link", queue="mail", retry=RETRY)
def send_sign_in_link_job(email: str, place: str, language: str) -> None:
    """Make a link for the address's account and send it; does nothing when it has none.

    The link is kept only when the mail server took the message; otherwise the job is tried again.
    """
    settings = Settings.from_environment()
    engine = make_engine(settings.service_url, settings.service_statement_timeout_ms, pool_size=1)
    try:
        with Session(engine) as db, db.begin():
            person = person_by_email(db, email)
            if person is None or person.email is None:
                return
            link = f"{settings.public_url.rstrip('/')}/sign-in/link/{make_sign_in_link(db, person)}"
            subject, body = gettext_in(language, SUBJECT, place=place), gettext_in(language, BODY, link=link)
            send_mail(settings, person.email, subject, body)
    finally:
        engine.dispose()
