"""Signing in: a random token in a cookie, its SHA-256 and the person in the database, so it can be revoked.

What an anonymous visitor needs (the CSRF secret, notices, the links to their own pins) stays in Flask's
signed cookie: it names nobody, so nothing has to be revoked.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import Any
from urllib.parse import urlsplit

from flask import Response, current_app, g, request, session
from sqlalchemy import Row, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from service.accounts.models import Person, WebSession
from service.config import Settings
from service.permissions import Actor
from service.web.context import database, db_session, municipality
from service.web.devices import device_name

OWN_LINKS_KEPT = 20
#: How often the use of a session is noted: often enough to tell an old one, seldom enough to cost nothing.
NOTED_EVERY = dt.timedelta(minutes=10)


def token_hash(token: str) -> bytes:
    """What is stored of a secret token."""
    return hashlib.sha256(token.encode()).digest()


def cookie_name(settings: Settings | None = None) -> str:
    """The sign-in cookie's name; `__Host-` binds it to this host, and needs TLS."""
    return "__Host-sign-in" if (settings or current_app.config["SETTINGS"]).is_https else "sign-in"


def sign_in_of(db: Session, token: str, municipality_id: int) -> Row[tuple[Person, WebSession, bool]] | None:
    """The person behind a sign-in cookie, their session, and whether its use was noted long ago.

    None for a session that is over, or of another municipality.
    """
    is_stale = (WebSession.last_used_at < func.now() - NOTED_EVERY).label("is_stale")
    return db.execute(
        select(Person, WebSession, is_stale)
        .join(WebSession, WebSession.person_id == Person.id)
        .where(
            WebSession.token_hash == token_hash(token),
            WebSession.municipality_id == municipality_id,
            WebSession.expires_at > func.now(),
        )
    ).first()


def signed_in_person() -> Person | None:
    """The person behind the request's sign-in cookie, or None. A session of another municipality is none."""
    token = request.cookies.get(cookie_name())
    if not token:
        return None
    row = sign_in_of(db_session(), token, municipality().id)
    if row is None:
        return None
    person, found, is_stale = row
    g.session_id = found.id
    # The browser follows a form only to where the page allows: signing out leads on to the provider.
    g.form_target = _origin(found.data.get("logout_url", ""))
    if is_stale:
        _note_use(found.token_hash)
    return person


def actor_of(person: Person | None, municipality_id: int, edit_token: str | None = None) -> Actor:
    """A person, or a visitor for None, as who asks in a municipality."""
    if person is None:
        return Actor(municipality_id, edit_token=edit_token)
    own = [one for one in person.roles if one.municipality_id == municipality_id]
    return Actor(
        municipality_id,
        person_id=person.id,
        name=person.display_name,
        title=person.title,
        roles=frozenset(one.role for one in own),
        boards=frozenset(one.area_id for one in own if one.area_id),
        edit_token=edit_token,
    )


def _note_use(hashed: bytes) -> None:
    """Note that a session was used, in a transaction of its own: what was asked may be a read, which keeps nothing."""
    with database().session_for(municipality().id) as db, db.begin():
        db.execute(update(WebSession).where(WebSession.token_hash == hashed).values(last_used_at=func.now()))


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def begin_session(db: Session, person: Person, *, how: str, data: dict[str, str] | None = None) -> str:
    """Open a session for `person` and return its token; the caller commits and sets the cookie.

    The session that the browser had before is closed. `how` says by what they signed in; `data` is what signing
    out needs. Times are the database's.
    """
    _close_current(db)
    token = secrets.token_urlsafe(32)
    hours = current_app.config["SETTINGS"].session_hours
    db.execute(
        insert(WebSession).values(
            token_hash=token_hash(token),
            person_id=person.id,
            municipality_id=municipality().id,
            how=how,
            device=device_name(request.user_agent.string),
            data=data or {},
            expires_at=func.now() + dt.timedelta(hours=hours),
        )
    )
    session.clear()  # a new CSRF secret: what was fixed before signing in is worth nothing after it
    g.pop("actor", None)
    return token


def end_session(db: Session) -> dict[str, Any]:
    """Close the request's session, if there is one; returns what was kept in it."""
    data = _close_current(db)
    session.clear()
    g.pop("actor", None)
    return data


def _close_current(db: Session) -> dict[str, Any]:
    token = request.cookies.get(cookie_name())
    if not token:
        return {}
    closed = delete(WebSession).where(WebSession.token_hash == token_hash(token)).returning(WebSession.data)
    return db.scalar(closed) or {}


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
