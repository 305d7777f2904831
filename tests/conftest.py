"""What every test can ask for: a real PostGIS, a small made-up town in it, and the application on it.

Each test has a database of its own, copied from a template that the real migrations made; nothing is
rolled back or shared, so what a test sees is what a user would.
"""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from psycopg import sql
from sqlalchemy.orm import Session

from demo.cities import city_by_slug
from demo.load import load_city
from operate.testcluster import TestCluster, start_test_cluster
from service.app import create_app
from service.config import Settings
from service.db import Database
from service.migrate import upgrade
from tests.factories.world import make_world

SECRET = "0123456789abcdef0123456789abcdef-tests"
_numbers = itertools.count(1)
#: The open connection to each cluster that makes and drops its databases.
_keepers: dict[str, psycopg.Connection] = {}


@pytest.fixture(scope="session")
def cluster() -> Iterator[TestCluster]:
    """A throwaway PostgreSQL cluster of this test run."""
    started = start_test_cluster()
    yield started
    while _keepers:
        _keepers.popitem()[1].close()
    started.stop()


@pytest.fixture(scope="session")
def empty_template(cluster: TestCluster) -> str:
    """A template with the newest schema and no rows."""
    return cluster.prepare("template_empty", upgrade)


@pytest.fixture(scope="session")
def world_template(cluster: TestCluster) -> str:
    """A template with a small made-up town: areas, statistics, themes, a plan, people."""

    def build(url: str) -> None:
        upgrade(url)
        database = Database(settings_for(url, url, url))
        with database.session() as db:
            make_world(db)
        database.close()

    return cluster.prepare("template_world", build)


@pytest.fixture(scope="session")
def kuopio_template(cluster: TestCluster) -> str:
    """A template database with the whole demo."""

    def build(url: str) -> None:
        upgrade(url)
        database = Database(settings_for(url, url, url))
        with database.session() as db:
            load_city(db, city_by_slug("kuopio"))
        database.close()

    return cluster.prepare("template_kuopio", build)


def settings_for(owner: str, service: str, public: str) -> Settings:
    """Settings of a test's own service."""
    return Settings(
        database_url=owner,
        service_database_url=service,
        public_database_url=public,
        secret_key=SECRET,
        demo_sign_in=True,
        log_level="CRITICAL",
        pool_size=4,
    )


@dataclass
class TownDatabase:
    """A test's own database and its addresses for the three roles."""

    name: str
    settings: Settings
    database: Database

    def session(self) -> Session:
        """A new session of the service's role; commit what should stay."""
        return self.database.sessions()


def _tell(cluster: TestCluster, statement: str, **names: str) -> None:
    """Run a statement about whole databases over one connection that stays open: psql each time costs 20 ms more."""
    url = cluster.url()
    if url not in _keepers or _keepers[url].closed:
        _keepers[url] = psycopg.connect(url, autocommit=True)
    _keepers[url].execute(sql.SQL(statement).format(**{key: sql.Identifier(one) for key, one in names.items()}))


def _copy(cluster: TestCluster, template: str) -> Iterator[TownDatabase]:
    name = f"t_{os.getpid()}_{next(_numbers)}"
    # Copied as files: a third of the work of copying page by page through the log, which nobody needs here.
    _tell(cluster, "CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy", name=name, template=template)
    settings = settings_for(
        cluster.url(name), cluster.url(name, "aluekartta_service"), cluster.url(name, "aluekartta_public")
    )
    database = Database(settings)
    yield TownDatabase(name, settings, database)
    database.close()
    _tell(cluster, "DROP DATABASE IF EXISTS {name} WITH (FORCE)", name=name)


@pytest.fixture
def town(cluster: TestCluster, world_template: str) -> Iterator[TownDatabase]:
    """A database with the made-up town, of this test alone."""
    yield from _copy(cluster, world_template)


@pytest.fixture
def empty_town(cluster: TestCluster, empty_template: str) -> Iterator[TownDatabase]:
    """A migrated database without any rows, of this test alone."""
    yield from _copy(cluster, empty_template)


@pytest.fixture
def db(town: TownDatabase) -> Iterator[Session]:
    """A session of the service's role on the made-up town."""
    with town.session() as session:
        yield session


@pytest.fixture(scope="session")
def _application() -> Flask:
    settings = settings_for("postgresql:///", "postgresql:///", "postgresql:///")
    app = create_app(settings)
    app.config["TESTING"] = False  # errors become answers, as they do for users
    return app


@pytest.fixture
def app(_application: Flask, town: TownDatabase) -> Flask:
    """The application on the made-up town."""
    _application.extensions["database"] = town.database
    _application.extensions.pop("municipalities", None)
    _application.config["SETTINGS"] = replace(town.settings)
    return _application


class Browser(FlaskClient):
    """A client that behaves as a browser with forms does: takes the page's CSRF token and a fresh key along."""

    def token(self, page: str = "/about") -> str:
        """The CSRF token of a page."""
        html = self.get(page, headers={"Accept": "text/html"}).get_data(as_text=True)
        found = re.search(r'<meta name="csrf-token" content="([^"]+)"', html)
        assert found, f"{page} carries no CSRF token"
        return found[1]

    def send(self, path: str, data: dict[str, Any], *, key: str | None = None, **kwargs: Any) -> Any:
        """Post a form as a browser would."""
        form = {"csrf_token": self.token(), "idempotency_key": key or os.urandom(16).hex(), **data}
        return self.post(path, data=form, headers={"Accept": "text/html"}, **kwargs)

    def send_json(self, path: str, body: Any, *, key: str | None = None, method: str = "POST", **headers: str) -> Any:
        """Send JSON as the front end does."""
        sent = {"X-CSRF-Token": self.token(), "Idempotency-Key": key or os.urandom(16).hex(), **headers}
        return self.open(path, method=method, json=body, headers=sent)

    def sign_in(self, role: str) -> None:
        """Sign in as the town's planner, official, moderator or administrator."""
        answer = self.send("/sign-in/demo", {"email": f"{role}@testila.example"})
        assert answer.status_code == 303, answer.get_data(as_text=True)


@pytest.fixture
def client(app: Flask) -> Browser:
    """A visitor's browser on the made-up town."""
    app.test_client_class = Browser
    return app.test_client()  # type: ignore[return-value]
