"""Connections: one engine for the service's own role, one read-only pool for what anyone may see."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg_pool import ConnectionPool
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from geo.crs import METRIC
from service.config import Settings

#: Public reads are short and many: to compile them, or to start helpers for them, takes longer than they do.
QUICK_READS = "-c default_transaction_read_only=on -c jit=off -c max_parallel_workers_per_gather=0"
#: What is best depends on the values: a window of the map may hold a hundred things or a million, and a plan for any
#: window reads them all (2.8 s instead of 1.4 ms for the newest hundred of a million). Planning takes less than a ms.
PLANNED_EACH_TIME = "-c plan_cache_mode=force_custom_plan"
#: What finds a few things by the same index whatever the values: planning a small tile takes longer than drawing it.
#: Left to itself the database may plan each time here, and keep one plan for what it does not fit.
PLANNED_ONCE = "-c plan_cache_mode=force_generic_plan"
#: A session reaches the rows of every municipality (commands, background work) until it is told which one it is for.
REACHES_ALL = "-c aluekartta.municipality=all"
_NARROW = text("SELECT set_config('aluekartta.municipality', :municipality, TRUE)")
#: So long a process that starts waits for a database that does not answer yet.
START_PATIENCE_S = 60.0
#: The schemas in which a statement on layers finds those of a visibility; all else is found where anyone finds it.
SIGHTS = {sight: f"{sight}_api,public_api,public" for sight in ("officials", "administrators")}
#: Few people see restricted layers at once, so few connections are held for them.
SIGHT_POOL = 2
UNSAFE_OFF = ("fsync", "full_page_writes", "synchronous_commit")


class UnsafeDatabase(Exception):
    """The database could lose acknowledged writes, or was made for another CRS; the message says which."""


class Database:
    """The service's two ways into the database.

    `session()` is for work that may write. `public_engine` (for pages and features) and `public` (a bare
    pool, for tiles) see the schema `public_api` alone, read-only and with a statement timeout.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.engine = make_engine(settings.service_url, settings.service_statement_timeout_ms, settings.pool_size)
        self.sessions = sessionmaker(self.engine, expire_on_commit=False)
        event.listen(self.sessions, "after_begin", _narrow)
        self.public_engine = make_engine(
            settings.public_read_url,
            settings.public_statement_timeout_ms,
            settings.pool_size,
            search_path="public_api,public",
            read_only=True,
        )
        self._public: ConnectionPool[psycopg.Connection[Any]] | None = None
        self._sights: dict[str, Engine] = {}

    def engine_for(self, sight: str) -> Engine:
        """The engine that reads what anyone may see and the layers of a visibility (`layers.models.VISIBILITIES`).

        Read-only too, with the same timeout; restricted layers are read by the service's own role, because the public
        one has no way to them.
        """
        if sight == "public":
            return self.public_engine
        if sight not in self._sights:
            self._sights[sight] = make_engine(
                self.settings.service_url,
                self.settings.public_statement_timeout_ms,
                SIGHT_POOL,
                search_path=SIGHTS[sight],
                read_only=True,
            )
        return self._sights[sight]

    @property
    def public(self) -> ConnectionPool[psycopg.Connection[Any]]:
        """The public read pool, opened at first use (after a server has forked its workers).

        Its statements are planned once for all values; what needs a plan of its own reads by `public_engine`.

        A connection is not tried before it is given out: that would be a second trip for every tile. Who gets
        a dead one lets the pool check itself and tries again.
        """
        if self._public is None:
            self._public = ConnectionPool(
                self.settings.public_read_url,
                min_size=1,
                max_size=self.settings.pool_size,
                open=True,
                timeout=5,
                max_idle=300,
                reconnect_timeout=10,
                kwargs={
                    "autocommit": True,
                    "prepare_threshold": 1,
                    "options": f"{QUICK_READS} {PLANNED_ONCE} -c search_path=public_api,public "
                    f"-c statement_timeout={self.settings.public_statement_timeout_ms}",
                },
            )
        return self._public

    def session_for(self, municipality_id: int) -> Session:
        """A session that sees and changes rows of one municipality alone; the database holds it to that."""
        return self.sessions(info={"municipality_id": municipality_id})

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session that commits when the block ends well and rolls back when it does not."""
        with self.sessions.begin() as session:
            yield session

    def wait_until_there(self, seconds: float = START_PATIENCE_S) -> None:
        """Wait until the database answers: it and its clients may be starting after the same fault.

        A web worker that gave up at once would be started again and again, which its server takes for a crash loop
        and ends. Raises sqlalchemy's OperationalError when the time is over.
        """
        until = time.monotonic() + seconds
        while True:
            try:
                with self.engine.connect():
                    return
            except OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.25)

    def check_durability(self) -> None:
        """Refuse a database that could lose an acknowledged write.

        Raises UnsafeDatabase. The reason: with synchronous_commit off, acknowledged writes were lost when
        the server was killed.
        """
        with self.engine.connect() as connection:
            for name in UNSAFE_OFF:
                value = connection.exec_driver_sql(f"SHOW {name}").scalar_one()
                if value == "off":
                    raise UnsafeDatabase(
                        f"The database has {name}=off and could lose what people sent. "
                        f"Set {name}=on in postgresql.conf and restart it."
                    )

    def check_metric_crs(self) -> None:
        """Refuse a database made for another metric CRS than the settings name."""
        with self.engine.connect() as connection:
            srid = connection.exec_driver_sql("SELECT boundaries.metric_srid()").scalar_one()
        if srid != METRIC.epsg:
            raise UnsafeDatabase(
                f"The database was created for EPSG:{srid} but ALUEKARTTA_METRIC_CRS says {METRIC.epsg}. "
                "The metric CRS is chosen when the database is created and cannot be changed later."
            )

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()
        self.public_engine.dispose()
        for engine in self._sights.values():
            engine.dispose()
        if self._public is not None:
            self._public.close()
            self._public = None


def _narrow(session: Session, _transaction: object, connection: Connection) -> None:
    municipality_id = session.info.get("municipality_id")
    if municipality_id is not None:
        connection.execute(_NARROW, {"municipality": str(municipality_id)})


def make_engine(
    url: str,
    statement_timeout_ms: int,
    pool_size: int = 5,
    *,
    search_path: str = "public",
    read_only: bool = False,
) -> Engine:
    """An engine over psycopg 3 whose statements end after `statement_timeout_ms`.

    With `read_only` every statement is its own transaction and cannot write.
    """
    options = f"-c statement_timeout={statement_timeout_ms} -c search_path={search_path}"
    options += f" {QUICK_READS} {PLANNED_EACH_TIME}" if read_only else f" {REACHES_ALL}"
    return create_engine(
        sqlalchemy_url(url),
        isolation_level="AUTOCOMMIT" if read_only else "READ COMMITTED",
        pool_size=pool_size,
        max_overflow=2,
        pool_pre_ping=True,
        pool_timeout=5,
        connect_args={"options": options},
        hide_parameters=True,  # an error's text ends in logs; what people typed must not
    )


def sqlalchemy_url(url: str) -> str:
    """A libpq address as SQLAlchemy wants it."""
    for prefix in ("postgresql://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url[len(prefix) :]
    return url
