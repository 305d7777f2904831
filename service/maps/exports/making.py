"""Making a file: in a folder of its own, a batch at a time, a few at once."""

from __future__ import annotations

import contextlib
import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import MappingProxyType
from typing import IO

from sqlalchemy import Connection, text

from service.errors import TooMany
from service.i18n import gettext as _
from service.i18n import language
from service.maps.exports.asking import Wish
from service.maps.exports.batches import Batch, batches
from service.maps.exports.databases import write_flatgeobuf, write_geopackage
from service.maps.exports.shapefiles import write_shapefile
from service.maps.exports.terms import Terms
from service.maps.exports.texts import write_csv, write_geojson
from service.maps.ogc.collections import Collection

#: So many files are made at once over all processes: each takes a worker and reads a whole collection.
AT_ONCE = 2
WAIT_S = 10
#: The first half of the number of the advisory locks, the places that files are made in; of no other use.
_LOCKS = 0x66696C65
_TAKE = text("SELECT pg_try_advisory_lock(CAST(:locks AS integer), CAST(:place AS integer))")
_FREE = text("SELECT pg_advisory_unlock(CAST(:locks AS integer), CAST(:place AS integer))")
Writer = Callable[[Path, Collection, Iterable[Batch], int, Terms], None]
WRITERS: MappingProxyType[str, Writer] = MappingProxyType(
    {
        "gpkg": write_geopackage,
        "fgb": write_flatgeobuf,
        "geojson": write_geojson,
        "shp": write_shapefile,
        "csv": write_csv,
    }
)


def made_file(
    connection: Connection, collection: Collection, wish: Wish, terms: Terms, municipality_id: int
) -> tuple[IO[bytes], str]:
    """The file, open at its beginning and without a name any more, and a mark that changes when its content does.

    The mark is made of what went in: files hold the time at which they were written.

    Raises
    ------
    TooMany
        when as many files as may be are being made already.
    """
    digest = hashlib.blake2b(repr((terms, wish.format.key, wish.epsg, language())).encode(), digest_size=16)

    def noted() -> Iterator[Batch]:
        for batch in batches(connection, collection, wish.query, municipality_id):
            for row in batch.texts:
                digest.update(row.encode())
            yield batch

    with _place(connection), tempfile.TemporaryDirectory(prefix="aluekartta-") as folder:
        path = Path(folder) / f"{collection.id}.{wish.format.ending}"
        WRITERS[wish.format.key](path, collection, noted(), wish.epsg, terms)
        return path.open("rb"), digest.hexdigest()


@contextlib.contextmanager
def _place(connection: Connection) -> Iterator[None]:
    for place in range(AT_ONCE):
        values = {"locks": _LOCKS, "place": place}
        if connection.execute(_TAKE, values).scalar_one():
            try:
                yield
            finally:
                # A statement that failed has ended the transaction; the lock is the connection's and outlives it.
                connection.rollback()
                connection.execute(_FREE, values)
            return
    raise TooMany(_("Other files are being made right now. Try again in a moment."), WAIT_S)
