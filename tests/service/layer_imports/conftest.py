"""A planner's browser, and the ways of an import through the page."""

from __future__ import annotations

import io
import re
import uuid
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import shapely
from flask import Flask

from service.layer_imports import staging
from service.layer_imports.models import LayerImport
from tests.conftest import Browser, TownDatabase

NOWHERE = shapely.Polygon()
Read = Callable[..., LayerImport]
BASE = "/desk/layers/import"
PLAN = {"key": "297-1", "name_fi": "Rannan kaava", "plan_kind": "detailed", "status": "13", "valid_from": "2026-03-01"}


@pytest.fixture(autouse=True)
def uploads(app: Flask, tmp_path: Path) -> Path:
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], uploads=str(tmp_path / "uploads"))
    return tmp_path / "uploads" / staging.FOLDER


@pytest.fixture
def planner(client: Browser) -> Browser:
    client.sign_in("planner")
    return client


def send(client: Browser, content: bytes | Path, name: str = "kaava.geojson") -> str:
    """Send a file; the address of its import."""
    data = content.read_bytes() if isinstance(content, Path) else content
    form = {"upload": (io.BytesIO(data), content.name if isinstance(content, Path) else name)}
    answer = client.send(BASE, form, content_type="multipart/form-data")
    assert answer.status_code == 303, said(answer)
    return str(answer.headers["Location"])


def said(answer: Any) -> list[str]:
    """What a page says of what went wrong, for a test that fails."""
    return re.findall(r"field__error.*?</p>|notice__body.*?</div>|<h1.*?</h1>", answer.get_data(as_text=True), re.S)


def page(client: Browser, path: str) -> str:
    return str(client.get(path).get_data(as_text=True))


def approve(client: Browser, path: str, **more: Any) -> Any:
    html = page(client, path)
    counted = re.search(r'name="counted" value="(\d+)"', html)
    assert counted, html
    chosen = dict(re.findall(r'name="(column-\w+)".*?<option value="([^"]*)" selected', html, re.S))
    return client.send(f"{path}/apply", {"counted": counted[1], **chosen, **more})


def row_of(town: TownDatabase, path: str) -> LayerImport:
    with town.session() as db:
        row = db.get(LayerImport, uuid.UUID(path.rpartition("/")[2]))
        assert row is not None
        return row


@pytest.fixture
def read(town: TownDatabase) -> Read:
    """Read a file as the page does, without an outline to compare with; the import as kept."""

    def reading(path: Path, **wish: object) -> LayerImport:
        with town.database.session() as db:
            row = LayerImport(
                id=uuid.uuid4(), municipality_id=1, file_name=path.name, file_bytes=path.stat().st_size, sha256=b"",
                wish=wish, question={}, problem={}, facts={}, target={}, outcome={},
            )  # fmt: skip
            db.add(row)
            db.flush()
            staging.read_staged(db, row, path, NOWHERE, (27.68, 62.89))
        return row

    return reading
