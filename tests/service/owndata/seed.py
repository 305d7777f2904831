"""One person in every table that the features declared: each row is made from the table's own description, so that a
table which comes tomorrow is seeded, exported and erased too.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
import uuid
from dataclasses import dataclass, field
from typing import Any

from geoalchemy2 import Geometry
from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    DefaultClause,
    Double,
    Engine,
    Float,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
    Uuid,
    insert,
    select,
    text,
)
from sqlalchemy.orm import Session

from boundaries.database import Base
from geo.crs import METRIC
from service.db import make_engine
from service.discussion.operations import supporter_hash
from service.discussion.subjects import Subject
from service.owndata.rows import table_of
from service.personal import PersonalTable, registry
from tests.conftest import SECRET, TownDatabase
from tests.factories.world import square

MINX, MINY, _, _ = square("05").bounds
PLACES = {
    "GEOMETRY": f"LINESTRING({MINX + 111} {MINY + 222}, {MINX + 222} {MINY + 222})",
    "POINT": f"POINT({MINX + 111} {MINY + 222})",
    "LINESTRING": f"LINESTRING({MINX + 100} {MINY + 100}, {MINX + 200} {MINY + 200})",
    "MULTIPOLYGON": f"MULTIPOLYGON((({MINX + 100} {MINY + 100}, {MINX + 300} {MINY + 100}, {MINX + 300} {MINY + 300}, "
    f"{MINX + 100} {MINY + 100})))",
}
#: Where a constraint ties columns together.
TOGETHER: dict[str, dict[str, Any]] = {
    "service.role_grant": {"role": "area_board", "area_id": 5},
    "service.pin_part": {"number": 1, "text": "Osa"},
}


_numbers = itertools.count(900_001)


@dataclass
class Seeded:
    """Who was put everywhere, with the words that must go and the words that may stay."""

    person_id: uuid.UUID
    email: str
    mark: str
    gone: dict[str, str] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    keys: dict[str, Any] = field(default_factory=dict)


def seed(town: TownDatabase, mark: str) -> Seeded:
    """Put one person into every declared table; `mark` stands in every word of theirs."""
    who = Seeded(uuid.uuid4(), f"{mark.lower()}.kanaria@testila.example", mark)
    things = {one.is_thing: _thing_id(one) for one in registry().tables.values() if one.is_thing}
    engine = make_engine(town.settings.database_url, 10_000, 1)
    try:
        _fill(engine, who, things)
    finally:
        engine.dispose()
    return who


def _fill(engine: Engine, who: Seeded, things: dict[str, Any]) -> None:
    with Session(engine) as db, db.begin():
        db.execute(text("SET LOCAL session_replication_role = replica"))  # no triggers and no foreign keys
        order = [table.fullname for table in Base.metadata.sorted_tables]
        for one in sorted(registry().tables.values(), key=lambda one: order.index(one.table)):
            table = table_of(one)
            values = {**_row(one, who, things), **_parents(db, table, who)}
            values.update(_fixed(one, who, things, values))
            who.keys[one.table] = db.execute(insert(table).values(values).returning(table.c[one.key])).scalar_one()
        db.execute(text("UPDATE service.person SET is_demo = true WHERE id = :id"), {"id": who.person_id})


def _thing_id(one: PersonalTable) -> Any:
    kind = table_of(one).c[one.key].type
    return uuid.uuid4() if isinstance(kind, Uuid) else int.from_bytes(uuid.uuid4().bytes[:3]) + 1000


def _row(one: PersonalTable, who: Seeded, things: dict[str, Any]) -> dict[str, Any]:
    table = table_of(one)
    values: dict[str, Any] = {}
    for column in table.columns:
        if column.computed is not None or (column.identity is not None and column.identity.always):
            continue
        deed = one.columns.get(column.name)
        if deed is not None or _must_be_given(column):
            values[column.name] = _value(table, column)
        if deed is not None and isinstance(column.type, String | Text) and not _choices(table, column):
            kind, words = ("POISTUVA", who.gone) if deed.name in ("row", "blank", "gone") else ("JÄÄVÄ", who.kept)
            words[f"{one.table}.{column.name}"] = values[column.name] = f"{who.mark}-{kind}-{table.name}-{column.name}"
    return values


def _parents(db: Session, table: Table, who: Seeded) -> dict[str, Any]:
    """Foreign keys that must not be empty: to the person's own rows where there are any, else to whatever is there."""
    found: dict[str, Any] = {}
    for column in table.columns:
        for key in column.foreign_keys:
            if not column.nullable:
                own = who.keys.get(key.column.table.fullname)
                if own is None and column.primary_key and len(table.primary_key) == 1:
                    continue  # one row for each parent, which another person's row may have: a number of its own
                first = db.scalar(select(key.column).order_by(key.column).limit(1))
                if first is None and own is None:
                    first = _stand_in(db, key.column, who)
                found[column.name] = first if own is None or key.column.name != "id" else own
    return {name: value for name, value in found.items() if value is not None}


