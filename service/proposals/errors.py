"""What can be wrong with a proposal."""

from __future__ import annotations

from service.errors import EditConflict, InvalidInput, NotFound


class ProposalNotFound(NotFound):
    """There is no such proposal, or none that this person may see."""

    code = "proposal_not_found"


class NothingDrawn(InvalidInput):
    """A proposal needs a drawing, a pasted shape or a chosen area."""

    code = "nothing_drawn"


class ProposalChanged(EditConflict):
    """Somebody else changed the proposal first; `current_version` is what is there now."""

    code = "proposal_changed"

    def __init__(self, message: str, current_version: int) -> None:
        super().__init__(message)
        self.current_version = current_version


class PhasesChanged(EditConflict):
    """Somebody else changed the phases of a proposal first."""

    code = "phases_changed"
