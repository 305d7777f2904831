"""A key as the token of a request to the JSON API."""

from __future__ import annotations

from sqlalchemy import func, or_, update

from service.i18n import gettext as _
from service.machines.errors import TokenRefused
from service.machines.models import MachineKey
from service.machines.queries import working_key
from service.machines.scopes import permissions_of
from service.web.bearer import Bearer, look_up_by
from service.web.context import database, db_session, municipality
from service.web.sessions import NOTED_EVERY


def bearer_of(token: str) -> Bearer:
    """Who a token stands for; that it was used is noted.

    Raises TokenRefused for one that is unknown here, has expired or was taken back.
    """
    key = working_key(db_session(), municipality().id, token)
    if key is None:
        raise TokenRefused(_("This token is not in use here. Ask the municipality for a new one."))
    _note_use(key.id)
    return Bearer(key.id, permissions_of(key.scopes), key.per_hour)


def _note_use(key_id: int) -> None:
    """Note it in a transaction of its own: what was asked may fail, or be a read, which keeps nothing."""
    is_stale = or_(MachineKey.used_at.is_(None), MachineKey.used_at < func.now() - NOTED_EVERY)
    with database().session_for(municipality().id) as db, db.begin():
        db.execute(update(MachineKey).where(MachineKey.id == key_id, is_stale).values(used_at=func.now()))


look_up_by(bearer_of)
