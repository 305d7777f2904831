"""Mails to who wants to sign, and forgetting who never confirmed; from the worker. Jobs carry ids, never addresses."""

from __future__ import annotations

import uuid

from sqlalchemy import func, select

from boundaries.database import sql
from service.follows.links import signature_address
from service.follows.telling import quoted
from service.follows.working import base_of, database
from service.i18n import speaking
from service.jobs import app
from service.mail import RETRY, send_mail
from service.notices.following import LINK_LIFE
from service.proposals.models import Proposal
from service.statements.models import Statement
from service.statements.queries import own_view
from service.statements.signatures.fingerprints import keep_fingerprints
from service.statements.signatures.letters import given_by_you, please_confirm, signed_already
from service.statements.signatures.mailed_links import make_link, may_mail
from service.statements.signatures.models import StatementSignature
from service.statements.signatures.queries import PACKAGE, is_givers_address


@app.task(name="send_signature_letter", queue="mail", retry=RETRY)
def send_signature_letter_job(signature: str) -> None:
    """Ask an address whether it signs, or tell it that it has or that the statement is its own; does nothing when it
    was mailed enough or the statement is not public any more.

    The link is kept only when the mail server took the message; otherwise the job is tried again.
    """
    with database() as (settings, opened), opened.session() as db:
        query = (
            select(StatementSignature, Statement, Proposal)
            .join(Statement, Statement.id == StatementSignature.statement_id)
            .join(Proposal, Proposal.id == Statement.proposal_id)
            .where(StatementSignature.id == uuid.UUID(signature))
            .with_for_update(of=StatementSignature)
        )
        row = db.execute(query).first()
        if row is None or row[1].visibility != "public" or not row[0].email:
            return
        found: StatementSignature = row[0]
        base, view = base_of(settings), own_view(row[1], row[2])
        called = f"{view.reference}: {view.heading}"
        with speaking(found.language):
            if found.confirmed_at is None and not is_givers_address(db, row[1], found.email):
                token = make_link(db, found)
                if token is None:
                    return
                words = quoted("\n\n".join(part for part in (view.title, view.body) if part))
                letter = please_confirm(called, found.name, words, f"{base}/signatures/confirm/{token}")
            else:
                if not may_mail(db, found):
                    return
                found.mailed_at = db.scalar(select(func.now()))
                own = signature_address(base, settings.secret_key, found.id)
                letter = signed_already(called, own) if found.confirmed_at else given_by_you(called)
            db.flush()
            send_mail(settings, found.email or "", *letter)


@app.periodic(cron="20 4 * * *")
@app.task(name="forget_signatures", queue="housekeeping", pass_context=False)
def forget_signatures_job(timestamp: int) -> None:  # noqa: ARG001
    """Every morning: delete signatures that nobody confirmed, those under statements that were taken back, and the
    codes of addresses under those that nobody can sign any more; give one to those that lack it."""
    with database() as (settings, opened), opened.session() as db:
        db.execute(sql(PACKAGE, "forget"), {"link_life": LINK_LIFE})
        keep_fingerprints(db, settings.secret_key)
