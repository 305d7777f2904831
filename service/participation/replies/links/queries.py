"""Reading what became of inputs, both ways: from an input, and from a proposal or a decision."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row

from boundaries.database import sql
from service.i18n import named
from service.participation.waits.queries import AREA_KINDS

PACKAGE = "service.participation.replies.links"
#: The page lists at most so many inputs; the table for spreadsheets and the API give all.
SHOWN = 100
MOST = 50_000


@dataclass(frozen=True, slots=True)
class Target:
    """What an answer may name: a proposal or a decision."""

    kind: str
    id: uuid.UUID
    slug: str
    title: str

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.kind}:{self.slug}"

    @property
    def path(self) -> str:
        """The address of its page."""
        return target_path(self.kind, self.slug)


def proposals_of_pin(connection: Connection, pin_id: uuid.UUID) -> Sequence[Row[Any]]:
    """Slug, title and state of the proposals that residents see and that grew out of a public idea."""
    return connection.execute(sql(PACKAGE, "proposals_of_pin"), {"pin_id": pin_id}).all()


@dataclass(frozen=True, slots=True)
class Count:
    """How many inputs were used, used in part and not used; `total` counts each once. Without a name: all."""

    name: str
    slug: str
    used: int
    partly: int
    not_used: int
    total: int


@dataclass(frozen=True, slots=True)
class Behind:
    """The inputs behind a proposal or a decision; `all` is None when there are none."""

    rows: Sequence[Row[Any]]
    all: Count | None
    by_area: list[Count]


def target_path(kind: str, slug: str) -> str:
    """The address of a proposal's or a decision's page."""
    return f"/{kind}s/{slug}"


def targets(connection: Connection, municipality_id: int) -> dict[str, Target]:
    """What answers may name, by the form's key: proposals first, newest first."""
    rows = connection.execute(sql(PACKAGE, "targets"), {"municipality_id": municipality_id})
    found = [Target(**row._mapping) for row in rows]
    return {one.key: one for one in found}


def links_of_pin(connection: Connection, pin_id: uuid.UUID) -> Mapping[int, list[Row[Any]]]:
    """The links of a public input by the step of its timeline that says them."""
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(sql(PACKAGE, "links_of_pin"), {"pin_id": pin_id}):
        found[row.change_id].append(row)
    return found


def links_of_change(connection: Connection, change_id: int) -> Sequence[Row[Any]]:
    """The links that one answer to a public input names."""
    return connection.execute(sql(PACKAGE, "links_of_change"), {"change_id": change_id}).all()


def inputs_behind(connection: Connection, municipality_id: int, kind: str, slug: str, *, limit: int = SHOWN) -> Behind:
    """The public inputs that a proposal or a decision used, used in part or did not, with counts by area.

    Parameters
    ----------
    kind : "proposal" or "decision".
    limit : at most so many inputs are listed; the counts are of all.
    """
    values = {"municipality_id": municipality_id, "kind": kind, "slug": slug}
    rows = connection.execute(sql(PACKAGE, "inputs_behind"), {**values, "limit": limit}).all()
    if not rows:
        return Behind([], None, [])
    counts = [
        Count(
            named(row.names) or row.slug if row.slug else "", row.slug, row.used, row.partly, row.not_used, row.total
        )
        for row in connection.execute(sql(PACKAGE, "counts_behind"), {**values, "kinds": list(AREA_KINDS)})
    ]
    return Behind(rows, counts[0], counts[1:])
