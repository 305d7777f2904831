"""How much script a page needs, compressed as it is sent: a phone in the country loads it before anything works."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[2] / "static"
IMPORT = re.compile(r"""(?:^|[\s;}])(?:import|export)\s*(?:[\w*{}\s,$]+\sfrom\s*)?['"]([^'"]+)['"]""")
#: What the import map of every page names; the folders of our own stand under js/.
LIBRARIES = {"ol": "vendor/ol@*/ol.js", "proj4": "vendor/proj4@*/proj4.js", "chartjs": "vendor/chart.js@*/chart.js"}


def _file(name: str, importer: Path) -> Path:
    if name in LIBRARIES:
        return next(STATIC.glob(LIBRARIES[name]))
    return (importer.parent / name if name.startswith(".") else STATIC / "js" / name).resolve()


def needed(*entries: str) -> set[Path]:
    """The modules that a page's entries import, and those that these import, at once and not later."""
    waiting = [(STATIC / "js" / "pages" / entry).resolve() for entry in ("every-page.js", *entries)]
    found: set[Path] = set()
    while waiting:
        one = waiting.pop()
        if one not in found:
            assert one.exists(), f"{one} is imported and is not there"
            found.add(one)
            waiting += [_file(name, one) for name in IMPORT.findall(one.read_text(encoding="utf-8"))]
    return found


def sent_bytes(files: set[Path]) -> int:
    """Their size, each compressed by itself."""
    return sum(len(gzip.compress(one.read_bytes(), 6)) for one in files)


@pytest.mark.parametrize(
    ("entries", "most"),
    [
        (("map_page.js",), 350_000),
        (("pin_form.js",), 30_000),
        (("pin_list.js",), 30_000),
        (("../charts/chart-figure.js",), 85_000),
    ],
)
def test_pages_keep_to_their_budget(entries: tuple[str, ...], most: int) -> None:
    files = needed(*entries)
    size = sent_bytes(files)
    assert size < most, f"{', '.join(entries)} needs {size:,} bytes in {len(files)} modules"


def test_the_budget_sees_the_map_library() -> None:
    assert any(one.name == "ol.js" for one in needed("map_page.js"))
    assert not any(one.name == "ol.js" for one in needed("pin_form.js"))
    charts = {one.name for one in needed("../charts/chart-figure.js")}
    assert "chart.js" in charts
    assert "ol.js" not in charts
