"""Routes of boards, and what pages with a discussion know of the reader's own boards."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, has_request_context, render_template

from service.areas.body_words import body_words, sentence
from service.boards.queries import MOST, as_subject, board_of, boards_by_id, inbox
from service.permissions import require
from service.web.context import actor, db_session, municipality, public_db
from service.web.routing import read

blueprint = Blueprint("boards", __name__)
blueprint.add_app_template_filter(sentence)
blueprint.add_app_template_filter(body_words)


@blueprint.get("/boards/<slug>")
@read("board.inbox")
def board_inbox(slug: str) -> str:
    """What waits and what is new in a board's area."""
    board = board_of(db_session(), municipality().id, slug)
    require(actor(), "board.inbox", as_subject(board))
    return render_template("boards/inbox.html", board=board, most=MOST, **inbox(public_db(), board))


@blueprint.app_context_processor
def own_boards() -> dict[str, Any]:
    """`own_boards()`: the boards that the reader sits on, asked for only where a page wants them."""

    def found() -> Any:
        if not has_request_context() or not actor().boards:
            return []
        if "own_boards" not in g:
            g.own_boards = boards_by_id(db_session(), municipality().id, actor().boards)
        return g.own_boards

    return {"own_boards": found}
