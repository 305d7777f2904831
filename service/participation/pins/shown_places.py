"""Where shown pins stand, for who keeps the places in memory: all of one snapshot, then what changed since.

A snapshot knows every transaction by number: those that had ended and those that were running. So what became
visible between two snapshots is exact whatever order transactions commit in; no clock and no highest number
would be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Engine, text

from boundaries.database import sql, sql_source
from service.participation.pins.models import STATES

PACKAGE = "service.participation.pins"
#: Changes that are read at once; whoever missed more reads all places anew.
MOST_CHANGES = 5_000
#: How long a change is kept, as PostgreSQL writes an interval.
KEPT = "1 hour"

#: COPY's binary records: a count of fields, then each field's length before it. All are of fixed width.
_HEADER = 19
_RECORD = np.dtype(
    [
        ("fields", ">i2"),
        *(("_x", ">i4"), ("x", ">f8"), ("_y", ">i4"), ("y", ">f8")),
        *(("_t", ">i4"), ("theme", ">i4"), ("_k", ">i4"), ("kind", ">i4"), ("_s", ">i4"), ("state", ">i4")),
    ]
)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A moment of a database: `text` as PostgreSQL writes it, `place` which server's and database's it is."""

    text: str
    place: str


@dataclass(frozen=True, slots=True)
class ShownPlaces:
    """Places of a municipality's shown pins in metres, with a theme's id and the numbers of kind and state.

    `kind` counts in `kinds`, `state` in STATES.
    """

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    theme_id: NDArray[np.int64]
    kind: NDArray[np.int64]
    state: NDArray[np.int64]
    kinds: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.x)


@dataclass(frozen=True, slots=True)
class PlaceChange:
    """A pin that came to be shown at a place (`change` 1) or ceased to be (-1)."""

    change: int
    theme_id: int
    kind: str
    state: str
    x: float
    y: float


def places_now(engine: Engine, municipality_id: int, most: int) -> tuple[Snapshot, ShownPlaces] | None:
    """All places of one snapshot.

    Parameters
    ----------
    engine : of the public role.
    most : more places than this are not read.

    Returns None when there are more, or the database keeps no log that what is read could be brought up to
    date by.
    """
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection, connection.begin():
        # A million places take longer than any page may.
        connection.execute(text("SET LOCAL statement_timeout = '300s'"))
        moment = _look(connection, municipality_id, None)
        if moment is None:
            return None
        kinds = tuple(connection.execute(sql(PACKAGE, "kinds_shown"), {"municipality_id": municipality_id}).scalars())
        content = _copied(connection, municipality_id, kinds, most + 1)
    records = np.frombuffer(content, _RECORD, count=(len(content) - _HEADER) // _RECORD.itemsize, offset=_HEADER)
    if len(records) > most:
        return None
    x, y = records["x"].astype(np.float64), records["y"].astype(np.float64)
    theme, kind, state = (records[name].astype(np.int64) for name in ("theme", "kind", "state"))
    return moment[0], ShownPlaces(x, y, theme, kind - 1, state - 1, kinds)


def changes_since(
    connection: Connection, municipality_id: int, snapshot: Snapshot
) -> tuple[Snapshot, Sequence[PlaceChange]] | None:
    """What became visible since a snapshot, and the snapshot that this is seen in.

    Returns None when that cannot be told: too long ago, too much, or another database by now.
    """
    found = _look(connection, municipality_id, snapshot.text)
    if found is None or found[0].place != snapshot.place or len(found[1]) > MOST_CHANGES:
        return None
    return found


def trim_pin_changes(engine: Engine, kept: str = KEPT) -> int:
    """Forget changes older than `kept`; returns how many."""
    with engine.begin() as connection:
        return connection.execute(sql(PACKAGE, "trim_pin_changes"), {"kept": kept}).scalar() or 0


def _look(
    connection: Connection, municipality_id: int, since: str | None
) -> tuple[Snapshot, Sequence[PlaceChange]] | None:
    values = {"municipality_id": municipality_id, "snapshot": since, "most": MOST_CHANGES + 1}
    rows = connection.execute(sql(PACKAGE, "changes_since"), values).all()
    if not rows or not rows[0].is_known:
        return None
    changes = [PlaceChange(r.change, r.theme_id, r.kind, r.state, r.x, r.y) for r in rows if r.change is not None]
    return Snapshot(rows[0].snapshot, rows[0].place), changes


def _copied(connection: Connection, municipality_id: int, kinds: Sequence[str], most: int) -> bytes:
    statement = sql_source(PACKAGE, "places_now").format(
        kinds=_array(kinds), states=_array(STATES), municipality_id=int(municipality_id), most=int(most)
    )
    raw = connection.connection.driver_connection
    assert raw is not None  # noqa: S101 (an open connection has one)
    with raw.cursor() as cursor, cursor.copy(statement.encode()) as copy:
        return b"".join(bytes(part) for part in copy)


def _array(names: Sequence[str]) -> str:
    """Plain words (states, and kinds as the database checks them) as an array's literal."""
    return "'{" + ",".join(names) + "}'"
