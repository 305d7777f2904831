"""Which format a file is in: its ending says, and its first bytes must agree."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from boundaries.reading.errors import UploadProblem

#: Ending -> format.
ENDINGS = {
    ".geojson": "GeoJSON",
    ".json": "GeoJSON",
    ".gpkg": "GeoPackage",
    ".zip": "Shapefile",
    ".kml": "KML",
    ".kmz": "KMZ",
    ".csv": "CSV",
    ".wkt": "WKT",
    ".txt": "WKT",
}
ACCEPTED = tuple(ENDINGS)
#: What is read besides when a whole layer or a plan comes in.
LAYER_ENDINGS = {**ENDINGS, ".fgb": "FlatGeobuf", ".dxf": "DXF", ".gml": "GML", ".xml": "GML"}
TEXT_FORMATS = frozenset({"GeoJSON", "KML", "CSV", "WKT"})
#: Parts of a Shapefile that people send alone.
LONE_PARTS = (".shp", ".dbf", ".shx", ".prj")
SQLITE = b"SQLite format 3\x00"
ZIP = b"PK\x03\x04"
FLATGEOBUF = b"fgb\x03fgb"
DXF_BEGINS = re.compile(rb"\s*(?:999[^\n]*\n[^\n]*\n\s*)*0\s*\n\s*SECTION\b")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
#: GeoPackage's application ids, at byte 68 of its SQLite header; 0 was written by old programs.
_GPKG_IDS = (b"GPKG", b"GP10", b"GP11", b"\x00\x00\x00\x00")


def format_of(name: str, head: bytes, endings: Mapping[str, str] = ENDINGS) -> str:
    """The format of a file.

    Parameters
    ----------
    name : the file's name; only its ending counts.
    head : its first 512 bytes or so.
    endings : what is taken here.

    Raises
    ------
    UploadProblem
        format_unknown, needs_zip, empty_file or not_what_it_says.
    """
    ending = PurePosixPath(name.replace("\\", "/").lower()).suffix
    if ending in LONE_PARTS:
        raise UploadProblem("needs_zip")
    found = endings.get(ending)
    if found is None:
        raise UploadProblem("format_unknown", name=name[-60:])
    if not head.strip():
        raise UploadProblem("empty_file")
    if not _begins_so(found, head):
        raise UploadProblem("not_what_it_says", format=found)
    return found


def _begins_so(name: str, head: bytes) -> bool:
    if name == "GeoPackage":
        return head.startswith(SQLITE) and head[68:72] in _GPKG_IDS
    if name in ("Shapefile", "KMZ"):
        return head.startswith(ZIP)
    if name == "FlatGeobuf":
        return head.startswith(FLATGEOBUF)
    start = head
    for mark in _MARKS:
        start = start.removeprefix(mark)
    start = start.replace(b"\x00", b"").lstrip()[:1]
    if name == "GeoJSON":
        return start == b"{"
    if name in ("KML", "GML"):
        return start == b"<"
    if name == "DXF":
        # A drawing of text begins with a group code and what it announces, or with a remark (999).
        return DXF_BEGINS.match(head.removeprefix(_MARKS[0])) is not None
    # Plain text of any other kind is no CSV or WKT.
    return start not in (b"{", b"<") and b"\x00" not in head and not head.startswith((b"PK", b"SQLite"))
