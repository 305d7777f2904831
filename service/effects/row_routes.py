"""The form of one row of an assessment: adding, changing and removing it."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response, make_response, render_template

from service.effects.blueprint import blueprint
from service.effects.checking import row_columns, typed_row
from service.effects.editing import done, errors_of, option_words, own_proposal, status_of, typed_values
from service.effects.errors import DraftChanged, RowNotFound
from service.effects.models import EffectRow
from service.effects.operations import remove_row, save_row
from service.effects.queries import draft_row
from service.effects.reading import own_choices
from service.effects.schemas import NewRowQuery, RowForm
from service.effects.words import CERTAINTIES, DIRECTIONS, SIGNS
from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.proposals.models import Proposal
from service.proposals.queries import own_view
from service.web.context import actor, db_session, municipality, public_db
from service.web.parse import parse_form, parse_query
from service.web.routing import read, write


@blueprint.get("/proposals/<slug>/effects/rows/new")
@read("proposal.write")
def new_row(slug: str) -> str:
    """An empty row, or one that begins with what is missing."""
    row, query = own_proposal(slug), parse_query(NewRowQuery)
    asked = {name: value for name, value in query.model_dump().items() if value}
    return _row_page(row, None, {"alternative": str(row.id), **asked})


@blueprint.post("/proposals/<slug>/effects/rows")
@write("proposal.write")
def add_row(slug: str) -> Response:
    """Add a row to the draft."""
    return _save_row(slug, None)


@blueprint.get("/proposals/<slug>/effects/rows/<uuid:identifier>")
@read("proposal.write")
def edit_row(slug: str, identifier: uuid.UUID) -> str:
    """A row as a form."""
    row = own_proposal(slug)
    return _row_page(row, identifier, typed_row(_kept(row, identifier)))


@blueprint.post("/proposals/<slug>/effects/rows/<uuid:identifier>")
@write("proposal.write")
def change_row(slug: str, identifier: uuid.UUID) -> Response:
    """Change a row of the draft."""
    return _save_row(slug, identifier)


@blueprint.post("/proposals/<slug>/effects/rows/<uuid:identifier>/remove")
@write("proposal.write")
def drop_row(slug: str, identifier: uuid.UUID) -> Response:
    """Take a row out of the draft."""
    remove_row(db_session(), actor(), own_proposal(slug), identifier)
    return done(slug, _("The row is removed from the draft."))


def _kept(row: Proposal, identifier: uuid.UUID) -> EffectRow:
    found = draft_row(db_session(), row.id, identifier)
    if found is None:
        raise RowNotFound(_("There is no such row any more."))
    return found


def _save_row(slug: str, identifier: uuid.UUID | None) -> Response:
    row = own_proposal(slug)
    try:
        form = parse_form(RowForm)
        columns = row_columns(public_db(), municipality().id, own_choices(own_view(row)), form)
        save_row(db_session(), actor(), row, columns, identifier, form.revision)
    except (InvalidInput, DraftChanged) as error:
        db_session().rollback()
        row = own_proposal(slug)
        typed = typed_values()
        theirs = None
        if isinstance(error, DraftChanged) and identifier is not None:
            # Who has seen the other one's words saves over them knowingly.
            theirs = _kept(row, identifier)
            typed["revision"] = theirs.revision
        return make_response(_row_page(row, identifier, typed, errors_of(error), theirs), status_of(error))
    return done(slug, _("The row is saved in the draft. Residents see it when you publish."))


def _row_page(
    row: Proposal,
    identifier: uuid.UUID | None,
    typed: dict[str, Any],
    errors: list[FieldError] | None = None,
    theirs: EffectRow | None = None,
) -> str:
    choices = own_choices(own_view(row))
    return render_template(
        "effects/row.html",
        proposal=row,
        identifier=identifier,
        choices=choices,
        directions=[(key, f"{SIGNS[key]} {_(word)}") for key, word in DIRECTIONS.items()],
        certainties=[(key, _(word)) for key, word in CERTAINTIES.items()],
        typed=typed,
        theirs=theirs,
        their_words=option_words(choices),
        errors=errors or [],
        error_of={one.where: one.message for one in errors or []},
    )
