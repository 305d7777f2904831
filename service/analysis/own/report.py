"""What bringing an import in would do now: its rows, the figures of each area, and what is still wanting."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from boundaries.units import Units
from layers.indicators.bringing.cells import marks_in
from layers.indicators.bringing.figures import Outcome, by_row, by_shape
from layers.indicators.bringing.planning import COUNTS, Choices, Planned, read_rows
from layers.indicators.bringing.units import UnitBook
from layers.indicators.own import PARTS
from service.analysis.own.models import IndicatorImport, IndicatorImportRow
from service.analysis.own.staging import book_of

Row = tuple[int, list[str], dict[str, float]]


@dataclass(frozen=True)
class Report:
    """Rows in the order of the file, and what would be kept. `mark` changes with the figures."""

    planned: list[Planned]
    outcome: Outcome
    choices: Choices
    book: UnitBook
    mark: str

    @property
    def states(self) -> Counter[str]:
        """How many areas get a number (``value``), a hidden figure, or none, by the state of their rarest part."""
        found: Counter[str] = Counter()
        for parts in self.outcome.figures.values():
            states = {state for state, _value in parts.values()}
            found[next((one for one in ("suppressed", "missing", "value") if one in states), "missing")] += 1
        return found


def report_of(db: Session, row: IndicatorImport, units: Units, kind: str | None = None) -> Report:
    """The report of an import as it stands.

    Parameters
    ----------
    kind : of the existing indicator that was chosen; None takes the wish's.
    """
    rows, book = rows_of(db, row), book_of(db, row.municipality_id, units)
    choices = choices_of(row, kind or str(row.wish.get("kind", "share")))
    planned = read_rows(row.heading, [(line, cells) for line, cells, _shares in rows], choices, book)
    if choices.by_shape:
        shares = [{int(area_id): share for area_id, share in part.items()} for _line, _cells, part in rows]
        cover = {int(area_id): share for area_id, share in row.facts.get("cover", {}).items()}
        outcome = by_shape(planned, shares, cover, choices, book)
    else:
        outcome = by_row(planned, choices, book)
    return Report(planned, outcome, choices, book, _mark(row, outcome))


def choices_of(row: IndicatorImport, kind: str) -> Choices:
    """How an import's table is read."""
    wish, parts = row.wish, PARTS[kind]
    columns = {part: name for part, name in row.mapping.items() if part in (*parts, "code", "name")}
    hidden = {part: marks_in(str(wish.get(f"hidden_{part}", ""))) for part in parts}
    if wish.get("empty") == "hidden":
        hidden = {part: (*marks, "") for part, marks in hidden.items()}
    counts_only = not set(columns) & (set(parts) - COUNTS)
    return Choices(
        kind,
        columns,
        hidden,
        marks_in(str(wish.get("missing", ""))),
        "add" if wish.get("twice") == "add" else "leave_out",
        bool(wish.get("by_shape")) and bool(row.facts.get("has_shapes")) and counts_only,
    )


def rows_of(db: Session, row: IndicatorImport) -> list[Row]:
    """The rows of an import as they stood in the file, with their numbers and shares."""
    found = select(IndicatorImportRow.line, IndicatorImportRow.cells, IndicatorImportRow.shares)
    ordered = found.where(IndicatorImportRow.import_id == row.id).order_by(IndicatorImportRow.line)
    return [(line, cells, shares) for line, cells, shares in db.execute(ordered)]


def _mark(row: IndicatorImport, outcome: Outcome) -> str:
    told: dict[str, Any] = {"to": row.wish.get("indicator"), "mapping": row.mapping, "figures": outcome.figures}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:32]
