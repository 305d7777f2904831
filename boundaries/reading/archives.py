"""Taking files out of a zip that anybody may have made: nothing outside the folder, nothing without end."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from boundaries.reading.errors import UploadProblem
from boundaries.reading.model import MEGABYTE, FileLimits

#: Real geodata packs to a tenth or so; a thousand to one is a bomb.
WORST_RATIO = 300
_CHUNK = 64 * 1024
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    KeyError,
    OverflowError,
    UnicodeError,
)


@contextmanager
def opened_zip(path: Path, limits: FileLimits) -> Iterator[zipfile.ZipFile]:
    """A zip whose list of contents was found harmless; what cannot be read becomes an UploadProblem.

    Raises
    ------
    UploadProblem
        archive_path, archive_link, archive_locked, archive_too_many, archive_too_large or damaged.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check(archive, path.stat().st_size, limits)
            yield archive
    except _BROKEN as error:
        raise UploadProblem("damaged", format="zip") from error


def members_by_ending(archive: zipfile.ZipFile) -> dict[str, list[zipfile.ZipInfo]]:
    """The files of a zip by their ending in lower case, without folders and what desktops add."""
    found: dict[str, list[zipfile.ZipInfo]] = {}
    for info in archive.infolist():
        path = PurePosixPath(info.filename)
        if not info.is_dir() and not any(part.startswith((".", "__MACOSX")) for part in path.parts):
            found.setdefault(path.suffix.lower(), []).append(info)
    return found


def taker(limits: FileLimits) -> Callable[[zipfile.ZipFile, zipfile.ZipInfo], bytes]:
    """A function that takes one file out, and refuses when all taken so far are more than the limit.

    What is counted is what comes out: the sizes that a zip states may lie.
    """
    left = limits.unpacked_bytes

    def take(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
        nonlocal left
        content = bytearray()
        with archive.open(info) as file:
            while chunk := file.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise UploadProblem("archive_too_large", megabytes=limits.unpacked_bytes // MEGABYTE)
                content += chunk
        return bytes(content)

    return take


def unpack(archive: zipfile.ZipFile, members: Mapping[Path, zipfile.ZipInfo], limits: FileLimits) -> None:
    """Write files of a zip to the paths given for them, a piece at a time; refuses as `taker` does."""
    left = limits.unpacked_bytes
    for path, info in members.items():
        with archive.open(info) as file, path.open("wb") as out:
            while chunk := file.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise UploadProblem("archive_too_large", megabytes=limits.unpacked_bytes // MEGABYTE)
                out.write(chunk)


def _check(archive: zipfile.ZipFile, size: int, limits: FileLimits) -> None:
    infos = archive.infolist()
    if len(infos) > limits.archive_members:
        raise UploadProblem("archive_too_many", count=limits.archive_members)
    for info in infos:
        name = info.filename
        path = PurePosixPath(name.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in name or "\x00" in info.orig_filename:
            raise UploadProblem("archive_path", name=name[:60])
        if stat.S_ISLNK(info.external_attr >> 16):
            raise UploadProblem("archive_link", name=name[:60])
        if info.flag_bits & 0x1:
            raise UploadProblem("archive_locked")
    total = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    # Members that share their bytes ("overlapping") add up to more than the file that holds them.
    is_bomb = total > MEGABYTE and total > WORST_RATIO * max(size, 1)
    if total > limits.unpacked_bytes or is_bomb or packed > size:
        raise UploadProblem("archive_too_large", megabytes=limits.unpacked_bytes // MEGABYTE)
