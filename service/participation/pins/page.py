"""What a pin's page shows, whichever route renders it."""

from __future__ import annotations

from typing import Any

from flask import current_app

from service.discussion.operations import supporter_hash
from service.discussion.queries import Thread, supports, thread
from service.discussion.subjects import Subject
from service.participation.doubts.queries import doubts_of_pin
from service.participation.doubts.rules import can_be_doubted
from service.participation.pins.map_config import pin_map_config
from service.participation.pins.outline import circle_around, outline_to_text
from service.participation.pins.views import PinView
from service.participation.replies.links.queries import links_of_pin, proposals_of_pin
from service.participation.replies.public import public_parts, wait_of
from service.participation.sources.queries import sources_of_pins
from service.participation.sources.words import source_words
from service.web.context import db_session, municipality, public_db
from service.web.visitors import known_visitor

#: How far around an idea people are told of what happens, where they ask for it.
AROUND_M = 500.0


def page_context(view: PinView) -> dict[str, Any]:
    """The pin, who answers it and by when, the discussion below it and the map beside it."""
    connection = public_db()
    return {
        "view": view,
        "thread": _thread(view),
        "supports": _is_supported(view),
        "map_config": pin_map_config(municipality(), view),
        "around": outline_to_text(circle_around(view.lonlat, AROUND_M)) if view.lonlat else "",
        "source_text": _source(view),
        "doubts": doubts_of_pin(public_db(), view.pin.id),
        "can_be_doubted": view.visibility == "public" and can_be_doubted(view.pin.state),
        "wait": wait_of(connection, view.pin.id),
        "parts": public_parts(connection, view.pin.id),
        "uses": links_of_pin(connection, view.pin.id),
        "grown": proposals_of_pin(connection, view.pin.id),
    }


def _is_supported(view: PinView) -> bool:
    """Whether whoever looks supports it."""
    who = known_visitor()
    if not who:
        return False
    subject = Subject("pin", str(view.pin.id), municipality().id, page="")
    hashed = supporter_hash(current_app.config["SETTINGS"].secret_key, subject, who)
    return supports(db_session(), "pin", subject.id, hashed)


def _source(view: PinView) -> str:
    """Where it was told, when its author did not send it here; empty when they did, or while others see nothing."""
    found = sources_of_pins(public_db(), [view.pin.id]).get(view.pin.id)
    return source_words(found) if found is not None else ""


def _thread(view: PinView) -> Thread | None:
    """The discussion below a pin; there is none while others cannot see it."""
    if view.visibility != "public":
        return None
    return thread(public_db(), municipality().id, "pin", str(view.pin.id))
