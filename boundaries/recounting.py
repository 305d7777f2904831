"""Counting what lies in a large boundary behind the scenes, while people go on writing.

First everybody who may have read the old boundary is let end; whoever comes after notes themselves in the new
one. Then the points inside are found without holding anybody up, and noted in batches, each in a transaction
that looks again whether they still lie there. Writers wait for one batch at most.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import Engine, delete, select, update

from boundaries.database import sql
from boundaries.membership import PACKAGE, alone
from boundaries.models import AreaVersion, Recount

BATCH = 2_000
#: How long the job tries to find a moment when nobody writes a place, seconds; then it is tried again later.
PATIENCE_S = 20.0


class BoundaryBusy(Exception):
    """Somebody has been writing places of the municipality for too long, for example a large import."""


def waiting_boundaries(engine: Engine) -> list[int]:
    """The boundary versions that wait to be counted, the oldest first."""
    with engine.begin() as connection:
        return list(connection.scalars(select(Recount.area_version_id).order_by(Recount.asked_at)))


def count_boundary(engine: Engine, area_version_id: int, *, batch: int = BATCH) -> int | None:
    """Note everything that lies in a boundary version that waits for it, and show it.

    Safe to repeat, and to break off: the version waits until it is wholly counted.

    Returns
    -------
    How many points were found; None when the version does not wait (any more): somebody else has counted it,
    or the area has a newer boundary.

    Raises
    ------
    BoundaryBusy
    """
    with engine.begin() as connection:
        home = connection.scalar(select(Recount.municipality_id).where(Recount.area_version_id == area_version_id))
    if home is None:
        return None
    with engine.begin() as connection:
        if not alone(connection, home, PATIENCE_S):
            raise BoundaryBusy(f"municipality {home}")
    found: dict[str, list[uuid.UUID]] = defaultdict(list)
    with engine.begin() as connection:
        for row in connection.execute(sql(PACKAGE, "points_in_boundary"), {"area_version_id": area_version_id}):
            found[row.subject_kind].append(row.subject_id)
    for kind, ids in _batches(found, batch):
        if not _note_batch(engine, home, area_version_id, kind, ids):
            return None
    if not _finish(engine, home, area_version_id):
        return None
    return sum(len(ids) for ids in found.values())


def _batches(found: dict[str, list[uuid.UUID]], size: int) -> Iterator[tuple[str, list[uuid.UUID]]]:
    for kind, ids in found.items():
        for at in range(0, len(ids), size):
            yield kind, ids[at : at + size]


def _note_batch(engine: Engine, home: int, area_version_id: int, kind: str, ids: list[uuid.UUID]) -> bool:
    with engine.begin() as connection:
        if not alone(connection, home, PATIENCE_S):
            raise BoundaryBusy(f"municipality {home}")
        still = select(Recount).where(Recount.area_version_id == area_version_id)
        if connection.execute(still.with_for_update(read=True, skip_locked=True)).first() is None:
            return False
        values = {"area_version_id": area_version_id, "kind": kind, "ids": ids}
        connection.execute(sql(PACKAGE, "count_batch"), values)
    return True


def _finish(engine: Engine, home: int, area_version_id: int) -> bool:
    with engine.begin() as connection:
        if not alone(connection, home, PATIENCE_S):
            raise BoundaryBusy(f"municipality {home}")
        connection.execute(sql(PACKAGE, "count_shapes"), {"area_version_id": area_version_id})
        done = connection.execute(delete(Recount).where(Recount.area_version_id == area_version_id))
        if done.rowcount != 1:
            return False
        connection.execute(
            update(AreaVersion).where(AreaVersion.id == area_version_id).values(contents_id=area_version_id)
        )
    return True
