"""What reading a file gives: features as they stand there, before anything is known of where they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class FileLimits:
    """How much of one file is taken. `text_bytes` holds for formats that are parsed whole."""

    file_bytes: int = 2 * MEGABYTE
    text_bytes: int = 2 * MEGABYTE
    unpacked_bytes: int = 16 * MEGABYTE
    archive_members: int = 60
    features: int = 500
    corners: int = 150_000


#: What anybody may send to the drawing page, what an official may import, and what a planner brings as a whole
#: layer, which is read a batch at a time and never held.
DRAWING = FileLimits()
IMPORT = FileLimits(
    file_bytes=50 * MEGABYTE,
    text_bytes=20 * MEGABYTE,
    unpacked_bytes=200 * MEGABYTE,
    archive_members=200,
    features=5_000,
    corners=1_000_000,
)
LAYER = FileLimits(
    file_bytes=200 * MEGABYTE,
    text_bytes=200 * MEGABYTE,
    unpacked_bytes=600 * MEGABYTE,
    archive_members=200,
    features=500_000,
    corners=20_000_000,
)


@dataclass(frozen=True, slots=True)
class RawFeature:
    """A feature as it stands in a file.

    `geometry` is shaped as a GeoJSON geometry, in the file's own numbers, x first; None when there is none.
    `is_cut` says that it was too large to be taken out of the file; `is_unordered` that its format does not say
    which ring is a hole but by its direction.
    """

    number: int
    values: dict[str, Any]
    geometry: dict[str, Any] | None
    is_cut: bool = False
    is_unordered: bool = False


@dataclass(frozen=True, slots=True)
class RawFile:
    """The features of one layer. `epsg` is the CRS that the file states, None when it states none that is known.

    `stated` is what it says in words, for the reader. `has_heights` tells that heights were left out.
    """

    format: str
    features: list[RawFeature]
    epsg: int | None
    stated: str = ""
    layer: str = ""
    has_heights: bool = False
    encoding: str = ""
    columns: list[str] = field(default_factory=list)


def columns_of(features: list[RawFeature]) -> list[str]:
    """The names of all values, in the order in which they first stand."""
    return list(dict.fromkeys(name for feature in features for name in feature.values))
