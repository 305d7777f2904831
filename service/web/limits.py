"""Limits by person, counted in the database so that they hold over all processes."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac

from flask import current_app, request
from sqlalchemy import text
from sqlalchemy.orm import Session

from service.errors import TooMany
from service.i18n import gettext as _
from service.web.bearer import bearer
from service.web.context import actor, database, db_session, municipality

_COUNT = text(
    "SELECT min(done_at) AS first_at FROM service.deed "
    "WHERE kind = :kind AND client_hash = :client AND done_at > now() - CAST(:window AS interval)"
)
_ADD = text(
    "INSERT INTO service.deed (kind, client_hash) SELECT CAST(:kind AS text), CAST(:client AS bytea) "
    "WHERE (SELECT count(*) FROM service.deed WHERE kind = CAST(:kind AS text) "
    "AND client_hash = CAST(:client AS bytea) AND done_at > now() - CAST(:window AS interval)) "
    "< CAST(:limit AS bigint) RETURNING id"
)
_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended(:kind || encode(:client, 'hex'), 0))")


def client_hash(who: str = "") -> bytes:
    """Who asks, as a keyed hash of account or address that changes every day: enough to count, not to follow.

    `who` counts something else than the client, for example the address that mail is asked for.
    """
    person = actor().person_id
    machine = bearer()
    mine = f"machine:{machine.id}" if machine else f"person:{person}" if person else f"address:{request.remote_addr}"
    who = who or mine
    today = dt.datetime.now(dt.UTC).date().isoformat()
    key = current_app.config["SETTINGS"].secret_key.encode()
    return hmac.new(key, f"{today}|{who}".encode(), hashlib.sha256).digest()


def count_apart(kind: str, limit: int, window: dt.timedelta) -> None:
    """Count one deed of the client in a transaction of its own, so that it counts also when the request is refused.

    Raises TooMany as `count_deed` does.
    """
    with database().session_for(municipality().id) as apart:
        count_deed(kind, limit, window, db=apart)
        apart.commit()


def count_deed(kind: str, limit: int, window: dt.timedelta, who: str = "", *, db: Session | None = None) -> None:
    """Count one deed of the client, or of `who` if that is given, in this transaction, or refuse it.

    `db` is the session to count in; the request's when absent.

    Raises TooMany when the client has done `limit` of them within `window`. An advisory lock makes the
    count and the insert one step, so that parallel requests can't slip through together.
    """
    db = db or db_session()
    machine = bearer()
    if machine is not None and not who:
        limit = max(limit, machine.per_hour)  # it speaks for many people, and has a limit of its own
    client = client_hash(who)
    values = {"kind": kind, "client": client, "window": f"{window.total_seconds()} s"}
    db.execute(_LOCK, {"kind": kind, "client": client})
    # A statement after the lock: one that took it itself would not see what was done while it waited.
    if db.execute(_ADD, {**values, "limit": limit}).first() is None:
        row = db.execute(_COUNT, values).one()
        wait = row.first_at + window - dt.datetime.now(dt.UTC) if row.first_at else window
        raise TooMany(
            _("You have sent a lot in a short time. Wait a moment and try again; your text is kept here."),
            max(1, int(wait.total_seconds())),
        )
