"""The desk of statements, one statement on it, and the official response to the whole."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, url_for

from service.errors import EditConflict, InvalidInput
from service.i18n import gettext as _
from service.participation.pins.queries import area_options
from service.permissions import require
from service.statements.blueprint import blueprint
from service.statements.handling import entry_routes  # noqa: F401  (it adds its routes)
from service.statements.handling.desk_page import again, desk_page, to_handle
from service.statements.handling.queries import PAGE_SIZE, desk, proposals_with_statements, tags_in_use
from service.statements.handling.responding import give_response
from service.statements.handling.schemas import DeskQuery
from service.statements.schemas import ResponseForm
from service.statements.segments.composing import response_parts
from service.web.context import actor, db_session, municipality, public_db
from service.web.parse import parse_form, parse_query
from service.web.routing import read, write


@blueprint.get("/desk/statements")
@read("statement.handle")
def show_desk() -> str:
    """Statements that wait and those that are answered, of one proposal or of all."""
    home, db = municipality(), db_session()
    query = parse_query(DeskQuery)
    found = desk(db, home.id, query, actor().person_id)
    values = query.named_values()
    last = (query.page - 1) * PAGE_SIZE + len(found.rows)
    return render_template(
        "statements/desk.html",
        query=query,
        values=values,
        found=found,
        first=last - len(found.rows) + 1,
        last=last,
        previous_href=url_for("statements.show_desk", **values, page=query.page - 1) if query.page > 1 else None,
        next_href=url_for("statements.show_desk", **values, page=query.page + 1) if last < found.total else None,
        proposals=proposals_with_statements(db, home.id),
        areas=area_options(public_db(), home.id),
        tags=tags_in_use(db, home.id),
    )


@blueprint.get("/desk/statements/<reference>")
@read("statement.handle")
def handle(reference: str) -> str:
    """What was said, and the form of the response."""
    return desk_page(*to_handle(reference, lock=False))


@blueprint.post("/desk/statements/<reference>/response")
@write("statement.answer")
def respond(reference: str) -> Response:
    """Give the official response, or a corrected version of it."""
    statement, proposal = to_handle(reference)
    require(actor(), "statement.answer", statement)
    try:
        form = parse_form(ResponseForm)
        give_response(db_session(), actor(), statement, form, response_parts(db_session(), statement))
    except (InvalidInput, EditConflict) as error:
        return again(reference, "response", error)
    flash(_("The response is given. Those who asked for it are told."), "success")
    page = url_for("statements.show_statement", slug=proposal.slug, reference=statement.reference)
    return redirect(page, 303)  # type: ignore[return-value]
