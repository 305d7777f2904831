"""Reading keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from boundaries.database import sql
from service.i18n import gettext as _
from service.machines.errors import KeyRefused
from service.machines.models import MachineKey
from service.web.sessions import token_hash

PACKAGE = "service.machines"


def key_given(db: Session, municipality_id: int, secret: str) -> MachineKey:
    """The working key that a secret belongs to. Looked up by its hash, so that no time tells how near a guess was.

    Raises KeyRefused for none, an unknown one, one of another municipality and one that was taken back.
    """
    if not secret:
        raise KeyRefused(_("An api_key is needed for this. The municipality gives them."))
    key = db.scalar(
        select(MachineKey).where(
            MachineKey.municipality_id == municipality_id,
            MachineKey.key_hash == token_hash(secret),
            MachineKey.ended_at.is_(None),
        )
    )
    if key is None:
        raise KeyRefused(_("This api_key is not in use here. Ask the municipality for a new one."))
    return key


def keys_listed(db: Session, municipality_id: int) -> Sequence[Row[Any]]:
    """All keys with `made_by` (a name) and `report_count`, those that work first."""
    return db.execute(sql(PACKAGE, "keys_listed"), {"municipality_id": municipality_id}).all()
