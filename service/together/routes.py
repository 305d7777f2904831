"""The page on which a proposal is developed together: asking to join, suggesting, and what planners answer."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from flask import Response, current_app, flash, make_response, redirect, render_template, request, url_for

from service.conflicts.beside.changes import text_changes
from service.errors import FieldError, InvalidInput
from service.i18n import TIME_ZONE
from service.i18n import gettext as _
from service.permissions import may, require
from service.proposals.errors import ProposalChanged, ProposalNotFound
from service.proposals.ideas.queries import ideas_of
from service.proposals.models import Proposal
from service.proposals.page_parts import PagePart, add_part
from service.proposals.phases.queries import phases_of
from service.proposals.queries import ProposalView, own_view, proposal_row
from service.proposals.routes import visible_proposal
from service.proposals.rules import is_public, takes_co_development
from service.together import personal, rules  # noqa: F401  (they register)
from service.together.blueprint import blueprint
from service.together.errors import NotNow, SuggestionNotFound
from service.together.operations import answer_asking, answer_suggestion, ask_to_join, suggest
from service.together.queries import co_developers, own_place, public_taking, suggestion_row, suggestions
from service.together.schemas import JoinAnswer, JoinForm, SuggestionAnswer, SuggestionForm
from service.web.context import actor, db_session, municipality, public_db
from service.web.parse import parse_form
from service.web.routing import read, write


@blueprint.get("/proposals/<slug>/together")
@read("public")
def show_together(slug: str) -> str:
    """Who may take part now and how; one's own suggestions; for planners those of all."""
    return _page(slug)


@blueprint.post("/proposals/<slug>/together/join")
@write("proposal.join")
def join(slug: str) -> Response:
    """Ask to take part."""
    row = _open(slug)
    return _done(slug, lambda: ask_to_join(db_session(), actor(), row, parse_form(JoinForm)), _("Your wish is sent."))


@blueprint.post("/proposals/<slug>/together/suggestions")
@write("proposal.join")
def send_suggestion(slug: str) -> Response:
    """Suggest a wording."""
    row = _open(slug)
    return _done(
        slug, lambda: suggest(db_session(), actor(), row, parse_form(SuggestionForm)), _("Your suggestion is sent.")
    )


@blueprint.post("/proposals/<slug>/together/people")
@write("proposal.write")
def answer_person(slug: str) -> Response:
    """Accept or decline somebody who asked."""
    row = _own(slug)
    return _done(
        slug,
        lambda: answer_asking(db_session(), actor(), row, parse_form(JoinAnswer), _address(slug), _spoken()),
        _("Your answer is sent."),
    )


@blueprint.post("/proposals/<slug>/together/suggestions/<uuid:identifier>")
@write("proposal.write")
def answer_one(slug: str, identifier: uuid.UUID) -> Response:
    """Make a version of a suggestion, or decline it with a reason."""
    row = _own(slug)
    found = suggestion_row(db_session(), row.id, identifier)
    if found is None:
        raise SuggestionNotFound(_("There is no such suggestion."))
    return _done(
        slug,
        lambda: answer_suggestion(
            db_session(), actor(), row, found, parse_form(SuggestionAnswer), _address(slug), _spoken()
        ),
        _("Your answer is sent."),
    )


@add_part(5)
def together_part(view: ProposalView, current: ProposalView) -> PagePart | None:
    """On the page of a proposal: the ideas that it grew out of, and how to take part."""
    if view is not current or not is_public(current.state):
        return None
    assert current.id is not None  # noqa: S101 (what has a page has an id)
    home, connection = municipality(), public_db()
    context = {
        "ideas": ideas_of(connection, home.id, current.id),
        "taking": public_taking(connection, home.id, current.id),
        "is_now": takes_co_development(current.state, phases_of(db_session(), current.id), _today()),
        "href": url_for("together.show_together", slug=current.slug),
    }
    if not (context["ideas"] or context["is_now"] or context["taking"].people):  # type: ignore[attr-defined]
        return None
    return PagePart("main", "together/part.html", context)


def _own(slug: str) -> Proposal:
    row = proposal_row(db_session(), municipality().id, slug)
    if row is None:
        raise ProposalNotFound(_("There is no such proposal."))
    require(actor(), "proposal.write", row)
    return row


def _open(slug: str) -> Proposal:
    """The proposal, while it is developed together.

    Raises ProposalNotFound, also for what this reader may not see, and NotNow.
    """
    visible_proposal(slug)
    row = proposal_row(db_session(), municipality().id, slug)
    if row is None or not takes_co_development(row.state, phases_of(db_session(), row.id), _today()):
        raise NotNow(_("This proposal is not developed together now."))
    return row


def _done(slug: str, deed: Callable[[], Any], words: str) -> Response:
    """Do it and go back to the page, or show the page again with what is wrong and what was typed."""
    try:
        deed()
    except (InvalidInput, ProposalChanged) as error:
        db_session().rollback()
        is_late = isinstance(error, ProposalChanged)
        message = (
            _("The proposal has changed since this was suggested. Ask for it anew on the new version.")
            if is_late
            else error.message
        )
        errors = getattr(error, "errors", None) or [FieldError("", message)]
        return make_response(_page(slug, errors, dict(request.form)), 412 if is_late else 422)
    flash(words, "success")
    return redirect(url_for("together.show_together", slug=slug), 303)  # type: ignore[return-value]


def _page(slug: str, errors: list[FieldError] | None = None, typed: dict[str, Any] | None = None) -> str:
    current = visible_proposal(slug)
    assert current.id is not None  # noqa: S101 (what has a page has an id)
    db, who, home = db_session(), actor(), municipality()
    row = proposal_row(db, home.id, slug)
    assert row is not None  # noqa: S101 (what has a page has a row)
    writes = may(who, "proposal.write")
    listed = suggestions(db, current.id, None if writes else who.person_id) if who.is_signed_in else []
    newest = own_view(row)
    return render_template(
        "together/page.html",
        proposal=current,
        is_now=takes_co_development(row.state, phases_of(db, row.id), _today()),
        taking=public_taking(public_db(), home.id, current.id),
        ideas=ideas_of(public_db(), home.id, current.id),
        place=own_place(db, current.id, who.person_id),
        people=co_developers(db, current.id) if writes else [],
        suggestions=[(one, text_changes(newest, one) if one.state == "sent" else None) for one in listed],
        writes=writes,
        typed=typed or {"title": row.title, "summary": row.summary, "body": row.body, "version": row.version},
        errors=errors or [],
        error_of={one.where: one.message for one in errors or []},
    )


def _address(slug: str) -> str:
    base = str(current_app.config["SETTINGS"].public_url).rstrip("/")
    return base + url_for("together.show_together", slug=slug)


def _spoken() -> str:
    """What the municipality speaks: an account does not say what its owner reads."""
    return municipality().languages[0]


def _today() -> dt.date:
    return dt.datetime.now(TIME_ZONE).date()
