"""What every table of the project shares: the declarative base, column kinds and SQL kept in files.

Stands here, in the lowest folder that knows a database, so that `layers` and `service` can build on it.
"""

from __future__ import annotations

import datetime as dt
import uuid
from functools import cache
from importlib.resources import files
from typing import Annotated, Any

from geoalchemy2 import Geometry
from sqlalchemy import DateTime, Identity, MetaData, TextClause, func, text
from sqlalchemy.dialects.postgresql import JSONB, UUID
from sqlalchemy.orm import DeclarativeBase, mapped_column

from geo.crs import METRIC

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The declarative base of every table, with constraint names that migrations can rely on."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {
        dt.datetime: DateTime(timezone=True),
        dict[str, Any]: JSONB,
        dict[str, str]: JSONB,
        list[str]: JSONB,
        list[dict[str, Any]]: JSONB,
        uuid.UUID: UUID(as_uuid=True),
    }


IntId = Annotated[int, mapped_column(Identity(), primary_key=True)]
UuidId = Annotated[
    uuid.UUID, mapped_column(primary_key=True, default=uuid.uuid4, server_default=text("gen_random_uuid()"))
]
Instant = Annotated[dt.datetime, mapped_column(server_default=func.now())]


def metric_geometry(kind: str) -> Geometry:
    """A geometry column type in the database's one metric CRS, e.g. ``metric_geometry("POINT")``.

    The spatial index is declared by the table (``Index(..., postgresql_using="gist")``), never implied.
    """
    return Geometry(kind, srid=METRIC.epsg, spatial_index=False)


@cache
def sql(package: str, name: str) -> TextClause:
    """The statement kept in ``<package>/sql/<name>.sql``, ready to bind.

    Read once per process. Write ``CAST(:a AS integer)`` there, never ``:a::integer``: the latter is not
    taken as a bind.
    """
    return text(sql_source(package, name))


@cache
def sql_source(package: str, name: str) -> str:
    """The text of ``<package>/sql/<name>.sql``."""
    return (files(package) / "sql" / f"{name}.sql").read_text(encoding="utf-8")
