"""Putting scripts and styles into a page, from an allow-list of vendored files and nothing else."""

from __future__ import annotations

import base64
import json
import re
from functools import cache
from pathlib import Path

import static

STATIC = Path(static.__file__).parent
#: Address that a page or a library writes -> our file under static/. The hashes of the vendored ones stand in
#: static/vendor/vendor.lock.json.
ALLOWED = {
    "report.css": "css/report.css",
    "https://cdn.jsdelivr.net/npm/leaflet@1.9.3/dist/leaflet.js": "vendor/leaflet@1.9.3/leaflet.js",
    "https://cdn.jsdelivr.net/npm/leaflet@1.9.3/dist/leaflet.css": "vendor/leaflet@1.9.3/leaflet.css",
}
SCRIPT = re.compile(r'<script\s+src="([^"]*)"\s*>\s*</script>')
SHEET = re.compile(r'<link\s+rel="stylesheet"\s+href="([^"]*)"\s*/?>')
#: Anything that a browser would fetch. Plain links (<a href>) are followed by people alone.
FETCHED = re.compile(
    r"""<(?:script|img|iframe|source|video|audio|embed|track)\b[^>]*\ssrc\s*=|<link\b[^>]*\shref\s*=|<object\b|"""
    r"""@import\b|url\(\s*['"]?(?!data:|\#)[^)'"\s]""",
    re.IGNORECASE,
)
#: Pictures that Leaflet's sheet names for controls and markers, which the map has none of.
PICTURE = re.compile(r"url\((?:images/[\w.-]+|['\"]?#default#VML['\"]?)\)")
NOTHING = "url(data:image/gif;base64," + base64.b64encode(b"GIF89a\1\0\1\0\0\0\0;").decode() + ")"


class OutsideAddress(Exception):
    """A page that must open without a network would fetch something; the message says what."""


def inlined(page: str) -> str:
    """A page with every script and style sheet it names written into it.

    Raises OutsideAddress for an address that is not on the list, and for anything left that a browser would
    fetch.
    """
    page = SCRIPT.sub(lambda found: f"<script>{_script(found[1])}</script>", page)
    page = SHEET.sub(lambda found: f"<style>{_sheet(found[1])}</style>", page)
    without_scripts = re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)
    left = FETCHED.search(without_scripts)
    if left is not None:
        raise OutsideAddress(without_scripts[left.start() : left.end() + 80])
    return page


def _script(address: str) -> str:
    text = re.sub(r"//# sourceMappingURL=.*", "", _file_of(address))
    # A script's text ends at the first end tag, wherever that stands.
    if "</script" in text.lower():
        raise OutsideAddress(f"{address} cannot stand inside a page")
    return text


def _sheet(address: str) -> str:
    return PICTURE.sub(lambda _found: NOTHING, _file_of(address))


def _file_of(address: str) -> str:
    if address not in ALLOWED:
        raise OutsideAddress(address)
    return _read(ALLOWED[address])


@cache
def _read(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")


def locked_hash(name: str) -> str:
    """The SHA-256 that the lock holds for a vendored file, such as ``vendor/leaflet@1.9.3/leaflet.js``."""
    _vendor, folder, file = name.split("/")
    packages = json.loads(_read("vendor/vendor.lock.json"))["packages"]
    found: str = next(one["files"][file] for one in packages if one["folder"] == folder)
    return found
