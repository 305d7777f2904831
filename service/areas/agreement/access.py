"""Who draws: a person or a browser, and the drawing that is theirs."""

from __future__ import annotations

import secrets

from flask import current_app, session

from service.areas.agreement.models import AreaCall, AreaDrawing
from service.areas.agreement.queries import CallRow, own_drawing
from service.discussion.operations import supporter_hash
from service.discussion.subjects import Subject
from service.web.context import actor, db_session
from service.web.sessions import own_token

OWN = "drawing"


def drawer_hash(call: AreaCall | CallRow) -> bytes:
    """The one who draws as a keyed hash of person and call: it counts one person once and links no two calls.

    As with support, a person is an account, else a browser: a random name in the signed cookie, told to nobody.
    """
    if not actor().is_signed_in and "browser" not in session:
        session["browser"] = secrets.token_urlsafe(16)
        session.permanent = True
    return _hash(call, _who())


def key_for(call: AreaCall | CallRow) -> str | None:
    """The secret of the asker's own drawing: of the link, else as this browser remembers it."""
    return actor().edit_token or own_token(OWN, call.slug)


def mine(call: AreaCall | CallRow) -> AreaDrawing | None:
    """The asker's own drawing in a call, or None. Asking leaves nothing in the browser."""
    who = _who()
    return own_drawing(db_session(), call.id, key_for(call), _hash(call, who) if who else b"")


def _hash(call: AreaCall | CallRow, who: str) -> bytes:
    subject = Subject("area_call", str(call.id), actor().municipality_id, page="")
    return supporter_hash(current_app.config["SETTINGS"].secret_key, subject, who)


def _who() -> str:
    if actor().is_signed_in:
        return f"person:{actor().person_id}"
    return f"browser:{session['browser']}" if "browser" in session else ""
