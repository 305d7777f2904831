"""What is fetched in the threads of the pool: a tile, a legend, what a service says of a place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import structlog
from flask import Flask, current_app

from geo.crs import METRIC
from layers.remote.addresses import PLACES
from layers.remote.drawing import drawn
from layers.remote.fetching import Allowance, fetch, host_and_port
from layers.remote.info import Said, said_of_place
from layers.remote.legends import legend_picture
from layers.remote.models import RemoteSource
from layers.remote.pictures import packed
from layers.remote.problems import UNREACHABLE, RemoteProblem
from layers.remote.reading.model import Ask
from service.db import Database
from service.remote.hosts import allowance_of
from service.remote.pictures.breaker import Breaker
from service.remote.pictures.kept import LEGEND_ZOOM, Place, keep
from service.remote.pictures.marks import mark_failed, mark_ok
from service.remote.pictures.pool import PATIENCE_S, Pool

log = structlog.get_logger("aluekartta.remote")
_T = TypeVar("_T")
#: Bytes with their media type.
Picture = tuple[bytes, str]


class Errands:
    """The pool of a process with its breaker, and the errands that it runs."""

    def __init__(self, database: Callable[[], Database]) -> None:
        self.database = database
        self.pool = Pool()
        self.breaker = Breaker()

    def tile(self, place: Place) -> tuple[Picture | None, bool]:
        """The tile, or None when it does not come in time, and whether it may still come. It is kept when it comes."""
        return self._fetched((place, "tile"), lambda: self._kept(place, self._tile))

    def legend(self, place: Place) -> tuple[Picture | None, bool]:
        """The legend of the layer, as `tile`."""
        return self._fetched((place, "legend"), lambda: self._kept(place, self._legend))

    def info(self, place: Place, zoom: int, x: float, y: float) -> Said | None:
        """What the service says of a place in the metric CRS; None when it does not say it in time."""
        key = (place.layer_id, "info", zoom, round(x, 2), round(y, 2))
        step = METRIC.matrix.resolution(zoom)

        def work() -> Said | None:
            return self._asked(place, lambda ask, source: said_of_place(ask, source, step, x, y))

        return self._fetched(key, work)[0]

    def _fetched(self, key: Any, work: Callable[[], _T | None]) -> tuple[_T | None, bool]:
        found: tuple[_T | None, bool] = self.pool.fetch(key, work, PATIENCE_S)
        return found

    def _kept(
        self, place: Place, make: Callable[[Ask, RemoteSource, Place], tuple[bytes, str]]
    ) -> tuple[bytes, str] | None:
        made = self._asked(place, lambda ask, source: make(ask, source, place))
        if made is not None:
            with self.database().session_for(place.municipality_id) as db:
                keep(db, place, *made)
                db.commit()
        return made

    def _tile(self, ask: Ask, source: RemoteSource, place: Place) -> tuple[bytes, str]:
        bounds = METRIC.matrix.tile_bounds(place.z, place.x, place.y)
        return packed(drawn(ask, source, bounds, METRIC.epsg))

    def _legend(self, ask: Ask, source: RemoteSource, place: Place) -> tuple[bytes, str]:  # noqa: ARG002
        return packed(legend_picture(ask, source))

    def _asked(self, place: Place, work: Callable[[Ask, RemoteSource], _T]) -> _T | None:
        """What `work` brings from the layer's service, with how it answered noted. No connection to the database is
        held while the service is waited for."""
        source, allowance = self._source(place)
        if source is None:
            return None
        host = self._host(source)
        if not self.breaker.may_ask(host):
            return None
        problem: RemoteProblem | None = None
        found: _T | None = None
        try:
            found = work(lambda url, wish: fetch(url, allowance, wish), source)
            self.breaker.answered(host)
        except RemoteProblem as met:
            problem = met
            if met.code in UNREACHABLE:
                self.breaker.failed(host)
            else:
                self.breaker.answered(host)
        self._mark(place, problem)
        return found

    def _source(self, place: Place) -> tuple[RemoteSource | None, Allowance]:
        database = self.database()
        with database.session_for(place.municipality_id) as db:
            source = db.get(RemoteSource, place.layer_id)
            return source, allowance_of(db, place.municipality_id, database.settings)

    @staticmethod
    def _host(source: RemoteSource) -> object:
        try:
            # Of an address with {z}, {x} and {y} the places for numbers are no part of the host.
            return host_and_port(source.address.translate(PLACES))
        except RemoteProblem:
            return source.address

    def _mark(self, place: Place, problem: RemoteProblem | None) -> None:
        with self.database().session_for(place.municipality_id) as db:
            if problem is None:
                mark_ok(db, place.layer_id)
            else:
                log.warning("remote_failed", layer=place.layer_id, code=problem.code)
                mark_failed(db, place.layer_id, problem)
            db.commit()


def legend_place(municipality_id: int, layer_id: int) -> Place:
    """Where a layer's legend is kept."""
    return Place(municipality_id, layer_id, LEGEND_ZOOM, 0, 0)


def errands() -> Errands:
    """The errands of this process."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    found: Errands | None = app.extensions.get("remote_errands")
    if found is None:
        # The database is looked up each time: tests put another one in its place.
        found = app.extensions.setdefault("remote_errands", Errands(lambda: app.extensions["database"]))
    return found
