"""The WSGI application below `/tiles/`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, TypeVar, cast

import psycopg
import psycopg_pool
import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wsgi import get_current_url

from service.db import Database
from service.i18n import N_
from service.maps.tiles.addresses import BadAddress, DescriptionAddress, TileAddress, parse_address
from service.maps.tiles.answers import JSON, TILE, Body, Environ, answer, preflight, problem
from service.maps.tiles.descriptions import found_layer, layer_facts, metadata, tilejson
from service.maps.tiles.drawing import Connection, database_state, drawn_tile
from service.maps.tiles.homes import Homes, NoMunicipality
from service.maps.tiles.kept import KeptTiles
from service.maps.tiles.layers import TileLayer
from service.maps.tiles.sight import sight_of

log = structlog.get_logger("aluekartta.tiles")
DOWN = (psycopg.OperationalError, psycopg_pool.PoolTimeout, DBAPIError, PoolTimeout)
DESCRIPTION_MAX_AGE_S = 60
_T = TypeVar("_T")


class TileApp:
    """Answers ``/tiles/...`` straight from the public read pool."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.homes = Homes(database)
        self.kept = KeptTiles()
        proxies = database.settings.trusted_proxies
        self._wsgi: Any = ProxyFix(self._respond, x_for=proxies, x_proto=1, x_host=1) if proxies else self._respond

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        """One WSGI request."""
        answered: Iterable[bytes] = self._wsgi(environ, start_response)
        return answered

    def _respond(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        if method == "OPTIONS":
            return preflight(start_response)
        if method not in ("GET", "HEAD"):
            sentence = N_("Tiles can only be read.")
            return problem(environ, start_response, 405, "http_405", sentence)
        try:
            body = self._body(environ)
        except BadAddress as bad:
            return problem(environ, start_response, bad.status, bad.code, bad.sentence, **bad.values)
        except NoMunicipality:
            sentence = N_(
                "No municipality has been set up here yet. "
                "Whoever keeps the server brings one in: ./aluekartta import municipality --help"
            )
            return problem(environ, start_response, 503, "no_municipality_yet", sentence)
        except DOWN as error:
            log.error("tile_failed", error=type(error).__name__, path=environ.get("PATH_INFO"))
            sentence = N_("The map cannot be drawn right now. Try again in a moment.")
            return problem(environ, start_response, 503, "database_down", sentence)
        return answer(environ, start_response, body)

    def _body(self, environ: Environ) -> Body:
        def find(key: str) -> TileLayer | None:
            home = self.homes.of(environ).id
            found = self._read(lambda connection: found_layer(connection, key, home))
            # Who asks is looked up only for what is not there for everybody.
            sight = "public" if found else sight_of(environ, self.database, home)
            return found if sight == "public" else self._read(lambda reader: found_layer(reader, key, home), sight)

        address = parse_address(environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", ""), find)
        home = self.homes.of(environ)
        if isinstance(address, DescriptionAddress):
            return self._description(address, home.id, environ)
        return self._tile(address, home.id)

    def _tile(self, address: TileAddress, municipality_id: int) -> Body:
        layer = address.layer

        def draw(connection: Connection) -> tuple[bytes, bytes]:
            return drawn_tile(connection, address, municipality_id)

        if layer.visibility != "public":
            content, _ = self._read(draw, layer.visibility)
            return Body(content, TILE, 0, is_private=True)
        place = (layer.stamp, address.z, address.x, address.y)
        key = (municipality_id, address.matrix.name, layer.name, *place, address.theme, address.state)
        # Finer filters are anybody's own: hardly two people ask for the same tile.
        kept = self.kept.get(key) if address.finer is None else None
        if kept is not None and (kept.is_fresh or kept.state == self._read(database_state)):
            return kept.body
        is_planned_once = layer.is_planned_once and address.finer is None
        content, state = self._read(draw) if is_planned_once else self._read_planned(draw, "public")
        body = Body(content, TILE, layer.max_age_s)
        if state and address.finer is None:
            self.kept.keep(key, body, state, layer.kept_s)
        return body

    def _description(self, address: DescriptionAddress, municipality_id: int, environ: Environ) -> Body:
        visibility = address.layer.visibility
        facts = self._read(lambda connection: layer_facts(connection, address.layer, municipality_id), visibility)
        base = get_current_url(environ, host_only=True).rstrip("/")
        described = (metadata if address.is_metadata else tilejson)(address, facts, base)
        content = json.dumps(described, ensure_ascii=False).encode()
        return Body(content, JSON, DESCRIPTION_MAX_AGE_S, is_private=visibility != "public")

    def _read(self, work: Callable[[Connection], _T], sight: str = "public") -> _T:
        """What `work` reads, tried a second time when the connection turns out to have died while idle.

        `sight` is whose layers it sees, of `layers.models.VISIBILITIES`; those of few people are read by other
        connections.
        """
        if sight != "public":
            return self._read_planned(work, sight)
        try:
            return self._read_once(work)
        except psycopg.errors.QueryCanceled:
            raise
        except psycopg.OperationalError:
            self.database.public.check()
            return self._read_once(work)

    def _read_once(self, work: Callable[[Connection], _T]) -> _T:
        pool = self.database.public
        # Not `pool.connection()`: it ends a transaction too, and there is none in autocommit.
        connection = pool.getconn()
        try:
            return work(connection)
        finally:
            pool.putconn(connection)

    def _read_planned(self, work: Callable[[Connection], _T], sight: str) -> _T:
        """What `work` reads by connections that plan every statement for its values, each of which is tried before."""
        with self.database.engine_for(sight).connect() as connection:
            return work(cast(Connection, connection.connection.driver_connection))
