"""Finding every row that is about somebody, by what the features declared."""

from __future__ import annotations

import hmac
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Table, Text, cast, func, or_, select, text
from sqlalchemy.orm import Session

import service.models  # noqa: F401  (every table must be known)
from boundaries.database import Base
from service.discussion.operations import supporter_hash
from service.discussion.subjects import Subject
from service.personal import PersonalTable, registry

#: Personal data know no border between municipalities: the transaction reaches all of them from here on.
_REACH_ALL = text("SELECT set_config('aluekartta.municipality', 'all', TRUE)")


@dataclass(frozen=True)
class Somebody:
    """Whom it is about: an account (with its address), or things that were sent without one, by kind and id."""

    person_id: uuid.UUID | None = None
    email: str | None = None
    things: frozenset[tuple[str, str]] = field(default_factory=frozenset)


Rows = dict[str, list[Any]]


def table_of(declared: PersonalTable) -> Table:
    """The table that was declared."""
    return Base.metadata.tables[declared.table]


def rows_about(db: Session, who: Somebody, secret_key: str) -> Rows:
    """The keys of all rows about somebody, by table; tables without any are left out.

    The transaction reaches all municipalities afterwards.
    """
    db.execute(_REACH_ALL)
    things = set(who.things)
    declared = registry().tables
    for one in declared.values():  # what somebody made leads on to what hangs on it
        if one.is_thing:
            things.update((one.is_thing, str(key)) for key in _keys(db, one, who, things, secret_key))
    found = {name: _keys(db, one, who, things, secret_key) for name, one in declared.items() if one.via is None}
    for name, one in declared.items():
        if one.via is not None:
            found[name] = _keys_via(db, one, found.get(one.via[1], []))
    return {name: keys for name, keys in found.items() if keys}


def _keys(
    db: Session, one: PersonalTable, who: Somebody, things: Iterable[tuple[str, str]], secret_key: str
) -> list[Any]:
    if one.via is not None:
        return []
    table = table_of(one)
    conditions = list(_conditions(one, table, who, things))
    keys = list(db.scalars(select(table.c[one.key]).where(or_(*conditions)))) if conditions else []
    if one.hashed is not None and who.person_id is not None:
        keys += [key for key in _keys_by_hash(db, one, table, who.person_id, secret_key) if key not in keys]
    return keys


def _conditions(
    one: PersonalTable, table: Table, who: Somebody, things: Iterable[tuple[str, str]]
) -> Iterable[ColumnElement[bool]]:
    if who.person_id is not None:
        yield from (table.c[column] == who.person_id for column in one.persons)
    if who.email:
        yield from (func.lower(table.c[column]) == who.email.lower() for column in one.emails)
    for thing in one.things:
        ids = [identifier for kind, identifier in things if kind == thing.kind]
        if ids:
            is_one = cast(table.c[thing.column], Text).in_(ids)
            if thing.kind_column:
                is_one &= table.c[thing.kind_column] == thing.kind
            if thing.only is not None:
                is_one &= table.c[thing.only[0]] == thing.only[1]
            yield is_one


def _keys_by_hash(
    db: Session, one: PersonalTable, table: Table, person_id: uuid.UUID, secret_key: str
) -> Iterable[Any]:
    """Rows whose keyed hash is the person's: the hash holds what it is about, so each row is tried."""
    assert one.hashed is not None  # noqa: S101 (the caller looked)
    column, kind, identifier = one.hashed
    names = [name for name in table.c.keys() if f"{{{name}}}" in kind]  # noqa: SIM118 (columns, not a mapping)
    wanted = select(table.c[one.key], table.c[column], table.c[identifier], *(table.c[name] for name in names))
    for row in db.execute(wanted.execution_options(yield_per=5000)):
        named = kind.format(**dict(zip(names, row[3:], strict=True)))
        expected = supporter_hash(secret_key, Subject(named, str(row[2]), 0, page=""), f"person:{person_id}")
        if hmac.compare_digest(bytes(row[1]), expected):
            yield row[0]


def _keys_via(db: Session, one: PersonalTable, parents: list[Any]) -> list[Any]:
    assert one.via is not None  # noqa: S101 (the caller looked)
    if not parents:
        return []
    table = table_of(one)
    return list(db.scalars(select(table.c[one.key]).where(table.c[one.via[0]].in_(parents))))


def counted(rows: Mapping[str, list[Any]]) -> list[tuple[PersonalTable, int]]:
    """Each declaration with how many rows were found, in the order of declaration."""
    return [(one, len(rows[name])) for name, one in registry().tables.items() if name in rows]
