"""Erasing somebody's data: the anonymous contribution stays, everything that leads to the person goes."""

from __future__ import annotations

import secrets
import uuid
from typing import Any

from sqlalchemy import LargeBinary, Table, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from boundaries.database import sql
from service.accounts.models import Person, RoleGrant
from service.accounts.roles import ADMINISTRATOR
from service.audit import record
from service.errors import InvalidInput
from service.i18n import gettext as _
from service.jobs import defer
from service.owndata.rows import Rows, Somebody, rows_about, table_of
from service.owndata.taking_back import take_back
from service.permissions import Actor
from service.personal import BLANK, Deed, PersonalTable, registry
from service.records import Erasure

#: What passes through and may hold an address or a name for a day or two: it goes when it does.
SWEPT = ("sweep_events", "sweep_jobs", "sweep_answers")
SHORTEST_SWEPT = 4
PERSON = "service.person"


def somebody_with_account(db: Session, person_id: uuid.UUID) -> Somebody:
    """An account as somebody whose rows can be found. Raises LookupError when it is gone."""
    person = db.get(Person, person_id)
    if person is None:
        raise LookupError(person_id)
    return Somebody(person_id, person.email)


def erase_account(
    db: Session, municipality_id: int, person_id: uuid.UUID, *, secret_key: str, takes_back: bool = False
) -> None:
    """Erase an account and everything that leads to its person, in all municipalities.

    Parameters
    ----------
    takes_back : also take back ideas, comments and photos; otherwise they stay without a name.

    Raises InvalidInput for the last administrator of a municipality.
    """
    person = db.get_one(Person, person_id)
    words = [person.email or "", person.display_name]
    who = somebody_with_account(db, person_id)
    rows = rows_about(db, who, secret_key)
    _refuse_last_administrator(db, person_id)
    _erase(db, rows, takes_back=takes_back)
    db.expunge(person)
    for one in words:
        _sweep(db, one)
    _note(db, municipality_id, "person", person_id, takes_back)


def erase_pin(db: Session, municipality_id: int, pin_id: uuid.UUID, *, secret_key: str, takes_back: bool) -> None:
    """Erase what leads from a pin to its author, who has no account: only the holder of its secret link may."""
    rows = rows_about(db, Somebody(things=frozenset({("pin", str(pin_id))})), secret_key)
    _erase(db, rows, takes_back=takes_back)
    _note(db, municipality_id, "pin", pin_id, takes_back)


def forget_ties(db: Session, who: Somebody, secret_key: str) -> Rows:
    """Empty what leads from things to people, and keep the things; returns what was touched (retention)."""
    rows = rows_about(db, who, secret_key)
    _erase(db, rows, takes_back=False)
    return rows


def _erase(db: Session, rows: Rows, *, takes_back: bool) -> None:
    if takes_back:
        take_back(db, rows)
    declared = registry().tables
    for name in sorted(rows, key=lambda one: one == PERSON):  # the account last: the database clears up after it
        one = declared[name]
        for statement in one.before:
            db.execute(text(statement), {"keys": [str(key) for key in rows[name]]})
        _erase_rows(db, one, rows[name])
    db.flush()
    db.expire_all()


def _erase_rows(db: Session, one: PersonalTable, keys: list[Any]) -> None:
    table = table_of(one)
    mine = table.c[one.key].in_(keys)
    if any(deed.name == "row" for deed in one.columns.values()):
        db.execute(delete(table).where(mine))
        return
    blanks = {name: deed for name, deed in one.columns.items() if deed.name == BLANK.name}
    bare = [name for name, deed in blanks.items() if deed.value is None and not _may_be_null(table, name)]
    fingerprints = [name for name in bare if isinstance(table.c[name].type, LargeBinary)]
    plain = {name: _emptiness(table, name, deed) for name, deed in blanks.items() if name not in fingerprints}
    if plain:
        db.execute(update(table).where(mine).values(plain))
    for name in fingerprints:  # each gets noise of its own: two equal ones would say that one person had both
        for key in keys:
            db.execute(update(table).where(table.c[one.key] == key).values({name: secrets.token_bytes(32)}))


def _may_be_null(table: Table, name: str) -> bool:
    return bool(table.c[name].nullable)


def _emptiness(table: Table, name: str, deed: Deed) -> Any:
    if deed.value is not None or _may_be_null(table, name):
        return deed.value
    return ""


def _sweep(db: Session, words: str) -> None:
    if len(words) >= SHORTEST_SWEPT:
        for statement in SWEPT:
            db.execute(sql("service.owndata", statement), {"words": words})


def _refuse_last_administrator(db: Session, person_id: uuid.UUID) -> None:
    mine = select(RoleGrant.municipality_id).where(RoleGrant.person_id == person_id, RoleGrant.role == ADMINISTRATOR)
    grants = db.scalars(
        select(RoleGrant)
        .where(RoleGrant.role == ADMINISTRATOR, RoleGrant.municipality_id.in_(mine))
        .order_by(RoleGrant.id)
        .with_for_update()
    ).all()
    others = {grant.municipality_id for grant in grants if grant.person_id != person_id}
    if {grant.municipality_id for grant in grants} - others:
        raise InvalidInput(_("You are the last administrator. Give the role to somebody else first."))


def _note(db: Session, municipality_id: int, kind: str, identifier: uuid.UUID, takes_back: bool) -> None:
    values = {"thing_id": identifier, "kind": kind, "takes_back": takes_back}
    changed = {"takes_back": takes_back, "erased_at": func.now()}
    db.execute(insert(Erasure).values(values).on_conflict_do_update(index_elements=["thing_id"], set_=changed))
    record(db, Actor(municipality_id), f"{kind}.erased", kind, str(identifier), took_back=takes_back)
    defer(db, "write_erasures", "housekeeping")
