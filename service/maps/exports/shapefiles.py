"""A zipped Shapefile, and a text in it that says what the format could not keep."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyogrio.raw import write as write_layer

from service.maps.exports.arrays import array_of, mask_of, names_in_file
from service.maps.exports.batches import Batch, kinds_of
from service.maps.exports.readme import shapefile_readme
from service.maps.exports.terms import Terms
from service.maps.ogc.collections import Collection

NAME_MOST = 10
#: Bytes of a text in a dBase file.
TEXT_MOST = 254
#: A file holds shapes of one kind: the end of its name, the kind, and shapely's numbers of what goes into it.
FILES = (
    ("points", "Point", (0,)),
    ("multipoints", "MultiPoint", (4,)),
    ("lines", "LineString", (1, 2, 5)),
    ("areas", "Polygon", (3, 6)),
)
_NOWHERE = -1
_OF_COLLECTION = {
    "Point": "points",
    "MultiPoint": "multipoints",
    "LineString": "lines",
    "MultiLineString": "lines",
    "Polygon": "areas",
    "MultiPolygon": "areas",
}


@dataclass
class Losses:
    """What the format could not keep: new names by old, columns of times cut to days, texts cut by column, and shapes
    of mixed kinds that were left out. `counts` is how many rows each file has."""

    names: dict[str, str]
    times: list[str]
    texts: Counter[str] = field(default_factory=Counter)
    mixed: int = 0
    counts: Counter[str] = field(default_factory=Counter)


def write_shapefile(path: Path, collection: Collection, rows: Iterable[Batch], epsg: int, terms: Terms) -> None:
    """Write the zip: a Shapefile for each kind of shape that there is, and ``README.txt``."""
    kinds = kinds_of(collection)
    losses = Losses(
        names=names_in_file(kinds, NAME_MOST),
        times=[name for name, kind in kinds.items() if kind == "moment"],
    )
    home = _OF_COLLECTION.get(collection.geometry, "points")
    for batch in rows:
        numbers = shapely.get_type_id(batch.shapes)
        for ending, kind, members in FILES:
            belongs = np.isin(numbers, members + ((_NOWHERE,) if ending == home else ()))
            is_first_of_none = not len(batch) and ending == home
            if belongs.any() or is_first_of_none:
                _write(path.parent / f"{collection.id}_{ending}.shp", batch, belongs, kind, kinds, losses, epsg)
                losses.counts[ending] += int(belongs.sum())
        losses.mixed += int((numbers == 7).sum())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("README.txt", shapefile_readme(collection, terms, losses, epsg))
        for part in sorted(path.parent.glob(f"{collection.id}_*.*")):
            file.write(part, part.name)


def _write(
    path: Path,
    batch: Batch,
    belongs: NDArray[Any],
    kind: str,
    kinds: dict[str, str],
    losses: Losses,
    epsg: int,
) -> None:
    columns = {
        name: [value for value, is_in in zip(batch.columns[name], belongs, strict=True) if is_in] for name in kinds
    }
    wkb = np.empty(int(belongs.sum()), dtype=object)
    wkb[:] = list(shapely.to_wkb(batch.shapes[belongs])) if belongs.any() else []
    kept = {name: _kept(kinds[name], name, values, losses) for name, values in columns.items()}
    write_layer(
        path,
        wkb,
        [array_of(as_kind, values) for as_kind, values in kept.values()],
        [losses.names[name] for name in kept],
        field_mask=[mask_of(as_kind, values) for as_kind, values in kept.values()],
        layer=path.stem,
        driver="ESRI Shapefile",
        geometry_type=kind,
        crs=f"EPSG:{epsg}",
        encoding="UTF-8",
        append=path.exists(),
    )


def _kept(kind: str, name: str, values: list[Any], losses: Losses) -> tuple[str, list[Any]]:
    """The values as far as a dBase file takes them, and the kind that they have there."""
    if kind == "moment":
        return "day", [value.date() if value else None for value in values]
    if kind == "flag":
        return "whole", [None if value is None else int(value) for value in values]
    if kind == "text":
        short = [_cut(value) for value in values]
        losses.texts[name] += sum(one != other for one, other in zip(values, short, strict=True))
        return "text", short
    return kind, values


def _cut(text: str | None) -> str | None:
    if text is None or len(text.encode()) <= TEXT_MOST:
        return text
    return text.encode()[:TEXT_MOST].decode("utf-8", "ignore")
