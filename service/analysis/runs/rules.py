"""Who may have long computations made."""

from __future__ import annotations

from typing import Any

from service.permissions import Actor, permission


@permission("analysis.ask")
def may_ask(actor: Actor, subject: Any) -> bool:  # noqa: ARG001
    """Anyone: the figures are public, and so is what follows from them. How often is limited."""
    return True
