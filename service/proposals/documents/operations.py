"""Attaching documents and taking them away. Nothing here commits."""

from __future__ import annotations

import datetime as dt
import hashlib

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from service.audit import record
from service.errors import FieldError
from service.i18n import gettext as _
from service.permissions import Actor
from service.proposals.documents.checking import FIELD, CheckedFile
from service.proposals.documents.errors import DocumentRefused
from service.proposals.documents.models import ProposalDocument, ProposalDocumentFile
from service.proposals.documents.schemas import DocumentForm
from service.proposals.models import Proposal

MOST = 30


def attach_document(
    db: Session, actor: Actor, proposal: Proposal, form: DocumentForm, file: CheckedFile
) -> ProposalDocument:
    """Keep a checked file with its titles.

    Raises DocumentRefused when the proposal has as many as it may have.
    """
    db.execute(select(Proposal.id).where(Proposal.id == proposal.id).with_for_update())
    kept = select(func.count()).where(
        ProposalDocument.proposal_id == proposal.id, ProposalDocument.removed_at.is_(None)
    )
    if (db.scalar(kept) or 0) >= MOST:
        sentence = _("There are %(count)s documents already. Take one away first.", count=MOST)
        raise DocumentRefused(sentence, [FieldError(FIELD, sentence)])
    made = ProposalDocument(
        municipality_id=proposal.municipality_id,
        proposal_id=proposal.id,
        names=form.names,
        kind=file.kind,
        byte_count=len(file.content),
        sha256=hashlib.sha256(file.content).digest(),
        added_by=actor.person_id,
        added_at=dt.datetime.now(dt.UTC),
    )
    db.add(made)
    db.flush()
    db.add(ProposalDocumentFile(document_id=made.id, municipality_id=proposal.municipality_id, content=file.content))
    db.flush()
    record(
        db, actor, "proposal.document_added", "proposal", proposal.slug,
        title=form.name_fi, kind=file.kind, sha256=made.sha256.hex(),
    )  # fmt: skip
    return made


def remove_document(db: Session, actor: Actor, proposal: Proposal, row: ProposalDocument, reason: str) -> None:
    """Take a document's bytes away for good; that it was there, and why it went, stays readable."""
    row.removed_at = dt.datetime.now(dt.UTC)
    row.removed_by = actor.person_id
    row.removal_reason = reason
    db.execute(delete(ProposalDocumentFile).where(ProposalDocumentFile.document_id == row.id))
    db.flush()
    record(
        db, actor, "proposal.document_removed", "proposal", proposal.slug,
        title=row.names.get("fi", ""), sha256=row.sha256.hex(), reason=reason,
    )  # fmt: skip
