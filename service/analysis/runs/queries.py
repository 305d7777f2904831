"""Reading runs from what anyone may see."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from boundaries.database import sql
from service.analysis.runs.kinds import KINDS, digest_of

PACKAGE = "service.analysis.runs"


@dataclass(frozen=True)
class Run:
    """A run as pages show it. `result` is None until `is_done`."""

    id: uuid.UUID
    kind: str
    state: str
    progress: int
    result: dict[str, Any] | None
    message: str

    @property
    def is_done(self) -> bool:
        """Whether there is a result."""
        return self.state == "done"

    @property
    def is_on(self) -> bool:
        """Whether it waits or is being made."""
        return self.state in ("waiting", "running")


def run_asked(connection: Connection, municipality_id: int, kind: str, asked: dict[str, Any]) -> Run | None:
    """The run of these wishes over the present figures, or None when nobody has asked for it yet.

    Raises what the kind's `settle` raises.
    """
    values, stamp = KINDS[kind].settle(connection, municipality_id, asked)
    row = connection.execute(
        sql(PACKAGE, "run_by_digest"),
        {"municipality_id": municipality_id, "kind": kind, "digest": digest_of(kind, values, stamp)},
    ).one_or_none()
    return Run(**row._mapping) if row is not None else None


def run_of(connection: Connection, municipality_id: int, run_id: uuid.UUID) -> Run | None:
    """A run by its number, or None."""
    row = connection.execute(
        sql(PACKAGE, "run_by_id"), {"municipality_id": municipality_id, "id": run_id}
    ).one_or_none()
    return Run(**row._mapping) if row is not None else None
