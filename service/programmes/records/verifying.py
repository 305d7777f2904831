"""Making a record's numbers again from the record alone, and saying whether they are the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from service.analysis.workbench.plan import METHOD_VERSION, plan_of
from service.programmes.choosing.choice import choosing_of
from service.programmes.choosing.drawn import drawn_of
from service.programmes.choosing.ground import ground_of
from service.programmes.choosing.solving import Solved
from service.programmes.frozen import sealed, sha256
from service.programmes.queries import DecisionView
from service.programmes.records.code import code_version
from service.programmes.records.content import RECORD_VERSION, Asked, made
from service.programmes.records.figures import figures_of_record
from service.programmes.sharing.share import sharing_of

#: What a record holds that is no number made from it: written by people, or of the time it was made.
WRITTEN = ("code", "editions", "sources", "boundaries_sha256", "overrides", "exclusions", "scenario")
BOUNDARY = ("area_version_id", "boundary_version", "boundary_sha256")


@dataclass(frozen=True)
class Verified:
    """What verifying found.

    is_sealed
        Whether the content still has the hash that was published with it.
    is_same
        Whether the numbers came out the same byte for byte; None where the record is too old to be made again.
    differences
        Paths of what differs, as ``table.70100.index``, each with what the record holds and what came out; at most
        `MOST`.
    is_same_code, is_same_method
        Whether the sources are those that made it, and the version of the method is.
    bytes_sha256
        The hash of the numbers as made again.
    """

    is_sealed: bool
    is_same: bool | None
    differences: tuple[tuple[str, str, str], ...]
    is_same_code: bool
    is_same_method: bool
    bytes_sha256: str


MOST = 20


def verified(view: DecisionView) -> Verified:
    """The record made again and held against itself."""
    card = view.method_card
    is_sealed = sha256(content_of(view)).hex() == view.content_hash
    if card.get("record") != RECORD_VERSION:
        return Verified(is_sealed, None, (), False, False, "")
    again = made(
        figures_of_record(card, view.table),
        asked_of(card),
        {row["code"]: {key: row[key] for key in BOUNDARY if key in row} for row in view.table},
    )
    ours = {"card": _without(card), "table": view.table, "chosen": [_without(one, ("reason",)) for one in view.chosen]}
    theirs = {"card": again.card, "table": again.table, "chosen": again.chosen}
    same = canonical(ours) == canonical(theirs)
    return Verified(
        is_sealed=is_sealed,
        is_same=same,
        differences=() if same else tuple(_differences(_keyed(ours), _keyed(theirs)))[:MOST],
        is_same_code=card["code"] == code_version(),
        is_same_method=card["preset_version"] == METHOD_VERSION,
        bytes_sha256=sha256(theirs).hex(),
    )


def asked_of(card: Mapping[str, Any]) -> Asked:
    """The choices that a card holds."""
    choice, solved = card["choice"], card["choice"]["solved"]
    return Asked(
        plan=plan_of(card["plan"]),
        may=tuple(card["candidates"]),
        choosing=choosing_of(choice),
        ground=ground_of(choice["ground"], card["order"]),
        solved=None if solved is None else Solved(tuple(solved["codes"]), solved["exact"], solved["gap"]),
        sharing=None if card["sharing"] is None else sharing_of(card["sharing"]),
        drawn=drawn_of(card.get("drawn")),
    )


def content_of(view: DecisionView) -> dict[str, Any]:
    """What the seal of a decision is made over."""
    return sealed(
        title=view.title,
        reason=view.reason,
        signature=view.signature,
        decided_at=view.decided_at,
        method_card=view.method_card,
        table=view.table,
        chosen=view.chosen,
    )


def canonical(content: Any) -> bytes:
    """Canonical JSON: sorted keys, no spaces, UTF-8."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _without(values: Mapping[str, Any], names: tuple[str, ...] = WRITTEN) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key not in names}


def _keyed(content: dict[str, Any]) -> dict[str, Any]:
    """Lists of areas by their codes, so that a path names the area."""
    return {
        "card": content["card"],
        "table": {row["code"]: row for row in content["table"]},
        "chosen": {row["code"]: row for row in content["chosen"]},
    }


def _differences(one: Any, other: Any, path: str = "") -> list[tuple[str, str, str]]:
    if isinstance(one, dict) and isinstance(other, dict):
        found: list[tuple[str, str, str]] = []
        for key in sorted({*one, *other}):
            if one.get(key) != other.get(key):
                found += _differences(one.get(key), other.get(key), f"{path}.{key}" if path else str(key))
        return found
    return [(path, _short(one), _short(other))]


def _short(value: Any) -> str:
    text = canonical(value).decode()
    return text if len(text) <= 60 else f"{text[:59]}…"
