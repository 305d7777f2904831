"""What can be wrong with a decision."""

from __future__ import annotations

from service.errors import NotFound


class DecisionNotFound(NotFound):
    """There is no decision at this address."""

    code = "decision_not_found"
