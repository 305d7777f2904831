"""Allowing hosts and taking that back, and what may be asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, func, select, text
from sqlalchemy.orm import Session

from layers.remote.fetching import Allowance, inside_hosts
from layers.remote.fetching.allowance import plain_host
from service.audit import record
from service.config import Settings
from service.errors import NotFound
from service.i18n import gettext as _
from service.permissions import Actor
from service.remote.models import RemoteHost

_LISTED = text(
    "SELECT h.id, h.host, h.port, h.note, h.allowed_at, h.ended_at, h.is_synthetic, p.display_name AS allowed_by "
    "FROM service.remote_host AS h LEFT JOIN service.person AS p ON p.id = h.allowed_by "
    "WHERE h.municipality_id = :municipality_id ORDER BY h.ended_at IS NOT NULL, h.host, h.port, h.id"
)


def allow_host(
    db: Session, actor: Actor, *, host: str, port: int, note: str = "", is_synthetic: bool = False
) -> RemoteHost:
    """Allow a host with its port; one that is allowed stays as it is. Raises RemoteProblem for no host name."""
    host = plain_host(host)
    query = select(RemoteHost).where(
        RemoteHost.municipality_id == actor.municipality_id,
        RemoteHost.host == host,
        RemoteHost.port == port,
        RemoteHost.ended_at.is_(None),
    )
    found = db.scalar(query)
    if found is not None:
        return found
    made = RemoteHost(
        municipality_id=actor.municipality_id,
        host=host,
        port=port,
        note=note,
        allowed_by=actor.person_id,
        is_synthetic=is_synthetic,
    )
    db.add(made)
    db.flush()
    record(db, actor, "remote_host.allowed", "remote_host", str(made.id), name=f"{host}:{port}")
    return made


def forbid_host(db: Session, actor: Actor, host_id: int) -> RemoteHost:
    """Take an allowance back: nothing is asked there from now on, copies stay. Raises NotFound."""
    query = select(RemoteHost).where(RemoteHost.id == host_id, RemoteHost.municipality_id == actor.municipality_id)
    found = db.scalar(query.with_for_update())
    if found is None:
        raise NotFound(_("There is no such host here."))
    if found.ended_at is None:
        found.ended_at = func.now()
        db.flush()
        record(db, actor, "remote_host.forbidden", "remote_host", str(found.id), name=f"{found.host}:{found.port}")
    return found


def hosts_listed(db: Session, municipality_id: int) -> Sequence[Row[Any]]:
    """All hosts with `allowed_by` (a name), those in use first."""
    return db.execute(_LISTED, {"municipality_id": municipality_id}).all()


def allowance_of(db: Session, municipality_id: int, settings: Settings) -> Allowance:
    """What may be asked for a municipality right now."""
    query = select(RemoteHost.host, RemoteHost.port).where(
        RemoteHost.municipality_id == municipality_id, RemoteHost.ended_at.is_(None)
    )
    hosts = frozenset((row.host, row.port) for row in db.execute(query))
    return Allowance(hosts, inside_hosts(settings.remote_inside_hosts))
