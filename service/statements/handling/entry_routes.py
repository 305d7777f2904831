"""Writing down a statement that came on paper, by mail, or after the time for statements."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, make_response, redirect, render_template, url_for

from service.errors import InvalidInput, status_of
from service.i18n import gettext as _
from service.i18n import language
from service.statements.blueprint import blueprint
from service.statements.operations import enter_statement
from service.statements.page import form_context, proposal_of, typed_values
from service.statements.schemas import EntryForm
from service.statements.targets import target_of
from service.statements.window import today
from service.web.context import actor, db_session, municipality, public_db
from service.web.parse import parse_form
from service.web.routing import read, write


@blueprint.get("/proposals/<slug>/statements/enter")
@read("statement.handle")
def enter_page(slug: str) -> str:
    """The form in which an official writes a statement down."""
    return _form(slug, {"received_on": today().isoformat()})


@blueprint.post("/proposals/<slug>/statements/enter")
@write("statement.handle")
def enter(slug: str) -> Response:
    """Keep what was written down; a late one needs a reason."""
    view, row = proposal_of(slug)
    home = municipality()
    try:
        form = parse_form(EntryForm)
        target = target_of(public_db(), home.id, view, form)
        made = enter_statement(
            db_session(), actor(), row, home.reference_prefix, form, target, language=language()
        )  # fmt: skip
    except InvalidInput as error:
        db_session().rollback()
        return make_response(_form(slug, typed_values(), error), status_of(error))
    flash(_("The statement is written down."), "success")
    return redirect(url_for("statements.handle", reference=made.reference), 303)  # type: ignore[return-value]


def _form(slug: str, values: dict[str, Any], error: InvalidInput | None = None) -> str:
    view, row = proposal_of(slug)
    return render_template("statements/new.html", **form_context(view, row, values, error), is_entry=True)
