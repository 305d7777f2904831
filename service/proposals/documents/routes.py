"""Giving documents out, and the page on which planners attach them and take them away."""

from __future__ import annotations

import io
import uuid

from flask import Response, flash, make_response, redirect, render_template, request, send_file, url_for

from boundaries.slugs import slug_of
from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.permissions import may, require
from service.proposals.blueprint import blueprint
from service.proposals.documents.checking import FIELD, MEGABYTE, MOST_BYTES, check_document
from service.proposals.documents.errors import DocumentNotFound
from service.proposals.documents.operations import attach_document, remove_document
from service.proposals.documents.queries import (
    ENDINGS,
    DocumentView,
    document_row,
    own_content,
    own_documents,
    public_content,
    public_document,
    view_of,
)
from service.proposals.documents.schemas import DocumentForm, RemovalForm
from service.proposals.errors import ProposalNotFound
from service.proposals.models import Proposal
from service.proposals.queries import proposal_row
from service.web.context import actor, db_session, municipality, public_db
from service.web.parse import parse_form
from service.web.routing import read, write

BODY_BYTES = MOST_BYTES + MEGABYTE
MIME = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "image": "image/jpeg",
}
TITLES = ("name_fi", "name_sv", "name_en")


@blueprint.get("/proposals/<slug>/documents/<uuid:identifier>")
@read("public")
def document_file(slug: str, identifier: uuid.UUID) -> Response:
    """A document's bytes, always to be saved and never to be run; those of drafts for planners alone.

    A browser asks each time whether its copy still holds, so that what was removed is gone at once.
    """
    view = public_document(public_db(), municipality().id, slug, identifier)
    if view is None:
        return _of_draft(slug, identifier)
    response = _as_file(view, None)
    if response.make_conditional(request).status_code != 304:
        content = public_content(public_db(), identifier)
        if content is None:
            raise DocumentNotFound(_("There is no such document."))
        response = _as_file(view, content)
    return response


@blueprint.get("/proposals/<slug>/documents")
@read("proposal.write")
def edit_documents(slug: str) -> str:
    """The documents of a proposal, with the form for a further one."""
    return _page(_own(slug))


@blueprint.post("/proposals/<slug>/documents")
@write("proposal.write", body_limit=BODY_BYTES)
def add_document(slug: str) -> Response:
    """Attach a document, or show the form again with what is wrong and what was typed."""
    row = _own(slug)
    try:
        form = parse_form(DocumentForm)
        sent = request.files.get(FIELD)
        data = sent.stream.read(MOST_BYTES + 1) if sent is not None and sent.filename else None
        attach_document(db_session(), actor(), row, form, check_document(data))
    except InvalidInput as error:
        db_session().rollback()
        return make_response(_page(_own(slug), error.errors or [FieldError("", error.message)]), 422)
    flash(_("The document is attached."), "success")
    return redirect(url_for("proposals.edit_documents", slug=slug), 303)  # type: ignore[return-value]


@blueprint.post("/proposals/<slug>/documents/<uuid:identifier>/remove")
@write("proposal.write")
def drop_document(slug: str, identifier: uuid.UUID) -> Response:
    """Take a document away, with the reason that residents read."""
    row = _own(slug)
    found = document_row(db_session(), row.id, identifier)
    if found is None:
        raise DocumentNotFound(_("There is no such document."))
    try:
        remove_document(db_session(), actor(), row, found, parse_form(RemovalForm).reason)
    except InvalidInput as error:
        db_session().rollback()
        errors = [FieldError(f"reason-{identifier}", one.message) for one in error.errors]
        return make_response(_page(_own(slug), errors), 422)
    flash(_("The document is taken away."), "success")
    return redirect(url_for("proposals.edit_documents", slug=slug), 303)  # type: ignore[return-value]


def _own(slug: str) -> Proposal:
    row = proposal_row(db_session(), municipality().id, slug)
    if row is None:
        raise ProposalNotFound(_("There is no such proposal."))
    require(actor(), "proposal.write", row)
    return row


def _of_draft(slug: str, identifier: uuid.UUID) -> Response:
    row = proposal_row(db_session(), municipality().id, slug)
    found = document_row(db_session(), row.id, identifier) if row is not None else None
    if found is None or not may(actor(), "proposal.write", row):
        raise DocumentNotFound(_("There is no such document."))
    response = _as_file(view_of(found), own_content(db_session(), identifier))
    response.headers["Cache-Control"] = "no-store"
    return response


def _as_file(view: DocumentView, content: bytes | None) -> Response:
    name = f"{slug_of(view.title) or 'document'}.{ENDINGS[view.kind]}"
    response = send_file(
        io.BytesIO(content or b""), mimetype=MIME[view.kind], as_attachment=True, download_name=name, etag=view.version
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "no-cache"
    return response


def _page(row: Proposal, errors: list[FieldError] | None = None) -> str:
    return render_template(
        "proposals/documents/edit.html",
        proposal=row,
        documents=own_documents(db_session(), row.id),
        typed={name: request.form.get(name, "") for name in (*TITLES, "reason")},
        errors=errors or [],
        error_of={one.where: one.message for one in errors or []},
        megabytes=MOST_BYTES // MEGABYTE,
    )
