"""The files and the page to print; all hold what anyone may see, whoever asks."""

from __future__ import annotations

import io

from flask import Response, render_template, send_file

from service.statements.author import normal_reference, statement_missing
from service.statements.blueprint import blueprint
from service.statements.exports import document as documents
from service.statements.exports import workbook as workbooks
from service.statements.exports.gathering import MOST, Entry, entries
from service.statements.page import proposal_of
from service.statements.window import today
from service.web.context import municipality, public_db
from service.web.routing import read


@blueprint.get("/proposals/<slug>/statements/report")
@read("public")
def report(slug: str) -> str:
    """All public statements with their responses on one page, made for paper and for saving as PDF."""
    view, _row = proposal_of(slug)
    found = entries(public_db(), municipality().id, view.slug)
    return render_template("statements/report.html", proposal=view, entries=found, day=today(), most=MOST)


@blueprint.get("/proposals/<slug>/statements.docx")
@read("public")
def report_document(slug: str) -> Response:
    """The same as a text document."""
    view, _row = proposal_of(slug)
    return _document(view.title, slug, entries(public_db(), municipality().id, slug))


@blueprint.get("/proposals/<slug>/statements.xlsx")
@read("public")
def report_workbook(slug: str) -> Response:
    """The same as a workbook."""
    proposal_of(slug)
    return _file(workbooks.workbook(entries(public_db(), municipality().id, slug)), workbooks.TYPE, f"{slug}.xlsx")


@blueprint.get("/proposals/<slug>/statements/<reference>.docx")
@read("public")
def one_document(slug: str, reference: str) -> Response:
    """One public statement with its response as a text document, for its giver to keep."""
    reference = normal_reference(reference)
    view, _row = proposal_of(slug)
    found = entries(public_db(), municipality().id, slug, reference)
    if not found:
        raise statement_missing(reference)
    return _document(view.title, reference.lower(), found)


def _document(title: str, name: str, found: list[Entry]) -> Response:
    made = documents.document(title, municipality().name(), found, today())
    return _file(made, documents.TYPE, f"{name}.docx")


def _file(made: bytes, kind: str, name: str) -> Response:
    return send_file(io.BytesIO(made), mimetype=kind, as_attachment=True, download_name=name, max_age=0)
