"""Large files are read and brought in by the worker, with progress, once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from service.layer_imports.tasks import apply_layer_import, read_layer_import
from tests.conftest import Browser, TownDatabase
from tests.service.layer_imports.conftest import PLAN, approve, page, row_of, send
from tests.service.layer_imports.test_plans import EAST, MIDDLE, WEST, plan_file, units


@pytest.fixture
def worker(town: TownDatabase, uploads: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment that the worker reads its settings from."""
    for name, value in (
        ("DATABASE_URL", town.settings.database_url),
        ("SERVICE_DATABASE_URL", town.settings.service_database_url),
        ("PUBLIC_DATABASE_URL", town.settings.public_database_url),
        ("ALUEKARTTA_SECRET_KEY", town.settings.secret_key),
        ("ALUEKARTTA_UPLOADS", str(uploads.parent)),
    ):
        monkeypatch.setenv(name, value)


def jobs(town: TownDatabase) -> list[Any]:
    with town.session() as db:
        return list(db.execute(text("SELECT task_name, args FROM jobs.procrastinate_jobs ORDER BY id")))


def test_the_worker_reads_and_brings_in(
    planner: Browser, town: TownDatabase, worker: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.layer_imports.routes.READ_AT_ONCE_BYTES", 100)
    monkeypatch.setattr("service.layer_imports.routes.AT_ONCE", 1)
    path = send(planner, plan_file(WEST, MIDDLE, EAST))
    assert 'http-equiv="refresh"' in page(planner, path)
    ((name, args),) = jobs(town)
    assert name == "read_layer_import"
    read_layer_import(**args)
    assert "3 kohdetta tuodaan" in page(planner, path)
    assert approve(planner, path, **PLAN).status_code == 303
    assert "Tuodaan käyttöön" in page(planner, path) and units(town) == []
    name, args = jobs(town)[-1]
    assert name == "apply_layer_import"
    apply_layer_import(**args)
    assert [one[0] for one in units(town)] == ["AK", "VP", "Y"] and row_of(town, path).state == "applied"
    before = units(town)
    apply_layer_import(**args)  # a job that comes twice does nothing
    assert units(town) == before
    assert planner.send(f"{path}/undo", {}).status_code == 303
    assert units(town) == []


def test_what_breaks_in_the_background_leaves_nothing_and_is_said(
    planner: Browser, town: TownDatabase, worker: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.layer_imports.routes.AT_ONCE", 1)
    path = send(planner, plan_file(WEST, MIDDLE))
    assert approve(planner, path, **PLAN).status_code == 303
    (_name, args) = jobs(town)[-1]

    def broken(*_args: Any) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("service.layer_imports.applying.apply_repeals", broken)
    apply_layer_import(**args)
    assert units(town) == [] and row_of(town, path).state == "ready"
    assert "Sitä ei voitu tuoda, eikä mitään muutettu." in page(planner, path)
    monkeypatch.undo()
    monkeypatch.setattr("service.layer_imports.routes.AT_ONCE", 1)
    assert approve(planner, path, **PLAN).status_code == 303
    assert "Sitä ei voitu tuoda" not in page(planner, path), "it is told once"
