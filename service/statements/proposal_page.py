"""What the page of a proposal says of its statements."""

from __future__ import annotations

from dataclasses import dataclass

from service.proposals.page_parts import PagePart, add_part
from service.proposals.phases.queries import public_phases
from service.proposals.queries import ProposalView
from service.proposals.rules import is_public
from service.statements.queries import Counts, statement_counts
from service.statements.rules import window_of
from service.statements.window import today, window_sentence
from service.web.context import municipality, public_db


@dataclass(frozen=True, slots=True)
class StatementLinks:
    """Whether statements are taken now, the sentence that says until when, and how many there are."""

    is_open: bool
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
    return StatementLinks(window is not None and window.stage == "open", window_sentence(window), counts)


@add_part(10)
def _part(view: ProposalView, current: ProposalView) -> PagePart | None:
    """The section about statements, below the proposal's text; only the newest version has it."""
    links = statement_links(current) if view is current else None
    return PagePart("main", "statements/on_proposal.html", {"slug": current.slug, "links": links}) if links else None
