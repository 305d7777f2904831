"""GeoPackage and FlatGeobuf: formats that lose nothing."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import shapely
from pyogrio.raw import open_arrow, write_arrow
from pyogrio.raw import write as write_layer

from service.i18n import gettext as _
from service.maps.exports.arrays import array_of, mask_of, names_in_file
from service.maps.exports.batches import BATCH, Batch, kinds_of
from service.maps.exports.terms import Terms
from service.maps.ogc.collections import Collection


def write_geopackage(path: Path, collection: Collection, rows: Iterable[Batch], epsg: int, terms: Terms) -> None:
    """Write a GeoPackage a batch at a time; whose data it is stands in its description and its metadata."""
    kinds = kinds_of(collection)
    names = names_in_file(kinds)
    is_multi = collection.geometry.startswith("Multi")
    for batch in rows:
        count = len(batch)
        wkb = np.empty(count, dtype=object)
        wkb[:] = list(shapely.to_wkb(batch.shapes)) if count else []
        write_layer(
            path,
            wkb,
            [array_of(kind, batch.columns[name]) for name, kind in kinds.items()],
            list(names.values()),
            field_mask=[mask_of(kind, batch.columns[name]) for name, kind in kinds.items()],
            gdal_tz_offsets={names[name]: np.full(count, 100) for name, kind in kinds.items() if kind == "moment"},
            layer=collection.id,
            driver="GPKG",
            geometry_type="Unknown" if collection.geometry == "Geometry" else collection.geometry,
            promote_to_multi=is_multi,
            crs=f"EPSG:{epsg}",
            encoding="UTF-8",
            append=path.exists(),
            dataset_metadata=terms.as_dict(),
            layer_metadata=terms.as_dict(),
            VERSION="1.2",  # what QGIS 3 and GDAL 3 of any age read without a warning
            IDENTIFIER=collection.shown_title,
            DESCRIPTION=description(collection, terms),
        )


def write_flatgeobuf(path: Path, collection: Collection, rows: Iterable[Batch], epsg: int, terms: Terms) -> None:
    """Write a FlatGeobuf. It cannot be added to, so the rows are gathered in a GeoPackage first and streamed over."""
    gathered = path.with_name("gathered.gpkg")
    write_geopackage(gathered, collection, rows, epsg, terms)
    with contextlib.closing(sqlite3.connect(gathered)) as file:
        table = collection.id.replace('"', '""')
        has_places = file.execute(f'SELECT 1 FROM "{table}" WHERE geom IS NULL LIMIT 1').fetchone() is None  # noqa: S608
    with open_arrow(gathered, layer=collection.id, batch_size=BATCH) as (about, stream):
        write_arrow(
            stream,
            path,
            layer=collection.id,
            driver="FlatGeobuf",
            geometry_type=about["geometry_type"],
            geometry_name=about["geometry_name"],
            crs=about["crs"],
            TITLE=collection.shown_title,
            DESCRIPTION=description(collection, terms),
            # Its index has no room for rows without a place.
            SPATIAL_INDEX="YES" if has_places else "NO",
        )
    gathered.unlink()


def description(collection: Collection, terms: Terms) -> str:
    """What a file holds, whose it is and on which terms, in one text."""
    return " ".join(
        (
            collection.shown_description,
            _(
                "Source: %(attribution)s. Licence: %(licence)s. Taken on %(day)s from %(address)s.",
                attribution=terms.attribution,
                licence=f"{terms.licence} {terms.licence_address}".strip(),
                day=terms.taken_on.isoformat(),
                address=terms.address,
            ),
        )
    )
