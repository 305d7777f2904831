"""What tests of following share: a service that sends mail, the worker, a morning, and something to tell of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from flask import Flask

from service.follows.tasks import send_digests_job
from service.jobs import app as jobs
from service.jobs import make_connector
from tests.conftest import TownDatabase
from tests.mailbox import Mailbox, mail_server
from tests.service.areas.lively import Lively, make_lively

Work = Callable[[], None]


@pytest.fixture
def lively(town: TownDatabase) -> Lively:
    """Area 05 with something of every kind in it."""
    with town.database.session() as db:
        return make_lively(db)


@pytest.fixture
def mailbox(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    """A mail server that the application's settings name, and the worker's too."""
    with mail_server() as box:
        settings = replace(
            app.config["SETTINGS"],
            mail_server=box.address,
            mail_from="kartta@testila.example",
            public_url="http://127.0.0.1:8000",
        )
        app.config["SETTINGS"] = settings
        for name, value in (
            ("DATABASE_URL", settings.database_url),
            ("SERVICE_DATABASE_URL", settings.service_database_url),
            ("PUBLIC_DATABASE_URL", settings.public_database_url),
            ("ALUEKARTTA_SECRET_KEY", settings.secret_key),
            ("ALUEKARTTA_MAIL_SERVER", settings.mail_server),
            ("ALUEKARTTA_MAIL_FROM", settings.mail_from),
        ):
            monkeypatch.setenv(name, value)
        yield box


@pytest.fixture
def work(town: TownDatabase, mailbox: Mailbox) -> Work:
    """Run the real worker until the queue is empty."""

    def once() -> None:
        with jobs.replace_connector(make_connector(town.settings)) as worker:
            worker.run_worker(wait=False, queues=["mail"], install_signal_handlers=False, delete_jobs="successful")

    def elsewhere() -> None:
        # A browser's tests before these may keep an event loop in this thread.
        with ThreadPoolExecutor(1) as threads:
            threads.submit(once).result()

    return elsewhere


@pytest.fixture
def morning(work: Work) -> Work:
    """What the worker does every morning: queue the digests that are due, and send them."""

    def once() -> None:
        send_digests_job(timestamp=0)
        work()

    return once
