"""Reading proposals: what residents see from the public views, drafts for those who write them."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

import shapely
from geoalchemy2.shape import to_shape
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from boundaries.database import sql
from service.i18n import TIME_ZONE
from service.proposals.models import Proposal

PACKAGE = "service.proposals"


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A proposal, or one version of it, as it is shown. `geom` is in the metric CRS.

    `begins_on` is the first day of its phases while it lies ahead: till then its state is ``closed``.
    """

    slug: str
    title: str
    summary: str
    body: str
    state: str
    version: int
    coverage: dict[str, Any]
    signature: str
    change_note: str
    is_synthetic: bool
    changed_on: dt.date
    geom: BaseGeometry
    id: uuid.UUID | None = None
    created_on: dt.date | None = None
    comment_count: int = 0
    matter: str = ""
    begins_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ReachedArea:
    """An area that a proposal reaches into; `share` (0-1) of the proposal lies inside."""

    slug: str
    kind: str
    names: dict[str, str]
    share: float


def public_proposals(connection: Connection, municipality_id: int, state: str = "") -> list[ProposalView]:
    """The proposals that residents see: open ones first, then coming ones, then by age; of one state when it is given.

    ``coming`` are those whose phases have not begun; they are not among those that are ``closed``.
    """
    values = {"municipality_id": municipality_id, "state": state or None}
    return [_view(row) for row in connection.execute(sql(PACKAGE, "proposals_of"), values)]


def public_proposal(connection: Connection, municipality_id: int, slug: str) -> ProposalView | None:
    """The proposal of an address, when residents see it."""
    values = {"municipality_id": municipality_id, "slug": slug}
    row = connection.execute(sql(PACKAGE, "proposal_by_slug"), values).first()
    return _view(row) if row else None


def public_versions(connection: Connection, municipality_id: int, slug: str) -> list[ProposalView]:
    """Earlier versions that residents saw, newest first."""
    values = {"municipality_id": municipality_id, "slug": slug}
    rows = connection.execute(sql(PACKAGE, "versions_of"), values)
    return [_view(row, slug=slug) for row in rows]


def areas_of_proposal(connection: Connection, proposal_id: uuid.UUID) -> list[ReachedArea]:
    """The areas that a proposal reaches into, the largest share first."""
    rows = connection.execute(sql(PACKAGE, "areas_of_proposal"), {"proposal_id": proposal_id})
    return [ReachedArea(**row._mapping) for row in rows]


def unpublished_proposals(db: Session, municipality_id: int, state: str = "") -> list[ProposalView]:
    """Drafts and withdrawn proposals, for those who write them."""
    states = [state] if state else ["draft", "withdrawn"]
    query = select(Proposal).where(Proposal.municipality_id == municipality_id, Proposal.state.in_(states))
    return [own_view(one) for one in db.scalars(query.order_by(Proposal.changed_at.desc()))]


def proposal_row(db: Session, municipality_id: int, slug: str) -> Proposal | None:
    """The proposal of an address in whatever state."""
    return db.scalar(select(Proposal).where(Proposal.municipality_id == municipality_id, Proposal.slug == slug))


def own_view(row: Proposal) -> ProposalView:
    """A proposal in whatever state as a view."""
    return ProposalView(
        id=row.id,
        slug=row.slug,
        title=row.title,
        summary=row.summary,
        body=row.body,
        state=row.state,
        version=row.version,
        coverage=row.coverage,
        signature=row.signature,
        change_note=row.change_note,
        is_synthetic=row.is_synthetic,
        matter=row.matter,
        created_on=row.created_at.astimezone(TIME_ZONE).date(),
        changed_on=row.changed_at.astimezone(TIME_ZONE).date(),
        geom=to_shape(row.geom),
    )


def _view(row: Any, **further: Any) -> ProposalView:
    values = dict(row._mapping)
    return ProposalView(geom=shapely.from_wkb(bytes(values.pop("wkb"))), **values, **further)
