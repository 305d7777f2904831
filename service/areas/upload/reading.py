"""Taking a sent file in: to a private place on disk, read, placed in the municipality."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry
from werkzeug.datastructures import FileStorage

from boundaries.reading.errors import UploadProblem
from boundaries.reading.files import read_file
from boundaries.reading.findings import PlacedFeature
from boundaries.reading.geojson import read_geojson
from boundaries.reading.model import DRAWING, MEGABYTE, FileLimits, RawFeature, RawFile
from boundaries.reading.placing import count_corners, place_features, positions_of
from geo.candidates import Candidate, ranked, systems_near
from geo.errors import CrsUnusable, GeometryProblem

_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Wish:
    """What the sender says of a file: empty where the file itself decides."""

    layer: str = ""
    epsg: int | None = None
    is_swapped: bool = False


class SystemUnclear(Exception):
    """The CRS must be chosen: none is stated, or the numbers are not in the stated one.

    `problem` says what is wrong with the numbers (None when nothing was stated); `candidates` are ranked.
    """

    def __init__(self, raw: RawFile, problem: GeometryProblem | None, epsg: int | None, candidates: list[Candidate]):
        super().__init__()
        self.raw = raw
        self.problem = problem
        self.epsg = epsg
        self.candidates = candidates


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that was read and placed."""

    raw: RawFile
    features: list[PlacedFeature]
    epsg: int


def read_sent(sent: FileStorage, wish: Wish, limits: FileLimits = DRAWING) -> RawFile:
    """The features of a file as a form sent it; it lies on disk only while it is read.

    Raises UploadProblem.
    """
    name = sent.filename or ""
    with tempfile.TemporaryDirectory(prefix="aluekartta-upload-") as folder:
        path = Path(folder) / "sent"
        save_bounded(sent, path, limits.file_bytes)
        raw = read_file(path, name, limits=limits, layer=wish.layer)
    count_corners(raw.features, limits.corners)
    return raw


def save_bounded(sent: FileStorage, path: Path, most_bytes: int) -> None:
    """Write what was sent to a file, a piece at a time.

    Raises UploadProblem file_too_large after `most_bytes`.
    """
    left = most_bytes
    with path.open("wb") as file:
        while chunk := sent.stream.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise UploadProblem("file_too_large", megabytes=most_bytes // MEGABYTE)
            file.write(chunk)


def kept_upload(sent: FileStorage, path: Path, most_bytes: int) -> bytes:
    """Keep what was sent in a file that only the service reads; its SHA-256. Nothing stays of what is too large.

    Raises UploadProblem file_too_large after `most_bytes`.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        save_bounded(sent, path, most_bytes)
    except UploadProblem:
        path.unlink(missing_ok=True)
        raise
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def placed(raw: RawFile, wish: Wish, ground: BaseGeometry, centre: tuple[float, float]) -> Reading:
    """The features in the metric CRS.

    Parameters
    ----------
    ground : the municipality with its statistical units.
    centre : WGS 84, for the list of systems in use there.

    Raises
    ------
    SystemUnclear
    """
    epsg = wish.epsg or raw.epsg
    if epsg is None:
        raise SystemUnclear(raw, None, None, _candidates(raw, ground, centre))
    try:
        features = place_features(raw.features, epsg, ground, is_swapped=wish.is_swapped)
    except GeometryProblem as problem:
        found = None if isinstance(problem, CrsUnusable) else epsg
        raise SystemUnclear(raw, problem, found, _candidates(raw, ground, centre)) from problem
    return Reading(raw, features, epsg)


def _candidates(raw: RawFile, ground: BaseGeometry, centre: tuple[float, float]) -> list[Candidate]:
    return ranked(positions_of(raw.features), systems_near(centre), ground)


def joined(shapes: Sequence[BaseGeometry]) -> BaseGeometry:
    """Areas as one; hair-thin gaps between neighbours that were drawn apart close."""
    if len(shapes) == 1:
        return shapes[0]
    union = shapely.union_all(list(shapes), grid_size=0.001)
    closed = union.buffer(0.01, join_style="mitre").buffer(-0.01, join_style="mitre")
    return closed if closed.is_valid and not closed.is_empty else union


def kept_text(raw: RawFile) -> str:
    """A file's features as text that a page without scripts carries to its next step."""
    rows = [
        {"type": "Feature", "properties": one.values, "geometry": None if one.is_cut else one.geometry}
        for one in raw.features
    ]
    kept = {
        "type": "FeatureCollection",
        "features": rows,
        "kept": {"epsg": raw.epsg, "format": raw.format, "unordered": any(one.is_unordered for one in raw.features)},
    }
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def read_kept(text: str) -> RawFile:
    """What `kept_text` wrote, believed no more than a file is. Raises UploadProblem."""
    raw = read_geojson(text.encode("utf-8", "replace"))
    try:
        kept: Any = json.loads(text).get("kept")
    except ValueError:
        kept = None
    facts = kept if isinstance(kept, dict) else {}
    epsg = facts.get("epsg")
    is_unordered = facts.get("unordered") is True
    features: list[RawFeature] = [replace(one, is_unordered=is_unordered) for one in raw.features[: DRAWING.features]]
    count_corners(features, DRAWING.corners)
    known = epsg if isinstance(epsg, int) and not isinstance(epsg, bool) and 0 < epsg < 10**6 else None
    return replace(raw, features=features, epsg=known, format=str(facts.get("format", "GeoJSON"))[:20])
