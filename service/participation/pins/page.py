"""What a pin's page shows, whichever route renders it."""

from __future__ import annotations

from typing import Any

from service.discussion.queries import Thread, thread
from service.participation.doubts.queries import doubts_of_pin
from service.participation.doubts.rules import can_be_doubted
from service.participation.pins.map_config import pin_map_config
from service.participation.pins.views import PinView
from service.participation.replies.links.queries import links_of_pin
from service.participation.replies.public import public_parts, wait_of
from service.participation.sources.queries import sources_of_pins
from service.participation.sources.words import source_words
from service.web.context import municipality, public_db


def page_context(view: PinView) -> dict[str, Any]:
    """The pin, who answers it and by when, the discussion below it and the map beside it."""
    connection = public_db()
    return {
        "view": view,
        "thread": _thread(view),
        "map_config": pin_map_config(municipality(), view),
        "source_text": _source(view),
        "doubts": doubts_of_pin(public_db(), view.pin.id),
        "can_be_doubted": view.visibility == "public" and can_be_doubted(view.pin.state),
        "wait": wait_of(connection, view.pin.id),
        "parts": public_parts(connection, view.pin.id),
        "uses": links_of_pin(connection, view.pin.id),
    }


def _source(view: PinView) -> str:
    """Where it was told, when its author did not send it here; empty when they did, or while others see nothing."""
    found = sources_of_pins(public_db(), [view.pin.id]).get(view.pin.id)
    return source_words(found) if found is not None else ""


def _thread(view: PinView) -> Thread | None:
    """The discussion below a pin; there is none while others cannot see it."""
    if view.visibility != "public":
        return None
    return thread(public_db(), municipality().id, "pin", str(view.pin.id))
