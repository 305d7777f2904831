"""Giving keys and taking them back: named verbs that flush and never commit."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.audit import record
from service.i18n import gettext as _
from service.machines.errors import KeyNotFound
from service.machines.models import MachineKey
from service.machines.scopes import REPORTS
from service.permissions import Actor
from service.web.sessions import token_hash

#: How a key begins, so that one that leaked can be found by searching for it; and how much of it is kept to show.
PREFIX = "alue_"
HINT = 9


def make_key(
    db: Session,
    actor: Actor,
    *,
    name: str,
    per_hour: int,
    scopes: Sequence[str] = (REPORTS,),
    expires_at: dt.datetime | None = None,
    is_synthetic: bool = False,
) -> tuple[MachineKey, str]:
    """A new key and its secret, which is kept nowhere here: it is shown once."""
    secret = PREFIX + secrets.token_urlsafe(32)
    key = MachineKey(
        municipality_id=actor.municipality_id,
        name=name,
        key_hash=token_hash(secret),
        hint=secret[:HINT],
        per_hour=per_hour,
        scopes=list(scopes),
        expires_at=expires_at,
        made_by=actor.person_id,
        is_synthetic=is_synthetic,
    )
    db.add(key)
    db.flush()
    record(
        db, actor, "machine_key.made", "machine_key", str(key.id), name=name, per_hour=per_hour, scopes=list(scopes)
    )
    return key, secret


def end_key(db: Session, actor: Actor, key_id: int) -> MachineKey:
    """Take a key back for good; one that was taken back before stays so.

    Raises KeyNotFound.
    """
    query = select(MachineKey).where(MachineKey.id == key_id, MachineKey.municipality_id == actor.municipality_id)
    key = db.scalar(query.with_for_update())
    if key is None:
        raise KeyNotFound(_("There is no such key here."))
    if key.ended_at is None:
        key.ended_at = func.now()
        db.flush()
        record(db, actor, "machine_key.ended", "machine_key", str(key.id), name=key.name)
    return key
