"""Letters to the members of a body, from the worker. Jobs carry numbers, never an address or a text."""

from __future__ import annotations

import uuid
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from boundaries.models import Area
from service.config import Settings
from service.db import Database
from service.i18n import gettext as _
from service.i18n import speaking
from service.jobs import app
from service.mail import RETRY, send_mail
from service.proposals.models import Proposal
from service.statements.bodies.models import BodyStatement
from service.statements.bodies.queries import members_of
from service.statements.models import Statement

Letter = tuple[str, str]


@app.task(name="tell_body_member", queue="mail", retry=RETRY)
def tell_body_member_job(statement: str, person: str, version: int, what: str) -> None:
    """Tell a member that a draft waits for their vote, that its text was changed, or that it was given.

    Nothing is sent where no mail is sent, to who does not sit on the body any more or has voted meanwhile, nor of a
    text that was changed again, deleted or given meanwhile. A letter that is sent again has the same Message-ID.
    """
    settings = Settings.from_environment()
    if not settings.mail_server:
        return
    database = Database(settings)
    try:
        with database.session() as db:
            body = db.get(BodyStatement, uuid.UUID(statement))
            member = (
                next((one for one in members_of(db, body) if str(one.person_id) == person), None) if body else None
            )
            if body is None or member is None or not member.email or not _is_news(body, version, what, member.choice):
                return
            letter = _letter(db, settings, body, what)
        base = urlsplit(settings.public_url)
        message = f"<body-{statement}-{version}-{what}-{person}@{base.hostname or 'localhost'}>"
        send_mail(settings, member.email, *letter, {"Message-ID": message})
    finally:
        database.close()


def _is_news(body: BodyStatement, version: int, what: str, choice: str | None) -> bool:
    if what == "given":
        return body.given_at is not None
    return body.given_at is None and body.version == version and choice is None


def _letter(db: Session, settings: Settings, body: BodyStatement, what: str) -> Letter:
    """Subject and body, in the language in which the statement is written."""
    statement = db.get_one(Statement, body.statement_id)
    proposal = db.get_one(Proposal, body.proposal_id)
    area = db.get_one(Area, body.area_id)
    page = f"{str(settings.public_url).rstrip('/')}/boards/{area.slug}/statements/{statement.reference}"
    with speaking(statement.language):
        subject, said = _words(what, body.way, statement.on_behalf, proposal.title)
    return subject, f"{said}\n\n{page}\n"


def _words(what: str, way: str, board: str, proposal: str) -> Letter:
    if what == "given":
        return _("The statement of %(board)s was given", board=board), _(
            "%(board)s has given its statement on the proposal “%(proposal)s”. You get an e-mail when the "
            "municipality has answered it.",
            board=board,
            proposal=proposal,
        )
    if what == "changed":
        return _("Vote again: the draft of %(board)s was changed", board=board), _(
            "The text that %(board)s is writing on “%(proposal)s” was changed, and the votes on the earlier text "
            "were cleared. Read it and vote again.",
            board=board,
            proposal=proposal,
        )
    subject = _("A draft of %(board)s waits for you", board=board)
    if way == "votes":
        return subject, _(
            "%(board)s is writing a statement on the proposal “%(proposal)s”. Read the draft and vote.",
            board=board,
            proposal=proposal,
        )
    return subject, _(
        "%(board)s is writing a statement on the proposal “%(proposal)s”. A meeting decides it; read the draft "
        "before the meeting.",
        board=board,
        proposal=proposal,
    )
