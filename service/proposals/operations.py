"""Writing proposals: a new one, and a new version of an old one. Nothing here commits."""

from __future__ import annotations

import datetime as dt
from typing import Any

import shapely
from geoalchemy2.shape import from_shape, to_shape
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from boundaries.slugs import unused_slug
from geo.crs import METRIC
from layers.plans.coverage import coverage
from layers.plans.queries import letters_covering
from layers.plans.record import coverage_record
from service.audit import record
from service.i18n import gettext as _
from service.permissions import Actor
from service.proposals.errors import ProposalChanged
from service.proposals.ideas.operations import tell_growth
from service.proposals.models import Proposal, ProposalVersion
from service.proposals.rules import is_public
from service.proposals.schemas import ProposalText


def coverage_now(db: Session, municipality_id: int, shape: BaseGeometry) -> dict[str, Any]:
    """What the shape covers in the plans as they are today, as a record that can be kept."""
    return coverage_record(coverage(shape, letters_covering(db.connection(), municipality_id, shape)))


def make_proposal(db: Session, actor: Actor, words: ProposalText, shape: BaseGeometry) -> Proposal:
    """Save a new proposal with what it covers, signed by the actor's title unless another is given."""
    made = Proposal(
        municipality_id=actor.municipality_id,
        slug=unused_slug(db, Proposal.slug, actor.municipality_id, words.title),
        version=1,
        author_id=actor.person_id,
        created_at=dt.datetime.now(dt.UTC),
    )
    _write(db, actor, made, words, shape)
    db.add(made)
    db.flush()
    record(db, actor, "proposal.made", "proposal", made.slug, title=made.title, state=made.state)
    return made


def revise_proposal(
    db: Session, actor: Actor, slug: str, expected_version: int, words: ProposalText, shape: BaseGeometry | None
) -> Proposal:
    """Make a new version of a proposal; the old one is kept as it was.

    Parameters
    ----------
    expected_version : the version that the changer saw.
    shape : the drawing in metres; None keeps the old one. The coverage is reckoned anew either way.

    Raises ProposalChanged when somebody else changed it first.
    """
    kept = db.scalars(
        select(Proposal)
        .where(Proposal.municipality_id == actor.municipality_id, Proposal.slug == slug)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    if kept.version != expected_version:
        raise ProposalChanged(
            _("Somebody else changed this first. Your text is kept below: compare it with theirs and save again."),
            kept.version,
        )
    before = kept.state
    db.add(_as_version(kept))
    kept.version += 1
    drawn = shape if shape is not None else to_shape(kept.geom)
    _write(db, actor, kept, words, drawn)
    db.flush()
    record(db, actor, "proposal.changed", "proposal", kept.slug, version=kept.version, before=before, after=kept.state)
    if not is_public(before):
        tell_growth(db, kept)
    return kept


def _write(db: Session, actor: Actor, proposal: Proposal, words: ProposalText, shape: BaseGeometry) -> None:
    proposal.title = words.title
    proposal.summary = words.summary
    proposal.body = words.body
    proposal.state = words.state
    proposal.signature = words.signature or proposal.signature or actor.title or actor.name
    proposal.change_note = words.change_note
    if words.matter is not None:
        proposal.matter = words.matter
    proposal.geom = from_shape(shapely.force_2d(shape), METRIC.epsg)
    proposal.coverage = coverage_now(db, actor.municipality_id, shape)
    proposal.changed_at = dt.datetime.now(dt.UTC)


def _as_version(proposal: Proposal) -> ProposalVersion:
    same = ("version", "title", "summary", "body", "geom", "coverage", "state", "signature", "change_note")
    values = {name: getattr(proposal, name) for name in same}
    return ProposalVersion(proposal_id=proposal.id, changed_by=proposal.author_id, at=proposal.changed_at, **values)
