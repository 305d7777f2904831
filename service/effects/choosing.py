"""What a row of an assessment can be about: alternatives, people and sources, as lists to choose from."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from boundaries.database import sql
from layers.indicators.catalogue import INDICATORS
from service.effects.measuring import PACKAGE, areas_to_tell
from service.effects.words import AREA, OWN, PEOPLE, TOPICS
from service.i18n import gettext as _
from service.i18n import named
from service.proposals.documents.queries import DocumentView
from service.proposals.queries import ProposalView, public_proposals

#: The alternative that nothing is done.
ZERO = "0"
#: The proposal and its alternatives, at most so many beside nothing being done.
MOST = 4
Option = tuple[str, str]


@dataclass(frozen=True)
class Choices:
    """What the planner of one proposal chooses from. `others` are the other alternatives of its matter.

    `areas` are names by slug, `documents` those of the proposal that have not been taken away.
    """

    current: ProposalView
    others: Sequence[ProposalView] = ()
    areas: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    documents: Sequence[DocumentView] = ()

    @property
    def proposals(self) -> list[ProposalView]:
        """The proposal, then the other alternatives of its matter."""
        return [self.current, *self.others]

    @property
    def proposal_ids(self) -> list[uuid.UUID]:
        """Their ids."""
        return [one.id for one in self.proposals if one.id is not None]

    def topics(self) -> list[Option]:
        """The topics, with words of one's own last."""
        return [*((key, _(name)) for key, name in TOPICS.items()), (OWN, _("Another, in your words"))]

    def people(self) -> list[Option]:
        """The groups of people, then the areas, with words of one's own last."""
        places = [
            (f"{AREA}:{slug}", _("Residents of the area %(name)s", name=named(dict(names))))
            for slug, names in self.areas.items()
        ]
        return [*((key, _(name)) for key, name in PEOPLE.items()), *places, (OWN, _("Another, in your words"))]

    def alternatives(self) -> list[Option]:
        """Nothing being done, then each proposal."""
        return [(ZERO, _("Nothing is done")), *((str(one.id), one.title) for one in self.proposals)]

    def sources(self) -> list[Option]:
        """Documents and indicators by name; statements and other sources are written."""
        return [
            ("", _("No source")),
            *((f"document:{one.id}", _("Document: %(name)s", name=one.title)) for one in self.documents),
            *((f"indicator:{one.key}", _("Figure: %(name)s", name=named(one.names))) for one in INDICATORS),
            ("statement", _("A statement, by its reference")),
            ("other", _("Something else, in your words")),
        ]


def choices_for(
    connection: Connection, municipality_id: int, current: ProposalView, documents: Sequence[DocumentView]
) -> Choices:
    """The choices of a proposal, out of the public views; `documents` are all of its own."""
    others = [
        one
        for one in (public_proposals(connection, municipality_id) if current.matter else [])
        if one.matter == current.matter and one.id != current.id
    ]
    others = sorted(others, key=lambda one: (one.created_on, one.slug))[: MOST - 1]
    areas = {
        area.slug: area.names
        for one in [current, *others]
        for area in areas_to_tell(connection, municipality_id, one.geom)
    }
    return Choices(current, others, areas, [one for one in documents if one.removed_on is None])


def statement_slug(
    connection: Connection, municipality_id: int, reference: str, proposal_ids: Sequence[uuid.UUID]
) -> str | None:
    """The address of the proposal on which a public statement is, when it is on one of some; else None."""
    values = {"municipality_id": municipality_id, "reference": reference, "proposal_ids": list(proposal_ids)}
    row = connection.execute(sql(PACKAGE, "statement_of"), values).first()
    return str(row.proposal_slug) if row else None
