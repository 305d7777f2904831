"""Who somebody without an account is, as far as counting one person once needs to know."""

from __future__ import annotations

import secrets

from flask import session

from service.web.context import actor


def visitor() -> str:
    """The person, or the browser: a random name in the signed cookie, told to nobody."""
    if actor().is_signed_in:
        return f"person:{actor().person_id}"
    if "browser" not in session:
        session["browser"] = secrets.token_urlsafe(16)
        session.permanent = True
    return f"browser:{session['browser']}"
