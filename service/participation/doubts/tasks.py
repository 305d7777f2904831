"""Telling whoever answered that somebody says it is not fixed, from the worker."""

from __future__ import annotations

from service.accounts.models import Person
from service.config import Settings
from service.db import Database
from service.i18n import DEFAULT_LANGUAGE, speaking
from service.i18n import gettext as _
from service.jobs import app
from service.mail import RETRY, send_mail
from service.participation.doubts.models import Doubt
from service.participation.pins.models import Pin, StateChange


@app.task(name="tell_of_doubt", queue="mail", retry=RETRY)
def tell_of_doubt_job(doubt: int) -> None:
    """Send the words of a doubt to the person who gave the answer; nobody is told where no mail is sent, where the
    answer has no known writer, or once the idea is out of sight. The list for staff has it in every case."""
    settings = Settings.from_environment()
    database = Database(settings)
    try:
        with database.session() as db:
            found = db.get(Doubt, doubt)
            pin = db.get(Pin, found.pin_id) if found is not None else None
            step = db.get(StateChange, found.step_id) if found is not None else None
            if found is None or pin is None or step is None or pin.visibility != "public":
                return
            writer = db.get(Person, step.changed_by) if step.changed_by is not None else None
            if writer is None or not writer.email or not settings.mail_server:
                return
            with speaking(DEFAULT_LANGUAGE):
                page = f"{str(settings.public_url).rstrip('/')}/pins/{pin.reference}"
                subject = _("Somebody says that %(reference)s is not fixed", reference=pin.reference)
                body = _(
                    "You answered the idea %(reference)s. Somebody says that it is not fixed, or not answered:\n\n"
                    "%(words)s\n\nSee the idea and answer again: %(page)s\n",
                    reference=pin.reference,
                    words=found.body,
                    page=page,
                )
            send_mail(settings, writer.email, subject, body)
    finally:
        database.close()