def _stand_in(db: Session, key: Column[Any], who: Seeded) -> Any:
    """A row of a table that has none yet and holds nothing personal, for others to point at."""
    table = key.table
    assert isinstance(table, Table)
    values = {column.name: _value(table, column) for column in table.columns if _must_be_given(column)}
    return db.execute(insert(table).values({**values, **_parents(db, table, who)}).returning(key)).scalar_one()


def _must_be_given(column: Column[Any]) -> bool:
    has_default = isinstance(column.server_default, DefaultClause) or column.identity is not None
    return not column.nullable and not has_default and column.computed is None


def _fixed(one: PersonalTable, who: Seeded, things: dict[str, Any], made: dict[str, Any]) -> dict[str, Any]:
    """What makes the row the person's."""
    table, values = table_of(one), dict(made)
    values.update(dict.fromkeys(one.persons, who.person_id))
    for column_name in one.emails:
        values[column_name] = who.gone[f"{one.table}.{column_name}"] = who.email
    if one.table == "service.person":
        values["email"] = who.gone["service.person.email"] = who.email
    for thing in one.things:
        values[thing.column] = _as(table.c[thing.column], things[thing.kind])
        if thing.kind_column:
            values[thing.kind_column] = thing.kind
        if thing.only is not None:
            values[thing.only[0]] = thing.only[1]
        break
    if one.is_thing:
        values[one.key] = things[one.is_thing]
    if one.via is not None:
        values[one.via[0]] = who.keys[one.via[1]]
    values.update(TOGETHER.get(one.table, {}))
    if one.hashed is not None:
        column_name, kind, identifier = one.hashed
        subject = Subject(kind.format(**values), str(values[identifier]), 0, page="")
        values[column_name] = supporter_hash(SECRET, subject, f"person:{who.person_id}")
    return values


def _as(column: Column[Any], value: Any) -> Any:
    return str(value) if isinstance(column.type, String | Text) else value


def _choices(table: Table, column: Column[Any]) -> list[str]:
    """The values that a check constraint allows a column, or none."""
    for constraint in table.constraints:
        if isinstance(constraint, CheckConstraint):
            found = re.match(rf"{column.name} IN \((.*)\)$", str(constraint.sqltext))
            if found:
                return re.findall(r"'([^']*)'", found[1])
    return []


def _value(table: Table, column: Column[Any]) -> Any:
    kind = column.type
    if isinstance(kind, Geometry):
        shape = PLACES.get(str(kind.geometry_type), PLACES["POINT"])
        return f"SRID={METRIC.epsg};{shape}"
    if isinstance(kind, Uuid):
        return uuid.uuid4()
    if isinstance(kind, LargeBinary):
        return b"\xff\xd8" + uuid.uuid4().bytes * 8
    if isinstance(kind, Boolean):
        return False
    if isinstance(kind, Integer):
        is_key = column.name.endswith(("_id", "number")) and not isinstance(kind, SmallInteger)
        return next(_numbers) if is_key else 1
    if isinstance(kind, Float | Double):
        return 0.5
    if isinstance(kind, DateTime):
        return dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)
    if isinstance(kind, Date):
        return dt.date.today()
    if isinstance(kind, JSON):
        return {}
    choices = _choices(table, column)
    return choices[0] if choices else f"x{uuid.uuid4().hex}"
