"""Writing variables and their values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import psycopg
from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from layers.indicators.columns import Column
from layers.indicators.models import Statistic, Variable

_COPY = "COPY layers.statistic (variable_id, area_id, state, value) FROM STDIN"
StatisticRow = tuple[int, int, str, float | None]


def save_variables(
    db: Session, edition: str, source: str, columns: Sequence[Column], municipality_id: int | None = None
) -> dict[str, int]:
    """Make the variables of an edition, or bring their names up to date; return their ids by key.

    Parameters
    ----------
    municipality_id : whose own figures they are; None for a publisher's, which municipalities share.
    """
    rows = [
        {
            "key": column.key,
            "edition": edition,
            "names": column.names,
            "unit": column.unit,
            "year": column.year,
            "is_count": column.role == "count",
            "source": source,
            "municipality_id": municipality_id,
        }
        for column in columns
    ]
    given = insert(Variable).values(rows)
    fresh = {name: given.excluded[name] for name in ("names", "unit", "year", "is_count", "source")}
    saved = given.on_conflict_do_update(index_elements=["municipality_id", "key", "edition"], set_=fresh)
    return {row.key: row.id for row in db.execute(saved.returning(Variable.key, Variable.id))}


def replace_statistics(
    db: Session, variable_ids: Sequence[int], area_ids: Sequence[int], rows: Iterable[StatisticRow]
) -> int:
    """Put the values of these variables in these areas in the place of what was there; return how many.

    Written with COPY: the whole of Finland is 300,000 values.
    """
    db.execute(delete(Statistic).where(Statistic.variable_id.in_(variable_ids), Statistic.area_id.in_(area_ids)))
    db.flush()
    connection = db.connection().connection.dbapi_connection
    if not isinstance(connection, psycopg.Connection):
        raise TypeError("COPY needs a live psycopg connection")
    count = 0
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        for row in rows:
            copy.write_row(row)
            count += 1
    return count
