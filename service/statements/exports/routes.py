"""The files and the page to print; all hold what anyone may see, whoever asks."""

from __future__ import annotations

import io

from flask import Response, render_template, send_file

from service.effects.queries import Published
from service.effects.reading import assessments_of, said_of
from service.effects.views import published_view
from service.proposals.queries import ProposalView
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
    assessed = _assessed(view)
    return render_template(
        "statements/report.html",
        proposal=view,
        entries=found,
        day=today(),
        most=MOST,
        assessed=assessed,
        effects=published_view(assessed, said_of(view)) if assessed else None,
    )


@blueprint.get("/proposals/<slug>/statements.docx")
@read("public")
def report_document(slug: str) -> Response:
    """The same as a text document."""
    view, _row = proposal_of(slug)
    return _document(view.title, slug, entries(public_db(), municipality().id, slug), _assessed(view), said_of(view))


@blueprint.get("/proposals/<slug>/statements.xlsx")
@read("public")
def report_workbook(slug: str) -> Response:
    """The same as a workbook."""
    view, _row = proposal_of(slug)
    made = workbooks.workbook(entries(public_db(), municipality().id, slug), _assessed(view), said_of(view))
    return _file(made, workbooks.TYPE, f"{slug}.xlsx")


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


def _assessed(view: ProposalView) -> Published | None:
    """The newest published assessment of the proposal's effects."""
    return next(iter(assessments_of(view)), None)


def _document(
    title: str, name: str, found: list[Entry], assessed: Published | None = None, said: dict[str, int] | None = None
) -> Response:
    made = documents.document(title, municipality().name(), found, today(), assessed, said)
    return _file(made, documents.TYPE, f"{name}.docx")


def _file(made: bytes, kind: str, name: str) -> Response:
    return send_file(io.BytesIO(made), mimetype=kind, as_attachment=True, download_name=name, max_age=0)
