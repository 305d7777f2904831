"""Routes for the members of a board: its draft on a proposal, their votes, a meeting's decision, and giving it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, flash, make_response, redirect, url_for

from service.areas.body_words import body_words, sentence
from service.boards.queries import as_subject
from service.errors import EditConflict, InvalidInput, status_of
from service.i18n import gettext as _
from service.i18n import language, named, ngettext
from service.statements.blueprint import blueprint
from service.statements.bodies.operations import (
    cast_vote,
    change_draft,
    give_as_body,
    record_meeting,
    start_draft,
)
from service.statements.bodies.page import (
    Found,
    again,
    body_page,
    draft_form,
    own_board,
    rule_values,
    to_decide,
    usual_rules,
)
from service.statements.bodies.queries import draft_on
from service.statements.bodies.schemas import BodyForm, GiveForm, MeetingForm, VoteForm
from service.statements.models import Statement
from service.statements.operations import withdraw_statement
from service.statements.page import proposal_of, stored_values, typed_values
from service.statements.targets import target_of
from service.web.context import actor, db_session, municipality, public_db
from service.web.parse import parse_form
from service.web.routing import read, write


@blueprint.get("/proposals/<slug>/statements/as/<board>")
@read("board.speak")
def new_of_board(slug: str, board: str) -> Any:
    """The form in which a member begins the board's statement on a proposal; on to its draft when there is one."""
    row = own_board(board)
    _view, proposal = proposal_of(slug)
    begun = draft_on(db_session(), proposal.id, row.area_id)
    if begun is not None:
        return _to(board, db_session().get_one(Statement, begun.statement_id).reference)
    return draft_form(row, slug, usual_rules(row.area_id))


@blueprint.post("/proposals/<slug>/statements/as/<board>")
@write("board.speak")
def start_of_board(slug: str, board: str) -> Response:
    """Keep the draft before the members; nobody else sees it."""
    row, home = own_board(board), municipality()
    view, proposal = proposal_of(slug)
    try:
        form = parse_form(BodyForm)
        target = target_of(public_db(), home.id, view, form)
        made = start_draft(
            db_session(), actor(), proposal, as_subject(row), named(row.body_names), home.reference_prefix, form,
            target, language=language(),
        )  # fmt: skip
    except InvalidInput as error:
        db_session().rollback()
        return make_response(draft_form(own_board(board), slug, typed_values(), error), status_of(error))
    words = body_words(row.body_kind)
    flash(sentence(_("The draft is before the members %(of_body)s. Nobody else sees it.", **words)), "success")
    return _to(row.slug, made.reference)


@blueprint.get("/boards/<slug>/statements/<reference>")
@read("board.speak")
def show_of_board(slug: str, reference: str) -> str:
    """The board's statement with its votes, for its members."""
    return body_page(to_decide(slug, reference, lock=False))


@blueprint.get("/boards/<slug>/statements/<reference>/edit")
@read("board.draft")
def edit_of_board(slug: str, reference: str) -> str:
    """The form with the draft as it stands."""
    found = to_decide(slug, reference, lock=False, leads=True)
    values = stored_values(found.proposal.slug, found.statement)
    values |= {**rule_values(found.body), "seen": found.body.version}
    return draft_form(found.board, found.proposal.slug, values, found=found)


@blueprint.post("/boards/<slug>/statements/<reference>/edit")
@write("board.draft")
def save_of_board(slug: str, reference: str) -> Response:
    """Change the draft; votes on the earlier text are cleared, and the members are told."""
    found = to_decide(slug, reference, leads=True)
    view, _row = proposal_of(found.proposal.slug)
    try:
        form = parse_form(BodyForm)
        target = target_of(public_db(), municipality().id, view, form, found.statement)
        cleared = change_draft(db_session(), actor(), found.statement, found.body, form, target)
    except (InvalidInput, EditConflict) as error:
        db_session().rollback()
        found = to_decide(slug, reference, lock=False, leads=True)
        values = typed_values() | ({"seen": found.body.version} if isinstance(error, EditConflict) else {})
        return make_response(draft_form(found.board, found.proposal.slug, values, error, found), status_of(error))
    if cleared:
        said = ngettext(
            "The text is changed. %(count)s vote on the earlier text was cleared, and the members are told.",
            "The text is changed. %(count)s votes on the earlier text were cleared, and the members are told.",
            cleared,
        )
        flash(said, "info")
    else:
        flash(_("Your changes are saved."), "success")
    return _to(slug, reference)


@blueprint.post("/boards/<slug>/statements/<reference>/vote")
@write("board.speak")
def vote_of_board(slug: str, reference: str) -> Response:
    """Vote, or change one's vote."""
    return _done(
        to_decide(slug, reference), "vote",
        lambda found: cast_vote(db_session(), actor(), found.body, parse_form(VoteForm)),
        _("Your vote is kept. You can change it until the statement is given."),
    )  # fmt: skip


@blueprint.post("/boards/<slug>/statements/<reference>/meeting")
@write("board.draft")
def meeting_of_board(slug: str, reference: str) -> Response:
    """Write down what a meeting decided."""
    return _done(
        to_decide(slug, reference, leads=True), "meeting",
        lambda found: record_meeting(db_session(), found.body, parse_form(MeetingForm)),
        _("The decision of the meeting is written down."),
    )  # fmt: skip


@blueprint.post("/boards/<slug>/statements/<reference>/give")
@write("board.draft")
def give_of_board(slug: str, reference: str) -> Response:
    """Give the statement as the board's."""

    def give(found: Found) -> None:
        give_as_body(db_session(), actor(), found.proposal, found.statement, found.body, parse_form(GiveForm))

    found = to_decide(slug, reference, leads=True)
    said = sentence(_("The statement %(of_body)s is given.", **body_words(found.body.kind)))
    return _done(found, "give", give, said)


@blueprint.post("/boards/<slug>/statements/<reference>/withdraw")
@write("board.draft")
def withdraw_of_board(slug: str, reference: str) -> Response:
    """Delete the draft, or take back what was given."""
    found = to_decide(slug, reference, leads=True)
    was_draft, words = found.statement.visibility == "draft", body_words(found.body.kind)
    withdraw_statement(db_session(), actor(), found.statement)
    flash(
        _("The draft is gone.")
        if was_draft
        else sentence(_("The statement %(of_body)s is taken back. It is no longer public.", **words)),
        "success",
    )
    return redirect(url_for("boards.board_inbox", slug=slug), 303)  # type: ignore[return-value]


def _done(found: Found, form: str, deed: Callable[[Found], Any], words: str) -> Response:
    """Do it and go back to the page, or show the page again with what is wrong and what was typed."""
    slug, reference = found.board.slug, found.statement.reference
    try:
        deed(found)
    except (InvalidInput, EditConflict) as error:
        return again(slug, reference, form, error)
    flash(words, "success")
    return _to(slug, reference)


def _to(slug: str, reference: str) -> Response:
    page = url_for("statements.show_of_board", slug=slug, reference=reference)
    return redirect(page, 303)  # type: ignore[return-value]
