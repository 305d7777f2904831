"""The environment that the service's processes get."""

from __future__ import annotations

import hashlib
import os
import re
from urllib.parse import urlsplit

from operate import databases, postgres
from operate.cluster import OWNER
from operate.errors import OperateError
from operate.paths import Places

LOOPBACK = ("127.0.0.1", "localhost", "::1")


class ServerUnfit(OperateError):
    """The server of DATABASE_URL cannot be reached or lacks PostGIS."""


def external_url() -> str | None:
    """Return the address of an existing server that DATABASE_URL names, or None."""
    return os.environ.get("DATABASE_URL") or None


def database_url(places: Places) -> str:
    """Return the address, for PostgreSQL's own programs, of the database that is in use."""
    return re.sub(r"^postgres(ql)?(\+\w+)?:", "postgresql:", external_url() or places.cluster.url())


def database_identity(places: Places) -> str:
    """Return a mark of the database: another database, or one made anew, has another mark."""
    if given := external_url():
        return hashlib.sha256(given.encode()).hexdigest()
    return places.cluster.identifier


def check_external(places: Places) -> None:
    """Make sure that the server of DATABASE_URL answers and has PostGIS. Errors: ServerUnfit."""
    try:
        version = databases.postgis_version(database_url(places))
    except postgres.CommandFailed as failure:
        raise ServerUnfit("The database of DATABASE_URL does not answer: " + failure.fact) from None
    if version is None:
        raise ServerUnfit(
            "The server of DATABASE_URL has no PostGIS.",
            "Install PostGIS on it (Debian: postgresql-15-postgis-3).",
        )


def host() -> str:
    """Return the address that the web service listens on: this machine alone unless set otherwise."""
    return os.environ.get("ALUEKARTTA_HOST") or "127.0.0.1"


def service_environment(places: Places, port: int = 8000) -> dict[str, str]:
    """Return the whole environment for the service's processes; what the caller has set wins.

    The private cluster gives each role its own address. For a server of DATABASE_URL the operator
    gives SERVICE_DATABASE_URL and PUBLIC_DATABASE_URL.
    """
    own = {
        "ALUEKARTTA_SECRET_KEY": places.secret_key(),
        "ALUEKARTTA_UPLOADS": str(places.uploads),
        "ALUEKARTTA_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "PYTHONUNBUFFERED": "1",
        # Each process answers one request at a time: threads of linear algebra would only fight over the cores.
        "OPENBLAS_NUM_THREADS": "1",
    }
    if external_url() is None:
        own |= {
            "DATABASE_URL": places.cluster.url(user=OWNER),
            "SERVICE_DATABASE_URL": places.cluster.url(user="aluekartta_service"),
            "PUBLIC_DATABASE_URL": places.cluster.url(user="aluekartta_public"),
        }
    address = os.environ.get("ALUEKARTTA_PUBLIC_URL") or own["ALUEKARTTA_PUBLIC_URL"]
    if is_demo(places) and host() in LOOPBACK and urlsplit(address).hostname in LOOPBACK:
        # Anybody can sign in as an official of the demo, so only this machine may.
        own["ALUEKARTTA_DEMO_SIGN_IN"] = "1"
        # Mails of the demo leave this machine no more than its officials do: they are read at /demo/mailbox.
        own["ALUEKARTTA_MAIL_SERVER"] = f"maildir://{places.home / 'mailbox'}"
    return own | {name: value for name, value in python_environment().items() if value or name not in own}


def python_environment() -> dict[str, str]:
    """Return the caller's environment without what would keep Python from caching compiled modules.

    Without the cache every process compiles all its modules again, seconds each time.
    """
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def is_demo(places: Places) -> bool:
    """Tell whether the database holds a demo municipality."""
    return (places.stamp("city") or "none") != "none"
