"""Who walks along: joining by the code, and being known again by the secret."""

from __future__ import annotations

import datetime as dt
import hmac
import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.participation.walks import rules
from service.participation.walks.codes import normal_code
from service.participation.walks.errors import WalkerUnknown, WalkOver
from service.participation.walks.models import Walk, Walker
from service.web.sessions import token_hash


def walk_by_code(db: Session, municipality_id: int, typed: str) -> Walk | None:
    """The walk that takes walkers now under a typed code; None when there is none."""
    code = normal_code(typed)
    if code is None:
        return None
    walk = db.scalar(select(Walk).where(Walk.municipality_id == municipality_id, Walk.group_code == code))
    return walk if walk is not None and rules.takes_walkers(walk) else None


def wrong_code() -> InvalidInput:
    """The refusal of a code: the same for one that nobody has and for one whose walk is over."""
    sentence = _("No walk is open under this code now. Check the letters with the one who leads the walk.")
    return InvalidInput(sentence, [FieldError("code", sentence)])


def join_walk(db: Session, walk: Walk, roles: list[str]) -> tuple[Walker, str]:
    """Let somebody walk along. Returns the walker and the secret by which their device is known; the secret is
    kept nowhere here."""
    token = secrets.token_urlsafe(24)
    walker = Walker(
        municipality_id=walk.municipality_id, walk_id=walk.id, roles=list(roles), token_hash=token_hash(token)
    )
    db.add(walker)
    db.flush()
    return walker, token


def known_walker(db: Session, municipality_id: int, slug: str, token: str) -> tuple[Walk, Walker]:
    """The walk of an address and the walker whose secret it is.

    Raises WalkerUnknown when the secret is nobody's on this walk, WalkOver when nothing is taken in any more.
    """
    found = db.execute(
        select(Walk, Walker)
        .join(Walker, Walker.walk_id == Walk.id)
        .where(Walk.municipality_id == municipality_id, Walk.slug == slug, Walker.token_hash == token_hash(token))
    ).first()
    if not token or found is None or not hmac.compare_digest(bytes(found[1].token_hash or b""), token_hash(token)):
        raise WalkerUnknown(_("This device has not joined the walk. Join with the group code first."))
    walk, walker = found
    if not rules.takes_notes(walk, dt.datetime.now(dt.UTC)):
        raise WalkOver(_("The walk was too long ago: nothing is taken in any more."))
    return walk, walker
