"""A zipped Shapefile: its parts taken out safely, its alphabet found, then read by GDAL in a process of its own."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path, PurePosixPath

from boundaries.reading.archives import members_by_ending, opened_zip, taker, unpack
from boundaries.reading.errors import LayerUnclear, UploadProblem
from boundaries.reading.isolated import read_layer
from boundaries.reading.model import FileLimits, RawFile, columns_of
from boundaries.reading.text import decoded, encoding_of, known_encoding
from geo.candidates import identified

SHP = b"\x00\x00\x27\x0a"
PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
#: So much of the table tells its alphabet.
SAMPLE_BYTES = 4 * 1024 * 1024
_DBF_HEADER = 32
#: GDAL calls one alphabet otherwise than Python does.
_GDAL_NAMES = {"latin-1": "ISO-8859-1"}


def read_shapefile(path: Path, folder: Path, limits: FileLimits, layer: str = "") -> RawFile:
    """The features of the Shapefile in a zip.

    Parameters
    ----------
    folder : private and empty; what is taken out goes there under names of our own.
    layer : which Shapefile, when the zip holds several.

    Raises
    ------
    UploadProblem
        as `archives.opened_zip` and `isolated.read_layer`; archive_without_shapefile, layer_unclear.
    """
    with opened_zip(path, limits) as archive:
        parts = _parts(archive, layer)
        take = taker(limits)
        found = {ending: take(archive, info) for ending, info in parts.items()}
    if not found[".shp"].startswith(SHP):
        raise UploadProblem("not_what_it_says", format="Shapefile")
    encoding = _encoding(found.get(".dbf", b""), found.get(".cpg"))
    for ending, content in found.items():
        if ending not in (".cpg", ".prj"):  # read here, so that there is one reading of them
            (folder / f"layer{ending}").write_bytes(content)
    read = read_layer(folder / "layer.shp", "ESRI Shapefile", limits, encoding=encoding)
    stated = decoded(found[".prj"])[:4000] if ".prj" in found else ""
    name = PurePosixPath(parts[".shp"].filename).stem
    return RawFile(
        "Shapefile",
        [replace(feature, is_unordered=True) for feature in read.features],
        identified(stated),
        stated.partition('"')[2].partition('"')[0][:80],
        layer=name,
        has_heights=read.has_heights,
        encoding=encoding or "",
        columns=columns_of(read.features),
    )


def unpacked_shapefile(path: Path, folder: Path, limits: FileLimits, layer: str = "") -> tuple[str, str, str | None]:
    """Take the Shapefile of a zip out to ``layer.shp`` and its parts in `folder`, for reading a batch at a time.

    Returns its name, the coordinate system as its .prj writes it (empty without one), and the encoding of its texts.
    Raises as `read_shapefile`.
    """
    with opened_zip(path, limits) as archive:
        parts = _parts(archive, layer)
        unpack(archive, {folder / f"layer{ending}": info for ending, info in parts.items()}, limits)
    with (folder / "layer.shp").open("rb") as file:
        if not file.read(4).startswith(SHP):
            raise UploadProblem("not_what_it_says", format="Shapefile")
    table = folder / "layer.dbf"
    head = b""
    if table.exists():
        with table.open("rb") as file:
            head = file.read(SAMPLE_BYTES)
    encoding = _encoding(head, _taken(folder / "layer.cpg"))
    # Read here, so that there is one reading of it.
    stated = _taken(folder / "layer.prj")
    return PurePosixPath(parts[".shp"].filename).stem, decoded(stated)[:4000] if stated else "", encoding


def _taken(path: Path) -> bytes | None:
    """What a small part holds, which is then gone from its folder; None when it is not there."""
    if not path.exists():
        return None
    with path.open("rb") as file:
        content = file.read(64 * 1024)
    path.unlink()
    return content


def _parts(archive: zipfile.ZipFile, layer: str) -> dict[str, zipfile.ZipInfo]:
    by_ending = members_by_ending(archive)
    shapes = {PurePosixPath(info.filename).stem: info for info in by_ending.get(".shp", [])}
    if not shapes:
        raise UploadProblem("archive_without_shapefile")
    if len(shapes) > 1 and layer not in shapes:
        raise LayerUnclear(sorted(shapes))
    chosen = shapes[layer] if layer in shapes else next(iter(shapes.values()))
    stem = str(PurePosixPath(chosen.filename).with_suffix("")).lower()
    parts = {}
    for ending in PARTS:
        for info in by_ending.get(ending, []):
            if str(PurePosixPath(info.filename).with_suffix("")).lower() == stem:
                parts[ending] = info
    return parts


def _encoding(table: bytes, stated: bytes | None) -> str | None:
    """What the .cpg says when the table can be read so; else what the table looks like.

    Anything can be read as an alphabet of single bytes, so that one is not believed of a table that is UTF-8.
    """
    if not table:
        return None
    sample = _texts(table)
    if not sample.isascii() and encoding_of(sample) == "utf-8":
        return "UTF-8"
    named = known_encoding(stated.decode("ascii", "ignore")) if stated else None
    if named is not None:
        try:
            sample.decode(named)
        except UnicodeDecodeError:
            named = None
    found = named or encoding_of(sample)
    return _GDAL_NAMES.get(found, found.upper())


def _texts(table: bytes) -> bytes:
    """Names of columns and all rows, without the numbers of the table's head."""
    head = int.from_bytes(table[8:10], "little")
    names = b" ".join(table[at : at + 11].split(b"\x00")[0] for at in range(_DBF_HEADER, max(head - 1, 0), 32))
    return names + b" " + table[head : head + SAMPLE_BYTES]
