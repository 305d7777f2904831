"""What tests of one's own data share: somebody in every table, a neighbour beside them, and the whole dump."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

import pytest

from operate.postgres import find_client
from tests.conftest import TownDatabase
from tests.service.owndata.seed import Seeded, seed

Dump = Callable[[], str]


@pytest.fixture
def somebody(town: TownDatabase) -> Seeded:
    """A person in every declared table."""
    return seed(town, "Veera")


@pytest.fixture
def other(town: TownDatabase) -> Seeded:
    """Another person in every declared table, whom nothing concerns."""
    return seed(town, "Naapuri")


@pytest.fixture
def dump(town: TownDatabase) -> Dump:
    """The whole database as pg_dump writes it."""

    def whole() -> str:
        command = [str(find_client("pg_dump")), "--no-owner", "-d", town.settings.database_url]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    return whole
