"""The draft of an assessment as a page, as residents will see it, its texts, and making a version of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, make_response, render_template

from service.effects import row_routes  # noqa: F401  (it adds its routes)
from service.effects.blueprint import blueprint
from service.effects.checking import is_out_of_date, typed_row
from service.effects.choosing import Choices
from service.effects.content import assessment_content, in_order
from service.effects.editing import done, errors_of, option_words, own_proposal, status_of, typed_values
from service.effects.errors import DraftChanged
from service.effects.measuring import measured
from service.effects.operations import publish, save_texts
from service.effects.queries import draft_of, draft_rows
from service.effects.reading import assessments_of, own_choices
from service.effects.schemas import PublishForm, TextsForm
from service.effects.views import Assessment, assessment_view
from service.errors import FieldError, InvalidInput
from service.i18n import TIME_ZONE
from service.i18n import gettext as _
from service.proposals.models import Proposal
from service.proposals.queries import own_view
from service.web.context import actor, db_session, municipality, public_db
from service.web.parse import parse_form
from service.web.routing import read, write


@blueprint.get("/proposals/<slug>/effects/edit")
@read("proposal.write")
def edit_effects(slug: str) -> str:
    """The draft: its rows, what is missing, its texts, what is known of the place, and making a version."""
    return _draft_page(own_proposal(slug))


@blueprint.get("/proposals/<slug>/effects/preview")
@read("proposal.write")
def preview_effects(slug: str) -> str:
    """The draft as residents will read it once it is published."""
    row = own_proposal(slug)
    view = own_view(row)
    return render_template(
        "effects/page.html",
        proposal=view,
        versions=[],
        shown=None,
        is_newest=True,
        view=_draft_view(row, own_choices(view)),
        is_preview=True,
    )


@blueprint.post("/proposals/<slug>/effects/texts")
@write("proposal.write")
def change_texts(slug: str) -> Response:
    """Save the texts around the rows."""
    row = own_proposal(slug)
    return _on_draft(
        slug, lambda: save_texts(db_session(), actor(), row, parse_form(TextsForm)), _("The texts are saved.")
    )


@blueprint.post("/proposals/<slug>/effects/publish")
@write("proposal.write")
def publish_effects(slug: str) -> Response:
    """Make a version that everybody reads and that stays as it is."""
    row = own_proposal(slug)
    choices = own_choices(own_view(row))
    return _on_draft(
        slug,
        lambda: publish(db_session(), public_db(), actor(), row, choices, parse_form(PublishForm)),
        _("The assessment is published. This version stays as it is."),
        "effects.show_effects",
    )


def _on_draft(slug: str, deed: Callable[[], Any], words: str, endpoint: str = "effects.edit_effects") -> Response:
    """Do it and go on, or show the draft again with what is wrong and what was typed."""
    try:
        deed()
    except (InvalidInput, DraftChanged) as error:
        db_session().rollback()
        return make_response(_draft_page(own_proposal(slug), typed_values(), errors_of(error)), status_of(error))
    return done(slug, words, endpoint)


def _draft_view(row: Proposal, choices: Choices) -> Assessment:
    """The draft as a version of today would show it."""
    db, home, connection = db_session(), municipality(), public_db()
    facts = {
        str(one.id): measured(connection, home.id, one.id, one.geom) for one in choices.proposals if one.id is not None
    }
    day = row.changed_at.astimezone(TIME_ZONE).date()  # no part of the view
    content = assessment_content(choices, draft_of(db, row.id), draft_rows(db, row.id), facts, {}, day)
    return assessment_view(content)


def _draft_page(row: Proposal, typed: dict[str, Any] | None = None, errors: list[FieldError] | None = None) -> str:
    db, current = db_session(), own_view(row)
    choices = own_choices(current)
    rows = in_order(draft_rows(db, row.id), choices)
    return render_template(
        "effects/edit.html",
        proposal=current,
        draft=draft_of(db, row.id),
        rows=[(one, typed_row(one), is_out_of_date(choices, one)) for one in rows],
        words=option_words(choices),
        view=_draft_view(row, choices),
        newest=next(iter(assessments_of(current)), None),
        typed=typed or {},
        errors=errors or [],
        error_of={one.where: one.message for one in errors or []},
    )
