"""The vendored files are the ones that the lock names, and pages ask for nothing else."""

import hashlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VENDOR = ROOT / "static" / "vendor"
LOCK = json.loads((VENDOR / "vendor.lock.json").read_text(encoding="utf-8"))
OPEN_LICENCES = {"MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "OFL-1.1", "(MIT AND Zlib)"}


@pytest.mark.parametrize("package", LOCK["packages"], ids=lambda package: package["folder"])
def test_files_have_the_locked_hashes(package: dict) -> None:
    folder = VENDOR / package["folder"]
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    assert found == package["files"]


def test_nothing_is_vendored_beside_the_lock() -> None:
    assert {path.name for path in VENDOR.iterdir()} == {
        "vendor.lock.json",
        *(package["folder"] for package in LOCK["packages"]),
    }


@pytest.mark.parametrize("package", LOCK["packages"], ids=lambda package: package["folder"])
def test_each_package_says_what_it_is(package: dict) -> None:
    assert package["folder"].endswith(f"@{package['version']}")
    assert package["integrity"].startswith("sha512-")
    assert "LICENSE" in package["files"]
    for part in [package, *package.get("bundled", [])]:
        assert part["licence"] in OPEN_LICENCES, part["name"]
        assert part["integrity"].startswith("sha512-"), part["name"]


def test_pages_and_styles_ask_for_files_that_exist() -> None:
    sources = [*ROOT.glob("service/templates/**/*.html"), *ROOT.glob("static/css/*.css")]
    asked = {
        found for path in sources for found in re.findall(r"vendor/([\w.@/-]+\.\w+)", path.read_text(encoding="utf-8"))
    }
    assert asked, "the templates name vendored files"
    assert [path for path in sorted(asked) if not (VENDOR / path).is_file()] == []


def test_every_icon_that_is_used_is_in_the_sprite() -> None:
    sprite = next(VENDOR.glob("lucide-static@*/sprite.svg")).read_text(encoding="utf-8")
    names = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    used: set[str] = set()
    for path in ROOT.glob("service/templates/**/*.html"):
        text = path.read_text(encoding="utf-8")
        used |= set(re.findall(r'\bicon\("([^"]+)"', text)) | set(re.findall(r'symbol="([^"]+)"', text))
    for path in ROOT.glob("static/js/**/*.js"):
        text = path.read_text(encoding="utf-8")
        used |= set(re.findall(r"\bicon\('([^']+)'\)", text)) | set(re.findall(r"symbol: '([^']+)'", text))
    assert used - names == set()
