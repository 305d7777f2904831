"""Who may have surfaces worked out, and how many."""

from __future__ import annotations

from typing import Any

from service.permissions import Actor, permission

#: So many an hour for one client, and so many before the worker for one municipality.
PER_HOUR, MOST_WAITING = 30, 6
#: What the worker has not finished by then was broken off.
PATIENCE_MINUTES = 15


@permission("heat.ask")
def may_ask(actor: Actor, subject: Any) -> bool:  # noqa: ARG001
    """Anyone: what is worked out are public ideas and open figures."""
    return True
