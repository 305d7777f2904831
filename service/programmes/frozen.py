"""Freezing a choice: its data, method and reasons as plain values, and the hash that seals them."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from boundaries.database import sql
from service.analysis.api_routes import index_row
from service.analysis.disparity import Disparity, method_card
from service.analysis.rows import area_rows

PACKAGE = "service.programmes"
#: More digits than any figure here can mean, and few enough that every JSON reader gives them back unchanged.
DIGITS = 12


def frozen_table(connection: Connection, municipality_id: int, result: Disparity) -> list[dict[str, Any]]:
    """Every area of the reference set with its numbers, its boundary's version and that boundary's hash."""
    versions = boundary_versions(connection, municipality_id)
    return [plain({**index_row(row), **versions[row.area_id]}) for row in area_rows(result)]


def frozen_card(result: Disparity, table: list[dict[str, Any]]) -> dict[str, Any]:
    """The method card, with the names of the indicators and one hash of all boundaries."""
    card = method_card(result)
    for entry, indicator in zip(card["indicators"], result.indicators, strict=True):
        entry.update(names=indicator.names, meaning=indicator.meaning)
    boundaries = [[row["code"], row["area_version_id"], row["boundary_sha256"]] for row in table]
    found: dict[str, Any] = plain({**card, "boundaries_sha256": sha256(sorted(boundaries)).hex()})
    return found


def chosen_rows(table: list[dict[str, Any]], reasons: Mapping[str, str]) -> list[dict[str, Any]]:
    """The chosen areas in the order of the table, each with its reason and the numbers it was chosen by."""
    return [
        {key: row[key] for key in ("code", "name", "state", "index", "rank", "is_tied", "residents")}
        | {"reason": reasons[row["code"]]}
        for row in table
        if row["code"] in reasons
    ]


def boundary_versions(connection: Connection, municipality_id: int) -> dict[int, dict[str, Any]]:
    """The boundary that each unit has now: version and SHA-256 of its well-known binary, by area id."""
    rows = connection.execute(
        sql(PACKAGE, "boundary_versions"), {"municipality_id": municipality_id, "kind": "postal"}
    )
    return {
        row.area_id: {
            "area_version_id": row.version_id,
            "boundary_version": row.number,
            "boundary_sha256": row.boundary_sha256,
        }
        for row in rows
    }


def sealed(
    *,
    title: str,
    reason: str,
    signature: str,
    decided_at: dt.datetime,
    method_card: Mapping[str, Any],
    table: list[dict[str, Any]],
    chosen: list[dict[str, Any]],
) -> dict[str, Any]:
    """What the hash of a decision is made over; the same as its JSON page holds under ``content``."""
    return {
        "title": title,
        "reason": reason,
        "signature": signature,
        "decided_at": decided_at.astimezone(dt.UTC).isoformat(),
        "method_card": method_card,
        "table": table,
        "chosen": chosen,
    }


def sha256(content: Any) -> bytes:
    """SHA-256 of the canonical JSON: sorted keys, no spaces, UTF-8."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).digest()


def plain(value: Any) -> Any:
    """Values as every JSON reader and the database give them back: whole numbers whole, others to 12 digits."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if isinstance(value, float):
        short = float(f"{value:.{DIGITS}g}")
        return int(short) if short.is_integer() else short
    return value
