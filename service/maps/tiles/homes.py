"""Which municipality a tile is for: the rule of every page, remembered for half a minute."""

from __future__ import annotations

import time
from typing import Any

from service.db import Database
from service.web.context import CACHE_S, CurrentMunicipality, all_municipalities, municipality_for_host


class NoMunicipality(Exception):
    """The database holds no municipality yet."""


class Homes:
    """The municipalities of the database."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._known: tuple[CurrentMunicipality, ...] = ()
        self._until = 0.0

    def of(self, environ: dict[str, Any]) -> CurrentMunicipality:
        """The municipality that a request's host name stands for.

        Raises NoMunicipality when there is none at all.
        """
        if not self._known or time.monotonic() > self._until:
            with self.database.sessions() as session:
                self._known = all_municipalities(session)
            self._until = time.monotonic() + CACHE_S
        if not self._known:
            raise NoMunicipality
        host = environ.get("HTTP_HOST") or environ.get("SERVER_NAME", "")
        return municipality_for_host(self._known, host.partition(":")[0], self.database.settings.municipality)
