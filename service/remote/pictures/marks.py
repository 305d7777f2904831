"""Noting how a service has answered, in few writes."""

from __future__ import annotations

import json

from sqlalchemy import text
from sqlalchemy.orm import Session

from layers.remote.problems import RemoteProblem

_OK = text(
    "UPDATE layers.remote_source SET ok_at = now(), failing_since = NULL, failure = NULL WHERE layer_id = :layer "
    "AND (failing_since IS NOT NULL OR ok_at IS NULL OR ok_at < now() - interval '5 minutes')"
)
_FAILED = text(
    "UPDATE layers.remote_source SET failing_since = COALESCE(failing_since, now()), failure = CAST(:why AS jsonb) "
    "WHERE layer_id = :layer AND (failing_since IS NULL OR failure IS DISTINCT FROM CAST(:why AS jsonb))"
)


def mark_ok(db: Session, layer_id: int) -> None:
    """The service answered; written when it had failed before, or once in five minutes."""
    db.execute(_OK, {"layer": layer_id})


def mark_failed(db: Session, layer_id: int, problem: RemoteProblem) -> None:
    """The service failed; since when stays as it was first noted."""
    why = json.dumps({"code": problem.code, "values": problem.values})
    db.execute(_FAILED, {"layer": layer_id, "why": why})
