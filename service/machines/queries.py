"""Reading keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, func, or_, select
from sqlalchemy.orm import Session

from boundaries.database import sql
from service.i18n import gettext as _
from service.machines.errors import KeyRefused
from service.machines.models import MachineKey
from service.machines.scopes import REPORTS
from service.web.sessions import token_hash

PACKAGE = "service.machines"


def key_given(db: Session, municipality_id: int, secret: str) -> MachineKey:
    """The working key that a secret belongs to. Looked up by its hash, so that no time tells how near a guess was.

    Raises KeyRefused for none, an unknown one, one of another municipality, one for other things than reports, and one
    that has expired or was taken back.
    """
    if not secret:
        raise KeyRefused(_("An api_key is needed for this. The municipality gives them."))
    key = working_key(db, municipality_id, secret)
    if key is None or REPORTS not in key.scopes:
        raise KeyRefused(_("This api_key is not in use here. Ask the municipality for a new one."))
    return key


def working_key(db: Session, municipality_id: int, secret: str) -> MachineKey | None:
    """The key of a secret, if it has neither expired nor been taken back; of this municipality alone."""
    return db.scalar(
        select(MachineKey).where(
            MachineKey.municipality_id == municipality_id,
            MachineKey.key_hash == token_hash(secret),
            MachineKey.ended_at.is_(None),
            or_(MachineKey.expires_at.is_(None), MachineKey.expires_at > func.now()),
        )
    )


def keys_listed(db: Session, municipality_id: int) -> Sequence[Row[Any]]:
    """All keys with `made_by` (a name) and `report_count`, those that work first."""
    return db.execute(sql(PACKAGE, "keys_listed"), {"municipality_id": municipality_id}).all()
