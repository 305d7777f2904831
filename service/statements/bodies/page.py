"""A body's statement before its members: finding it, and its page with what was typed when something was wrong."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from flask import Response, make_response, render_template, request
from sqlalchemy import Row

from service.boards.queries import as_subject, board_of, boards_by_id
from service.errors import EditConflict, FieldError, InvalidInput, status_of
from service.i18n import format_datetime, ngettext
from service.permissions import may, require
from service.proposals.models import Proposal
from service.statements.author import normal_reference, statement_missing
from service.statements.bodies.decision import decision_of
from service.statements.bodies.models import BodyStatement
from service.statements.bodies.outcome_words import outcome_words, rules_words
from service.statements.bodies.queries import (
    Rows,
    as_draft,
    body_of,
    newest_of,
    rules_of,
    seats_of,
    statements_of_body,
    versions_of,
    voting_of,
)
from service.statements.models import Statement
from service.statements.page import form_context, proposal_of, window_context
from service.statements.queries import own_view, stored_statement
from service.web.context import actor, db_session, municipality


@dataclass(frozen=True, slots=True)
class Found:
    """A body's statement with the board, as `boards/sql/board.sql` gives it, and the proposal."""

    board: Row[Any]
    statement: Statement
    proposal: Proposal
    body: BodyStatement


def own_board(slug: str) -> Row[Any]:
    """The board of an address, on which the reader sits. Raises NotFound, NotAllowed."""
    board = board_of(db_session(), municipality().id, slug)
    require(actor(), "board.speak", as_subject(board))
    return board


def to_decide(slug: str, reference: str, *, lock: bool = True, leads: bool = False) -> Found:
    """A statement of a board on which the reader sits; `leads` for what only whoever leads the draft may do.

    Raises NotFound, StatementNotFound, NotAllowed.
    """
    board = own_board(slug)
    reference = normal_reference(reference)
    row = stored_statement(db_session(), municipality().id, reference, lock=lock)
    body = body_of(db_session(), row[0].id) if row and row[0].visibility != "withdrawn" else None
    if row is None or body is None or body.area_id != board.area_id:
        raise statement_missing(reference)
    if leads:
        require(actor(), "board.draft", as_draft(db_session(), body))
    return Found(board, *row, body)


def again(slug: str, reference: str, form: str, error: InvalidInput | EditConflict) -> Response:
    """The page with what was typed into a form and what is wrong; nothing is saved."""
    db_session().rollback()
    return make_response(body_page(to_decide(slug, reference, lock=False), form=form, error=error), status_of(error))


def body_page(found: Found, *, form: str = "", error: InvalidInput | EditConflict | None = None) -> str:
    """A body's statement with its votes.

    Parameters
    ----------
    form, error : the form that was sent and what is wrong with it.
    """
    db, body = db_session(), found.body
    errors = (getattr(error, "errors", None) or [FieldError("", error.message)]) if error else []
    voting = voting_of(db, body)
    return render_template(
        "statements/bodies/show.html",
        board=found.board,
        statement=own_view(found.statement, found.proposal, decision=decision_of(body)),
        body=body,
        voting=voting,
        mine=voting.of(actor().person_id),
        outcome_said=outcome_words(voting.outcome, voting.tally),
        rules_said=rules_words(rules_of(body)),
        leads=may(actor(), "board.draft", as_draft(db, body)),
        cleared_words=_cleared_words(body),
        versions=versions_of(db, body.statement_id),
        form=form,
        typed=dict(request.form) if error else {},
        errors=errors,
        error_of={one.where: one.message for one in reversed(errors)},
        **window_context(found.proposal),
    )


def _cleared_words(body: BodyStatement) -> str:
    """That a change of the text cleared votes, and when."""
    return ngettext(
        "The text was changed on %(day)s. %(count)s vote on the earlier text was cleared.",
        "The text was changed on %(day)s. %(count)s votes on the earlier text were cleared.",
        body.cleared,
        day=format_datetime(body.text_at),
    )


def draft_form(
    board: Row[Any],
    slug: str,
    values: dict[str, Any],
    error: InvalidInput | EditConflict | None = None,
    found: Found | None = None,
) -> str:
    """The form of a draft's words; `found` when there is a draft already."""
    view, row = proposal_of(slug)
    shown = InvalidInput(error.message) if isinstance(error, EditConflict) else error
    context = form_context(view, row, values, shown, found.statement if found else None)
    seats = [(str(one.person_id), one.name) for one in seats_of(db_session(), board.municipality_id, board.area_id)]
    return render_template("statements/bodies/draft.html", **context, board=board, found=found, seats=seats)


def rule_values(body: BodyStatement | None) -> dict[str, Any]:
    """The rules of a body's statement as the form's fields hold them; those of no statement are the form's own."""
    if body is None:
        return {}
    return {
        "way": body.way, "quorum_kind": body.quorum_kind or "none", "quorum": body.quorum or "", "tie": body.tie,
        "chair": str(body.chair_id or ""),
    }  # fmt: skip


def usual_rules(area_id: int) -> dict[str, Any]:
    """The rules with which a body began its newest statement, for the form of the next one."""
    return rule_values(newest_of(db_session(), area_id))


def own_statements_of(area_id: int) -> Rows:
    """What a board has written on proposals, drafts too; nothing for a reader who does not sit on it."""
    if area_id not in actor().boards:
        return []
    return statements_of_body(db_session(), municipality().id, area_id, actor().person_id)


def own_board_slug(statement_id: uuid.UUID) -> str:
    """The slug of the board that gave a statement, for a reader who sits on it; empty for others."""
    if not actor().boards:
        return ""
    body = body_of(db_session(), statement_id)
    if body is None or body.area_id not in actor().boards:
        return ""
    found = boards_by_id(db_session(), municipality().id, [body.area_id])
    return str(found[0].slug) if found else ""
