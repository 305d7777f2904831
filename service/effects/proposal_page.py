"""What the page of a proposal says of its assessment."""

from __future__ import annotations

from service.effects.reading import assessments_of
from service.permissions import may
from service.proposals.page_parts import PagePart, add_part
from service.proposals.queries import ProposalView
from service.web.context import actor


@add_part(15)
def effects_part(view: ProposalView, current: ProposalView) -> PagePart | None:
    """The section that leads to the assessment, on the newest version alone; planners have it before there is one."""
    if view is not current:
        return None
    newest = next(iter(assessments_of(current)), None)
    if newest is None and not may(actor(), "proposal.write"):
        return None
    return PagePart("covers", "effects/on_proposal.html", {"slug": current.slug, "newest": newest})
