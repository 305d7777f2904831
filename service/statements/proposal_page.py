"""What the page of a proposal says of its statements."""

from __future__ import annotations

from dataclasses import dataclass

from service.boards.queries import boards_by_id
from service.i18n import named
from service.proposals.page_parts import PagePart, add_part
from service.proposals.phases.queries import public_phases
from service.proposals.queries import ProposalView
from service.proposals.rules import is_public
from service.statements.bodies.queries import draft_on
from service.statements.queries import Counts, statement_counts
from service.statements.rules import window_of
from service.statements.window import today, window_sentence
from service.web.context import actor, db_session, municipality, public_db


@dataclass(frozen=True, slots=True)
class StatementLinks:
    """Whether statements are taken now or later, the sentence that says until when, and how many there are."""

    is_open: bool
    is_coming: bool
    sentence: str
    counts: Counts


def statement_links(current: ProposalView) -> StatementLinks | None:
    """What is said of the statements on a proposal; None when none are asked for and none are there."""
    if current.id is None or not is_public(current.state):
        return None
    connection, home = public_db(), municipality()
    window = window_of(current.state, public_phases(connection, home.id, current.id), today())
    counts = statement_counts(connection, current.id)
    if window is None and not counts.total:
        return None
    stage = window.stage if window else "closed"
    return StatementLinks(stage == "open", stage == "coming", window_sentence(window), counts)


@dataclass(frozen=True, slots=True)
class BoardLink:
    """A board that the reader sits on: its name, its slug, and whether it is writing a statement already."""

    name: str
    slug: str
    has_draft: bool


def board_links(current: ProposalView) -> list[BoardLink]:
    """The reader's own boards, which may give a statement on a proposal; none for most readers."""
    if not actor().boards or current.id is None:
        return []
    rows = boards_by_id(db_session(), municipality().id, actor().boards)
    return [
        BoardLink(named(row.body_names), row.slug, draft_on(db_session(), current.id, row.area_id) is not None)
        for row in rows
    ]


@add_part(10)
def _part(view: ProposalView, current: ProposalView) -> PagePart | None:
    """The section about statements, below the proposal's text; only the newest version has it."""
    links = statement_links(current) if view is current else None
    if links is None:
        return None
    boards = board_links(current) if links.is_open or links.is_coming else []
    return PagePart("main", "statements/on_proposal.html", {"slug": current.slug, "links": links, "boards": boards})
