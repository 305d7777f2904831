"""Who may look into a board's inbox, and speak for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from service.permissions import Actor, permission


@dataclass(frozen=True)
class Board:
    """What the rules need to know of a board: the area that it speaks for. `kind` is of `BODY_KINDS`."""

    municipality_id: int
    area_id: int
    kind: str = "board"


@permission("board.inbox")
def may_read_inbox(actor: Actor, subject: Any) -> bool:
    """The board's own members, and those who work for the municipality. It holds nothing that is not public."""
    if actor.is_staff:
        return True
    return bool(actor.boards) if subject is None else subject.area_id in actor.boards


@permission("board.speak")
def may_speak(actor: Actor, subject: Any) -> bool:
    """Only members speak with their board's mark."""
    return bool(actor.boards) if subject is None else subject.area_id in actor.boards
