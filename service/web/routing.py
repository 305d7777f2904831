"""The two decorators of every route: `read` and `write`. Each names the permission that it needs. And numbers in
addresses.

`write` also owns the transaction and the idempotency key: a repeat of the same request gets the stored
answer and changes nothing; an error rolls both back, so that it may be tried again.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, g, make_response, request
from sqlalchemy import text
from werkzeug.routing import IntegerConverter, Map

from service.errors import KeyMissing, KeyReused, NotAllowed
from service.i18n import gettext as _
from service.permissions import require
from service.web.bearer import bearer
from service.web.context import actor, db_session
from service.web.limits import count_apart

_F = TypeVar("_F", bound=Callable[..., Any])
KEY = re.compile(r"^[A-Za-z0-9_-]{16,80}$")
HOUR = dt.timedelta(hours=1)
#: The largest number that the database has for anything with an address.
LARGEST_NUMBER = 2**31 - 1
KEPT_HEADERS = ("Content-Type", "Location", "ETag")

_CLAIM = text(
    "INSERT INTO service.idempotency_key (key, endpoint, request_hash) VALUES (:key, :endpoint, :hash) "
    "ON CONFLICT (key) DO NOTHING RETURNING key"
)
_STORED = text("SELECT endpoint, request_hash, status, headers, body FROM service.idempotency_key WHERE key = :key")
_KEEP = text(
    "UPDATE service.idempotency_key SET status = :status, headers = jsonb_object(:names, :values), body = :body "
    "WHERE key = :key"
)


class DatabaseNumber(IntegerConverter):
    """A number in an address: there is nothing at one that no database holds, so that no query need meet it."""

    regex = r"\d{1,10}"

    def __init__(self, map: Map, *args: Any, **options: Any) -> None:
        super().__init__(map, *args, **{"max": LARGEST_NUMBER, **options})


def init_app(app: Flask) -> None:
    """Let the numbers of all routes be such, before they are registered."""
    app.url_map.converters["int"] = DatabaseNumber


def read(permission: str) -> Callable[[_F], _F]:
    """A route that changes nothing. `permission` is checked for the actor before it runs."""

    def wrap(view: _F) -> _F:
        @functools.wraps(view)
        def checked(*args: Any, **kwargs: Any) -> Any:
            require(actor(), permission)
            return view(*args, **kwargs)

        checked.permission = permission  # type: ignore[attr-defined]
        return checked  # type: ignore[return-value]

    return wrap


def write(
    permission: str,
    *,
    keyed: bool = True,
    key_of: Callable[[], str] | None = None,
    body_limit: int | None = None,
) -> Callable[[_F], _F]:
    """A route that changes something, in one transaction with its idempotency key.

    Parameters
    ----------
    permission : what the actor needs before the route runs; the subject's own check is the route's.
    keyed : False only where repeating is harmless by nature (signing out, a preview).
    key_of : gives the key where the standard of an interface has no place for one; it may set `g.body_hash`, by
        which a repeat is known, and raises what speaks against the request.
    body_limit : bytes, for a form with a large file from somebody who has the permission; it is then taken to
        disk, a piece at a time.

    Raises KeyMissing, KeyReused, or what the route raises.
    """

    def wrap(view: _F) -> _F:
        @functools.wraps(view)
        def checked(*args: Any, **kwargs: Any) -> Any:
            require(actor(), permission)
            _require_scope(permission)
            db = db_session()
            if not keyed:
                response = make_response(view(*args, **kwargs))
                db.commit()
                return response
            key = key_of() if key_of is not None else _key()
            stored = _claim(key)
            if stored is not None:
                return stored
            response = make_response(view(*args, **kwargs))
            if response.status_code < 400:
                _keep(key, response)
                db.commit()
            else:
                db.rollback()
            return response

        checked.permission = permission  # type: ignore[attr-defined]
        checked.is_write = True  # type: ignore[attr-defined]
        checked.is_keyed = keyed  # type: ignore[attr-defined]
        checked.body_limit = body_limit  # type: ignore[attr-defined]
        return checked  # type: ignore[return-value]

    return wrap


def _require_scope(permission: str) -> None:
    """Another service writes only what its token is for, and only so often.

    Raises NotAllowed or TooMany.
    """
    who = bearer()
    if who is None:
        return
    if permission not in who.permissions:
        raise NotAllowed(_("This token was not given for that. The municipality says what a token may do."))
    count_apart("machine", who.per_hour, HOUR)


def _key() -> str:
    key = request.headers.get("Idempotency-Key") or request.form.get("idempotency_key") or ""
    if not KEY.match(key):
        raise KeyMissing(_("The request has no key against sending it twice. Reload the page and try again."))
    # Two services that happen to choose the same key do not get each other's answers.
    who = bearer()
    return f"machine-{who.id}-{key}" if who else key


def _claim(key: str) -> Response | None:
    """Take the key for this transaction, or give the answer that it got before."""
    db = db_session()
    endpoint = f"{request.method} {request.path}"
    if db.execute(_CLAIM, {"key": key, "endpoint": endpoint, "hash": g.body_hash}).first():
        return None
    row = db.execute(_STORED, {"key": key}).one()
    if row.endpoint != endpoint or bytes(row.request_hash) != g.body_hash:
        raise KeyReused(_("This form was already sent with other content. Reload the page and try again."))
    response = make_response(bytes(row.body or b""), row.status or 200)
    response.headers.update(row.headers)
    response.headers["Idempotent-Replay"] = "true"
    return response


def _keep(key: str, response: Response) -> None:
    kept = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    db_session().execute(
        _KEEP,
        {
            "key": key,
            "status": response.status_code,
            "names": list(kept),
            "values": list(kept.values()),
            "body": response.get_data(),
        },
    )
