"""Folders and clusters for the tests of setting up. Their servers are real and their own."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from operate.cluster import Cluster
from operate.paths import ROOT, Places
from operate.testcluster import quick_folder
from operate.up import prepare_database


@contextmanager
def reachable_folder() -> Iterator[Path]:
    """Give a new folder that the account of a server can reach, which pytest's own are not."""
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
def folder() -> Iterator[Path]:
    """A test's own folder."""
    with reachable_folder() as path:
        yield path


@pytest.fixture(scope="session")
def made_data() -> Iterator[Path]:
    """The data folder of a cluster with an empty database, made once and copied by many."""
    with pytest.MonkeyPatch.context() as patch, reachable_folder() as path:
        patch.delenv("DATABASE_URL", raising=False)
        home = path / "home"
        home.mkdir(mode=0o711)
        made = Places(ROOT, home)
        prepare_database(made)
        made.cluster.stop()
        yield made.cluster.data


@pytest.fixture
def unmade(folder: Path) -> Cluster:
    """A cluster that has not been made yet."""
    return Cluster(folder, shared_buffers="16MB")


@pytest.fixture
def server(unmade: Cluster, made_data: Path) -> Cluster:
    """A running cluster."""
    subprocess.run(["cp", "-a", made_data, unmade.data], check=True)
    unmade.start()
    return unmade


@pytest.fixture
def places(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """A checkout's places with a data folder of their own; nothing is made yet."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    home = folder / "home"
    home.mkdir(mode=0o711)
    return Places(ROOT, home)


@pytest.fixture
def running(places: Places, made_data: Path) -> Places:
    """Places whose private cluster runs, with an empty database."""
    subprocess.run(["cp", "-a", made_data, places.cluster.data], check=True)
    places.cluster.start()
    places.set_stamp("database", places.cluster.identifier)
    return places
