"""Vector tiles, dispatched before Flask."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from service.db import Database


class TileApp:
    """Answers ``/tiles/...`` straight from the public read pool."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """One WSGI request."""
        start_response("404 Not Found", [("Content-Type", "application/problem+json")])
        return [b'{"status":404,"code":"not_found"}']
