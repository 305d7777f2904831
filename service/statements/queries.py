"""Reading statements: what anyone sees from the public views, the rest for its giver and for staff."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import shapely
from geoalchemy2.shape import to_shape
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from boundaries.database import sql
from service.proposals.models import Proposal
from service.statements.bodies.decision import Decision, decision_from
from service.statements.models import Statement
from service.statements.schemas import ListQuery

PACKAGE = "service.statements"
PAGE_SIZE = 20
#: The map of a proposal's statements draws at most so many.
MOST_ON_MAP = 2000


@dataclass(frozen=True, slots=True)
class StatementView:
    """A statement as it is shown; `author_name` is empty where the name is not public. `geom` is in metres,
    `signatures` how many have signed it."""

    id: uuid.UUID
    proposal_id: uuid.UUID
    proposal_slug: str
    proposal_title: str
    proposal_version: int
    reference: str
    kind: str
    about: str
    geom: BaseGeometry | None
    part: Mapping[str, Any]
    paragraph: int | None
    quote: str
    title: str
    body: str
    language: str
    author_name: str
    on_behalf: str
    state: str
    outcome: str
    received_on: dt.date
    late_reason: str
    is_synthetic: bool
    visibility: str = "public"
    decision: Decision | None = None  # of the board, panel or table that gave it
    signatures: int = 0

    @property
    def heading(self) -> str:
        """Its title, or how its text begins."""
        return self.title or (self.body if len(self.body) <= 90 else f"{self.body[:88].rstrip()}…")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many public statements a proposal has, in all and answered, and on each paragraph."""

    total: int = 0
    answered: int = 0
    by_paragraph: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ResponseView:
    """A version of the official response; `parts` are the answers to the segments."""

    id: int
    version: int
    lead: str
    parts: list[dict[str, Any]]
    outcome: str
    change_note: str
    signature: str
    answered_on: dt.date
    is_synthetic: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the list; `total` counts all that match."""

    statements: list[StatementView]
    total: int


def public_statement(connection: Connection, municipality_id: int, reference: str) -> StatementView | None:
    """The public statement with a reference."""
    values = {"municipality_id": municipality_id, "reference": reference, "id": None}
    row = connection.execute(sql(PACKAGE, "statement"), values).first()
    return _view(row) if row else None


def public_statement_by_id(connection: Connection, municipality_id: int, identifier: str) -> StatementView | None:
    """The public statement with an id; None also for what is no id at all."""
    try:
        wanted = uuid.UUID(identifier)
    except ValueError:
        return None
    values = {"municipality_id": municipality_id, "reference": None, "id": wanted}
    row = connection.execute(sql(PACKAGE, "statement"), values).first()
    return _view(row) if row else None


def public_statements(connection: Connection, municipality_id: int, slug: str, query: ListQuery) -> Page:
    """A page of a proposal's public statements, the newest first."""
    values = {
        "municipality_id": municipality_id,
        "slug": slug,
        "about": query.about,
        "state": query.state,
        "paragraph": query.paragraph,
        "effect": query.effect,
        "limit": PAGE_SIZE,
        "offset": (query.page - 1) * PAGE_SIZE,
    }
    rows = connection.execute(sql(PACKAGE, "statements_of"), values).all()
    return Page([_view(row) for row in rows], rows[0].total if rows else 0)


def placed_statements(connection: Connection, municipality_id: int, slug: str) -> list[StatementView]:
    """The public statements of a proposal that have a place, for the map."""
    values = {"municipality_id": municipality_id, "slug": slug, "most": MOST_ON_MAP}
    return [_view(row) for row in connection.execute(sql(PACKAGE, "placed_statements"), values)]


def statement_counts(connection: Connection, proposal_id: uuid.UUID) -> Counts:
    """How many public statements a proposal has."""
    rows = connection.execute(sql(PACKAGE, "counts"), {"proposal_id": proposal_id}).all()
    return Counts(
        sum(row.total for row in rows),
        sum(row.answered for row in rows),
        {row.paragraph: row.total for row in rows if row.paragraph is not None},
    )


def public_responses(connection: Connection, statement_id: uuid.UUID) -> list[ResponseView]:
    """Every version of the response to a public statement, the newest first."""
    rows = connection.execute(sql(PACKAGE, "responses_of"), {"statement_id": statement_id})
    return [ResponseView(**row._mapping) for row in rows]


def stored_statement(
    db: Session, municipality_id: int, reference: str, *, lock: bool = False
) -> tuple[Statement, Proposal] | None:
    """The statement with a reference in whatever state, and its proposal; `lock` for a change."""
    query = (
        select(Statement, Proposal)
        .join(Proposal, Proposal.id == Statement.proposal_id)
        .where(Statement.municipality_id == municipality_id, Statement.reference == reference)
    )
    row = db.execute(query.with_for_update(of=Statement) if lock else query).first()
    return (row[0], row[1]) if row else None


def own_view(
    statement: Statement,
    proposal: Proposal,
    *,
    shows_name: bool = True,
    decision: Decision | None = None,
    signatures: int = 0,
) -> StatementView:
    """A statement in whatever state as a view, for its giver and for staff; `signatures` have signed it."""
    shared = (
        "id", "proposal_id", "proposal_version", "reference", "kind", "about", "part", "paragraph", "quote",
        "title", "body", "language", "on_behalf", "state", "outcome", "received_on", "late_reason", "is_synthetic",
        "visibility",
    )  # fmt: skip
    return StatementView(
        proposal_slug=proposal.slug,
        proposal_title=proposal.title,
        geom=to_shape(statement.geom) if statement.geom is not None else None,
        author_name=statement.author_name if shows_name else "",
        decision=decision,
        signatures=signatures,
        **{name: getattr(statement, name) for name in shared},
    )


def _view(row: Any) -> StatementView:
    values = dict(row._mapping)
    values.pop("total", None)
    wkb, decision = values.pop("wkb"), decision_from(values.pop("decision"))
    geom = shapely.from_wkb(bytes(wkb)) if wkb is not None else None
    return StatementView(geom=geom, decision=decision, **values)
