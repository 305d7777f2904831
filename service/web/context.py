"""What every request knows: its id, municipality, actor, language and database session."""

from __future__ import annotations

import hashlib
import re
import secrets
import time
import uuid
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g, request
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from boundaries.models import Municipality
from geo.crs import METRIC
from service.db import Database
from service.errors import NoMunicipalityYet, NotFound, UnknownParameter
from service.i18n import LANGUAGES, named
from service.i18n import gettext as _
from service.permissions import Actor, may

REQUEST_ID = re.compile(r"^[A-Za-z0-9-]{8,64}$")
CACHE_S = 30.0


@dataclass(frozen=True)
class CurrentMunicipality:
    """The municipality of the request, as plain values that outlive a database session."""

    id: int
    slug: str
    code: str
    names: dict[str, str]
    languages: tuple[str, ...]
    reference_prefix: str
    centre_lonlat: tuple[float, float]
    zoom: float
    is_demo: bool
    settings: dict[str, Any]

    def name(self, language: str | None = None) -> str:
        """Its name in a language, the reader's by default."""
        return self.names.get(language or "") or named(self.names)

    @property
    def demo(self) -> bool:
        """Whether what residents say here is made up (shown on every page)."""
        return self.is_demo


def init_app(app: Flask) -> None:
    """Set the request's context up before anything else looks at the request."""
    app.before_request(_begin)
    app.teardown_request(_end)


def _begin() -> None:
    given = request.headers.get("X-Request-Id", "")
    g.request_id = given if REQUEST_ID.match(given) else secrets.token_hex(8)
    g.started = time.perf_counter()
    g.csp_nonce = secrets.token_urlsafe(16)
    g.languages = LANGUAGES
    # No database holds this character: said here once, instead of by every query that meets it.
    if "\x00" in request.path:
        raise NotFound(_("There is nothing at this address."))
    if any("\x00" in value for name in request.args for value in request.args.getlist(name)):
        raise UnknownParameter(_("Something in the address is wrong."))
    g.body_hash = _body_hash() if request.method != "GET" else b""


def _body_hash() -> bytes:
    """What a repeat of a write is known by: the same bytes, or the same fields of a form with a large file."""
    view = current_app.view_functions.get(request.endpoint or "")
    limit = getattr(view, "body_limit", None)
    if limit is None or not may(actor(), view.permission):  # type: ignore[union-attr]
        # Read before any form parsing, which would consume the stream.
        return hashlib.sha256(request.get_data(cache=True)).digest()
    request.max_content_length = limit
    digest = hashlib.sha256()
    for name, values in sorted(request.form.lists()):
        digest.update(repr((name, values)).encode())
    for name, sent in sorted(request.files.items()):
        digest.update(repr((name, sent.filename)).encode())
        digest.update(hashlib.file_digest(sent.stream, "sha256").digest())  # type: ignore[arg-type]
        sent.stream.seek(0)
    return digest.digest()


def _end(error: BaseException | None) -> None:  # noqa: ARG001
    session = g.pop("session", None)
    if session is not None:
        session.close()
    for name in ("public_connection", "seen_connection"):
        connection = g.pop(name, None)
        if connection is not None:
            connection.close()


def database() -> Database:
    """The application's database."""
    found: Database = current_app.extensions["database"]
    return found


def db_session() -> Session:
    """The request's session, walled to its municipality.

    A route marked `@write` commits it; otherwise it is rolled back.
    """
    if "session" not in g:
        g.session = database().session_for(municipality().id)
    session: Session = g.session
    return session


def base_url() -> str:
    """The address of this very service as people use it, without a slash at its end.

    A municipality with a host name of its own keeps its people there; no other host name of a request is believed.
    """
    if request.host.partition(":")[0] in municipality().settings.get("hosts", ()):
        return f"{request.scheme}://{request.host}"
    return str(current_app.config["SETTINGS"].public_url).rstrip("/")


def public_db() -> Connection:
    """The request's connection to what anyone may see (`public_api`), read-only.

    Every public page, list and feature reads through this, so that a forgotten check cannot leak what is
    not in the views.
    """
    if "public_connection" not in g:
        g.public_connection = database().public_engine.connect()
    connection: Connection = g.public_connection
    return connection


def seen_db() -> Connection:
    """The request's connection to the layers that its reader may see, under the names that they have in `public_api`.

    It is `public_db()` for whoever sees no more than everybody does.
    """
    sight = actor().sight
    if sight == "public":
        return public_db()
    if "seen_connection" not in g:
        g.seen_connection = database().engine_for(sight).connect()
    connection: Connection = g.seen_connection
    return connection


def municipality() -> CurrentMunicipality:
    """The municipality that the request is for: by host name, by setting, or the only one there is.

    Raises NoMunicipalityYet when the database holds none.
    """
    if "municipality" not in g:
        g.municipality = _municipality_for(request.host.partition(":")[0])
        g.languages = g.municipality.languages
    found: CurrentMunicipality = g.municipality
    return found


def _municipality_for(host: str) -> CurrentMunicipality:
    cached, until = current_app.extensions.get("municipalities", ((), 0.0))
    if time.monotonic() > until or not cached:
        with database().session() as session:
            cached = all_municipalities(session)
        current_app.extensions["municipalities"] = (cached, time.monotonic() + CACHE_S)
    if not cached:
        raise NoMunicipalityYet(
            _(
                "No municipality has been set up here yet. "
                "Whoever keeps the server brings one in: ./aluekartta import municipality --help"
            )
        )
    return municipality_for_host(cached, host, current_app.config["SETTINGS"].municipality)


def all_municipalities(session: Session) -> tuple[CurrentMunicipality, ...]:
    """Every municipality of the database, the oldest first."""
    rows = session.scalars(select(Municipality).order_by(Municipality.id)).all()
    return tuple(_as_current(row) for row in rows)


def municipality_for_host(known: tuple[CurrentMunicipality, ...], host: str, wanted_slug: str) -> CurrentMunicipality:
    """The municipality that has `host` among its host names, else the one set, else the oldest."""
    for one in known:
        if host in one.settings.get("hosts", ()):
            return one
    return next((one for one in known if one.slug == wanted_slug), known[0])


def _as_current(row: Municipality) -> CurrentMunicipality:
    from geoalchemy2.shape import to_shape

    point = to_shape(row.centre)
    return CurrentMunicipality(
        id=row.id,
        slug=row.slug,
        code=row.code,
        names=row.names,
        languages=tuple(row.languages),
        reference_prefix=row.reference_prefix,
        centre_lonlat=METRIC.to_lonlat(point.x, point.y),
        zoom=row.zoom,
        is_demo=row.is_demo,
        settings=row.settings,
    )


def actor() -> Actor:
    """Who asks. Looked up once a request."""
    if "actor" not in g:
        from service.web.bearer import bearer
        from service.web.sessions import actor_of, signed_in_person

        # Another service stands for itself, whatever cookies came along.
        person = signed_in_person() if bearer() is None else None
        token = request.args.get("key") or request.headers.get("X-Edit-Token")
        g.actor = actor_of(person, municipality().id, token)
    found: Actor = g.actor
    return found


def session_id() -> uuid.UUID | None:
    """The id of the sign-in behind the request; None for a visitor."""
    actor()
    found: uuid.UUID | None = g.get("session_id")
    return found
