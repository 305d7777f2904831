"""Reading a file that was made in a test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import shapely

from boundaries.reading.files import read_file
from boundaries.reading.model import DRAWING, RawFile
from tests.boundaries.reading.making import SOUTH, WEST

Read = Callable[..., RawFile]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read a file, or bytes under a name."""

    def start(content: Path | bytes, name: str = "", *, layer: str = "", limits: object = DRAWING) -> RawFile:
        if isinstance(content, bytes):
            path = tmp_path / "sent"
            path.write_bytes(content)
            return read_file(path, name, layer=layer, limits=limits)  # type: ignore[arg-type]
        return read_file(content, name or content.name, layer=layer, limits=limits)  # type: ignore[arg-type]

    return start


@pytest.fixture
def ground() -> shapely.Polygon:
    """A municipality around the squares."""
    return shapely.box(WEST - 20_000, SOUTH - 20_000, WEST + 20_000, SOUTH + 20_000)
