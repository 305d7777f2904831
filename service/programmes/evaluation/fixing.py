"""Fixing what a decision will be held against, on the day it is made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from geo.change.programme_effect import comparison_areas
from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.i18n import named
from service.programmes.evaluation.models import DecisionFollowup
from service.programmes.evaluation.schemas import Followup
from service.programmes.frozen import sha256
from service.programmes.models import Decision

#: Comparison areas for each chosen one. Fewer than two in all can be compared with nothing.
FOR_EACH = 3
LEAST = 2


def proposed_areas(table: Sequence[Mapping[str, Any]], chosen: Collection[str]) -> list[str]:
    """The areas of a decision's table whose index is nearest to the chosen ones', in the order of the table.

    Unranked areas are never proposed. Chosen areas without a rank are stood for by the greatest index there is:
    they were chosen because they were thought to need it.
    """
    ranked = [row["index"] for row in table if row["index"] is not None]
    if not ranked:
        return []
    greatest = max(ranked)
    index = [
        row["index"] if row["index"] is not None else greatest if row["code"] in chosen else np.nan for row in table
    ]
    taken = comparison_areas(index, [row["code"] in chosen for row in table], FOR_EACH)
    return [row["code"] for row, is_taken in zip(table, taken, strict=True) if is_taken]


def fix_followup(db: Session, decision: Decision, wish: Followup) -> DecisionFollowup:
    """Keep what a decision is held against, with the decision's own hash in the seal. Flushes, never commits.

    Raises InvalidInput when an area is unknown, chosen itself or not ranked, when fewer than two are left although
    there are more, or when others than the proposed ones are taken without a reason.
    """
    chosen = {one["code"] for one in decision.chosen}
    proposed = proposed_areas(decision.table, chosen)
    codes = proposed if wish.compare is None else wish.compare
    rows = {row["code"]: row for row in decision.table}
    _check(codes, proposed, chosen, rows, wish.reason)
    comparison = [
        {"code": row["code"], "name": row["name"], "index": row["index"]}
        for row in decision.table
        if row["code"] in codes
    ]
    made = DecisionFollowup(
        decision_id=decision.id,
        municipality_id=decision.municipality_id,
        first_year=wish.first_year or decision.decided_at.year + 1,
        last_year=wish.last_year,
        comparison=comparison,
        proposed=proposed,
        reason=wish.reason if set(codes) != set(proposed) else "",
        content_hash=b"",
        is_synthetic=decision.is_synthetic,
        fixed_at=decision.decided_at,
    )
    made.content_hash = sha256(sealed_followup(made, decision.content_hash.hex()))
    db.add(made)
    db.flush()
    return made


def sealed_followup(made: Any, decision_sha256: str) -> dict[str, Any]:
    """What the hash is made over: the row or its view, and the decision's hash."""
    return {
        "decision_sha256": decision_sha256,
        "first_year": made.first_year,
        "last_year": made.last_year,
        "comparison": made.comparison,
        "proposed": made.proposed,
        "reason": made.reason,
        "fixed_at": made.fixed_at.astimezone(dt.UTC).isoformat(),
    }


def _check(
    codes: Sequence[str],
    proposed: Sequence[str],
    chosen: Collection[str],
    rows: Mapping[str, Mapping[str, Any]],
    reason: str,
) -> None:
    errors = []
    for code in codes:
        if code not in rows:
            errors.append(_("The statistics have no area with the code %(code)s.", code=code))
        elif code in chosen:
            errors.append(_("%(area)s is chosen itself and cannot be compared with.", area=named(rows[code]["name"])))
        elif rows[code]["index"] is None:
            errors.append(_("%(area)s has no rank and cannot be compared with.", area=named(rows[code]["name"])))
    free = sum(row["index"] is not None for code, row in rows.items() if code not in chosen)
    if len(codes) < min(LEAST, free):
        errors.append(_("Take at least two areas to compare with: otherwise nobody can tell later what changed."))
    found = [FieldError("followup_compare", one) for one in errors]
    if set(codes) != set(proposed) and not reason and not errors:
        found.append(
            FieldError("followup_reason", _("Write why you compare with other areas than the proposed ones."))
        )
    if found:
        raise InvalidInput(_("Some of it needs correcting."), found)
