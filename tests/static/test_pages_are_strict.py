"""What the content security policy would refuse must not be written at all."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted(ROOT.glob("service/templates/**/*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_inline_style_handler_or_outside_address(path: Path) -> None:
    text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.S)
    assert not re.search(r"\sstyle\s*=", text), "a style attribute"
    assert not re.search(r"\son\w+\s*=\s*[\"']", text), "an inline handler"
    assert not re.search(r"<style\b", text), "a style element"
    for script in re.findall(r"<script\b([^>]*)>", text):
        assert "src=" in script or "application/json" in script or "nonce=" in script, script
    assert not re.search(r"(?:src|href)\s*=\s*[\"'](?:https?:)?//", text), "an outside address"


def test_styles_load_nothing_from_outside() -> None:
    for path in ROOT.glob("static/css/*.css"):
        assert not re.search(r"url\(\s*[\"']?(?:https?:)?//", path.read_text(encoding="utf-8")), path.name


def test_modules_come_after_the_map_of_their_names() -> None:
    base = (ROOT / "service/templates/base.html").read_text(encoding="utf-8")
    assert base.index('type="importmap"') < base.index("block head") < base.index('type="module"')
    assert base.index('type="importmap"') < base.index('rel="stylesheet"')


def test_only_the_charts_folder_knows_the_chart_library() -> None:
    for path in ROOT.glob("static/js/**/*.js"):
        if path.relative_to(ROOT / "static" / "js").parts[0] != "charts":
            assert not re.search(r"from ['\"]chartjs['\"]", path.read_text(encoding="utf-8")), path.name


def test_only_the_map_folder_knows_the_map_library() -> None:
    for path in ROOT.glob("static/js/**/*.js"):
        if path.relative_to(ROOT / "static" / "js").parts[0] == "map":
            continue
        assert not re.search(r"from ['\"](?:ol|proj4)['\"]", path.read_text(encoding="utf-8")), path.name
