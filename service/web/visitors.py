"""Who somebody without an account is, as far as counting one person once needs to know."""

from __future__ import annotations

import hashlib
import secrets

from flask import session

from service.web.context import actor


def visitor() -> str:
    """The person, or the browser: a name in the signed cookie that tells nothing of anybody.

    It is made of the token that came with the page, so that the first two requests of a browser, sent at the same
    moment, give it one name and not two.
    """
    name = known_visitor()
    if actor().is_signed_in:
        return name
    if "browser" not in session:
        session["browser"] = name.removeprefix("browser:") or secrets.token_urlsafe(16)
        session.permanent = True
    return f"browser:{session['browser']}"


def known_visitor() -> str:
    """As `visitor`, and empty for a browser that has not been here; changes no cookie."""
    if actor().is_signed_in:
        return f"person:{actor().person_id}"
    name = session.get("browser", "")
    if not name and "csrf_token" in session:
        name = hashlib.sha256(f"browser|{session['csrf_token']}".encode()).hexdigest()[:22]
    return f"browser:{name}" if name else ""
