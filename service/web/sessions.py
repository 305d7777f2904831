"""Signing in: a random token in a cookie, its SHA-256 and the person in the database, so it can be revoked.

What an anonymous visitor needs (the CSRF secret, notices, the links to their own pins) stays in Flask's
signed cookie: it names nobody, so nothing has to be revoked.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import Any

from flask import Response, current_app, g, request, session
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from service.accounts.models import Person, WebSession
from service.web.context import db_session

OWN_LINKS_KEPT = 20


def token_hash(token: str) -> bytes:
    """What is stored of a secret token."""
    return hashlib.sha256(token.encode()).digest()


def cookie_name() -> str:
    """The sign-in cookie's name; `__Host-` binds it to this host, and needs TLS."""
    return "__Host-sign-in" if current_app.config["SETTINGS"].is_https else "sign-in"


def signed_in_person() -> Person | None:
    """The person behind the request's sign-in cookie, or None."""
    token = request.cookies.get(cookie_name())
    if not token:
        return None
    row = (
        db_session()
        .execute(
            select(Person, WebSession)
            .join(WebSession, WebSession.person_id == Person.id)
            .where(WebSession.token_hash == token_hash(token), WebSession.expires_at > dt.datetime.now(dt.UTC))
        )
        .first()
    )
    return row[0] if row else None


def begin_session(db: Session, person: Person) -> str:
    """Open a session for `person` and return its token; the caller commits and sets the cookie."""
    token = secrets.token_urlsafe(32)
    hours = current_app.config["SETTINGS"].session_hours
    db.add(
        WebSession(
            token_hash=token_hash(token),
            person_id=person.id,
            data={},
            expires_at=dt.datetime.now(dt.UTC) + dt.timedelta(hours=hours),
        )
    )
    db.flush()
    session.clear()  # a new CSRF secret: what was fixed before signing in is worth nothing after it
    g.pop("actor", None)
    return token


def end_session(db: Session) -> None:
    """Close the request's session, if there is one."""
    token = request.cookies.get(cookie_name())
    if token:
        db.execute(delete(WebSession).where(WebSession.token_hash == token_hash(token)))
    session.clear()
    g.pop("actor", None)


def set_sign_in_cookie(response: Response, token: str | None) -> Response:
    """Put the token into the sign-in cookie, or remove the cookie when it is None."""
    options: dict[str, Any] = {
        "path": "/",
        "httponly": True,
        "secure": current_app.config["SETTINGS"].is_https,
        "samesite": "Lax",
    }
    if token is None:
        response.delete_cookie(cookie_name(), **options)
    else:
        response.set_cookie(
            cookie_name(), token, max_age=current_app.config["SETTINGS"].session_hours * 3600, **options
        )
    return response


def remember_own(kind: str, identifier: str, token: str) -> None:
    """Keep the secret link of something this visitor made, so that they find it again in this browser."""
    own = [entry for entry in session.get("own", []) if entry[:2] != [kind, identifier]]
    session["own"] = [[kind, identifier, token], *own][:OWN_LINKS_KEPT]
    session.permanent = True


def own_token(kind: str, identifier: str) -> str | None:
    """The secret token this browser holds for a thing it made, or None."""
    for entry_kind, entry_id, token in session.get("own", []):
        if entry_kind == kind and entry_id == identifier:
            return str(token)
    return None


def own_identifiers(kind: str) -> list[str]:
    """What things of a kind this browser holds the secrets of, the newest first."""
    return [str(identifier) for entry_kind, identifier, _token in session.get("own", []) if entry_kind == kind]
