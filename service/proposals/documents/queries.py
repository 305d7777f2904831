"""Reading documents: from the public views for residents, from the tables for planners of drafts."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from boundaries.database import sql
from service.i18n import TIME_ZONE, format_number, named
from service.proposals.documents.models import ProposalDocument, ProposalDocumentFile

PACKAGE = "service.proposals.documents"
KIND_WORDS = {"pdf": "PDF", "docx": "Word", "image": "JPEG"}
ENDINGS = {"pdf": "pdf", "docx": "docx", "image": "jpg"}
_KB = 1024


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document as it is listed; `version` is the beginning of its bytes' hash."""

    id: uuid.UUID
    names: Mapping[str, str]
    kind: str
    byte_count: int
    version: str
    added_on: dt.date
    removed_on: dt.date | None
    removal_reason: str

    @property
    def title(self) -> str:
        """Its title in the reader's language, or in the nearest there is."""
        return named(dict(self.names))

    @property
    def kind_and_size(self) -> str:
        """For example ``PDF, 1,2 MB``."""
        size = self.byte_count / _KB
        text = f"{format_number(size / _KB, 1)} MB" if size >= _KB else f"{format_number(max(1, round(size)))} kB"
        return f"{KIND_WORDS[self.kind]}, {text}".replace(" MB", "\u00a0MB").replace(" kB", "\u00a0kB")


def public_documents(connection: Connection, municipality_id: int, proposal_id: uuid.UUID) -> list[DocumentView]:
    """The documents of a proposal that residents see, removed ones among them."""
    values = {"municipality_id": municipality_id, "proposal_id": proposal_id}
    return [DocumentView(**row._mapping) for row in connection.execute(sql(PACKAGE, "documents_of"), values)]


def own_documents(db: Session, proposal_id: uuid.UUID) -> list[DocumentView]:
    """The same for a proposal in whatever state, for those who write proposals."""
    query = select(ProposalDocument).where(ProposalDocument.proposal_id == proposal_id)
    return [view_of(one) for one in db.scalars(query.order_by(ProposalDocument.added_at, ProposalDocument.id))]


def public_document(
    connection: Connection, municipality_id: int, slug: str, document_id: uuid.UUID
) -> DocumentView | None:
    """A document that residents may have."""
    values = {"municipality_id": municipality_id, "slug": slug, "document_id": document_id}
    row = connection.execute(sql(PACKAGE, "public_document"), values).first()
    return DocumentView(**row._mapping) if row else None


def public_content(connection: Connection, document_id: uuid.UUID) -> bytes | None:
    """The bytes of a document that residents may have."""
    found = connection.execute(sql(PACKAGE, "public_content"), {"document_id": document_id}).scalar()
    return bytes(found) if found is not None else None


def document_row(db: Session, proposal_id: uuid.UUID, document_id: uuid.UUID) -> ProposalDocument | None:
    """A document of a proposal that has not been removed, locked for a change."""
    return db.scalar(
        select(ProposalDocument)
        .where(
            ProposalDocument.id == document_id,
            ProposalDocument.proposal_id == proposal_id,
            ProposalDocument.removed_at.is_(None),
        )
        .with_for_update()
    )


def own_content(db: Session, document_id: uuid.UUID) -> bytes:
    """The bytes of a document, for those who write proposals."""
    query = select(ProposalDocumentFile.content).where(ProposalDocumentFile.document_id == document_id)
    return db.scalars(query).one()


def view_of(row: ProposalDocument) -> DocumentView:
    """A stored document as it is listed."""
    return DocumentView(
        row.id,
        row.names,
        row.kind,
        row.byte_count,
        row.sha256.hex()[:16],
        row.added_at.astimezone(TIME_ZONE).date(),
        row.removed_at.astimezone(TIME_ZONE).date() if row.removed_at else None,
        row.removal_reason,
    )
