"""What tests of accounts share: a service that can send mail, and the worker run once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from flask import Flask

from service.jobs import app as jobs
from service.jobs import make_connector
from tests.conftest import TownDatabase
from tests.mailbox import Mailbox, mail_server


@pytest.fixture
def mailbox(app: Flask) -> Iterator[Mailbox]:
    """A mail server that the application's settings name."""
    with mail_server() as box:
        app.config["SETTINGS"] = replace(
            app.config["SETTINGS"], mail_server=box.address, mail_from="kartta@testila.example"
        )
        yield box


@pytest.fixture
def work(town: TownDatabase, app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Run the real worker until the queue is empty, as the worker's process does."""

    def once() -> None:
        settings = app.config["SETTINGS"]
        monkeypatch.setenv("DATABASE_URL", settings.database_url)
        monkeypatch.setenv("SERVICE_DATABASE_URL", settings.service_database_url)
        monkeypatch.setenv("ALUEKARTTA_SECRET_KEY", settings.secret_key)
        monkeypatch.setenv("ALUEKARTTA_MAIL_SERVER", settings.mail_server)
        monkeypatch.setenv("ALUEKARTTA_MAIL_FROM", settings.mail_from)
        with jobs.replace_connector(make_connector(settings)) as worker:
            worker.run_worker(wait=False, queues=["mail"], install_signal_handlers=False, delete_jobs="successful")

    def elsewhere() -> None:
        # A browser's tests before these may keep an event loop in this thread.
        with ThreadPoolExecutor(1) as threads:
            threads.submit(once).result()

    return elsewhere
