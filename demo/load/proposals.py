"""Areas that the demo's residents drew, and a planner's proposal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from shapely import affinity
from shapely.geometry.base import BaseGeometry
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from boundaries.models import Municipality
from boundaries.operations import AreaTraits, create_area
from demo.content import DemoProposal, DrawnArea
from demo.load.geometry import metric, stored
from service.accounts.models import Person
from service.i18n import TIME_ZONE
from service.participation.pins.models import Pin
from service.proposals.ideas.models import ProposalIdea
from service.proposals.models import Proposal, ProposalVersion
from service.proposals.operations import coverage_now
from service.proposals.phases.models import ProposalPhase

#: How far the first version of a demo proposal lay from the second, in metres.
EARLIER_M = 40.0
#: A demo proposal's phases as days from the day of loading: kind, first day, last day.
Stretch = tuple[str, int, int | None]
PHASES: Sequence[Stretch] = (
    ("preparation", -60, -8), ("statements", -7, 60), ("answers", 61, 95), ("decision", 96, None),
)  # fmt: skip
TOGETHER: Sequence[Stretch] = (("co_development", -20, 60), ("decision", 61, None))


def add_drawn_areas(db: Session, town: Municipality, areas: Iterable[DrawnArea]) -> None:
    """'Our areas' with the same operation that residents' drawings go through."""
    for area in areas:
        traits = AreaTraits(
            kind="resident",
            names={"fi": area.name},
            slug=area.slug,
            description=area.description,
            source=area.drawn_by,
            is_synthetic=True,
        )
        create_area(db, town.id, traits, metric(area.geometry))


def add_proposals(
    db: Session, town: Municipality, proposals: Iterable[DemoProposal], people: dict[str, Person]
) -> None:
    """Proposals with the zoning report that they would have got on the web."""
    for proposal in proposals:
        shape = metric(proposal.geometry)
        row = Proposal(
            municipality_id=town.id,
            slug=proposal.slug,
            title=proposal.title,
            summary=proposal.summary,
            body=proposal.text,
            geom=stored(shape),
            coverage=coverage_now(db, town.id, shape),
            author_id=people["planner"].id,
            signature=proposal.role,
            is_synthetic=True,
            created_at=proposal.created_at,
            changed_at=proposal.created_at,
        )
        db.add(row)
        db.flush()
        db.add_all(_phases(row))
        _earlier_version(db, town, row, shape)
        _alternative(db, town, row, shape)
    db.flush()


def _earlier_version(db: Session, town: Municipality, proposal: Proposal, shape: BaseGeometry) -> None:
    """A first version that was smaller and said less, so that there is something to compare with."""
    smaller = affinity.scale(affinity.translate(shape, xoff=-EARLIER_M), xfact=0.8, yfact=0.8)
    db.add(
        ProposalVersion(
            proposal_id=proposal.id,
            version=1,
            title=proposal.title,
            summary=proposal.summary,
            body="\n\n".join(proposal.body.split("\n\n")[:-2]),
            geom=stored(smaller),
            coverage=coverage_now(db, town.id, smaller),
            state="open",
            signature=proposal.signature,
            changed_by=proposal.author_id,
            at=proposal.created_at,
        )
    )
    proposal.version = 2
    proposal.change_note = "Alue laajeni puiston reunaan, ja teksti sanoo, mistä erityisesti halutaan kuulla."
    proposal.changed_at = proposal.created_at + dt.timedelta(days=9)


def _alternative(db: Session, town: Municipality, proposal: Proposal, shape: BaseGeometry) -> None:
    """A lighter alternative of the same matter."""
    lighter = affinity.scale(shape, xfact=0.55, yfact=0.55)
    proposal.matter = proposal.title
    made = Proposal(
        municipality_id=town.id,
        slug=f"{proposal.slug}-kevyempi",
        title=f"Kevyempi vaihtoehto: {proposal.title}",
        summary="Kunnostetaan vain keskiosa, ja reunat jätetään ennalleen.",
        body="Kevyempi vaihtoehto maksaa vähemmän ja valmistuu nopeammin. Reunat kunnostetaan, jos rahaa jää.",
        geom=stored(lighter),
        coverage=coverage_now(db, town.id, lighter),
        author_id=proposal.author_id,
        signature=proposal.signature,
        matter=proposal.matter,
        is_synthetic=True,
        created_at=proposal.created_at,
        changed_at=proposal.created_at,
    )
    db.add(made)
    db.flush()
    db.add_all(_phases(made, TOGETHER))
    inside = func.ST_Within(Pin.public_geom, stored(shape))
    found = select(Pin.id).where(Pin.municipality_id == town.id, Pin.visibility == "public", inside)
    for pin_id in db.scalars(found.order_by(Pin.reference).limit(1)):
        db.add(ProposalIdea(proposal_id=made.id, pin_id=pin_id, municipality_id=town.id))


def _phases(proposal: Proposal, phases: Sequence[Stretch] = PHASES) -> Iterable[ProposalPhase]:
    today = dt.datetime.now(TIME_ZONE).date()
    for kind, first, last in phases:
        yield ProposalPhase(
            municipality_id=proposal.municipality_id,
            proposal_id=proposal.id,
            kind=kind,
            starts_on=today + dt.timedelta(days=first),
            ends_on=today + dt.timedelta(days=last) if last is not None else None,
        )
