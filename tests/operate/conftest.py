"""Folders and clusters for the tests of setting up. Their servers are real and their own."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from operate import databases
from operate.cluster import Cluster
from operate.paths import ROOT, Places
from operate.testcluster import quick_folder
from operate.up import prepare_database


@pytest.fixture
def folder() -> Iterator[Path]:
    """A new folder that the account of a server can reach, which pytest's own are not."""
    path = Path(tempfile.mkdtemp(prefix="aluekartta-operate-", dir=quick_folder()))
    path.chmod(0o711)
    yield path
    for cluster in {Cluster(path), Cluster(path / "home")}:
        if cluster.is_initialised():
            cluster.stop()
            if cluster.run_directory.parent != cluster.home:
                shutil.rmtree(cluster.run_directory, ignore_errors=True)
    shutil.rmtree(path)


@pytest.fixture
def own_cluster(folder: Path) -> Cluster:
    """A cluster that has not been made yet."""
    return Cluster(folder, shared_buffers="16MB")


@pytest.fixture
def places(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """A checkout's places with a data folder of their own; nothing is made yet."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    home = folder / "home"
    home.mkdir(mode=0o711)
    return Places(ROOT, home)


@pytest.fixture
def running(places: Places) -> Places:
    """Places whose private cluster runs, with an empty database."""
    prepare_database(places)
    assert databases.query(places.cluster.url(), "SELECT 1;") == [["1"]]
    return places
