"""Keeping a described table of years: publishers' columns as they are, the rest as indicators of one's own."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from layers.indicators.models import OwnIndicator
from layers.indicators.own_store import EditionTraits, add_edition, own_indicator
from layers.indicators.years.mapping import YearIndicator, YearMapping
from layers.indicators.years.store import Placed, YearTable, note_moved, place_year, state_of, store_year


def bring_year(db: Session, municipality_id: int, kind: str, table: YearTable, mapping: YearMapping) -> Placed:
    """Keep one year; flushes, never commits. Own indicators are made where they are new."""
    own = len(mapping.columns)
    if own:
        store_year(db, municipality_id, kind, _some(table, slice(0, own)))
    placed = place_year(db, municipality_id, kind, table)
    at = {column.key: number for number, column in enumerate(table.columns)}
    for one in mapping.indicators:
        row = _saved(db, municipality_id, one)
        figures = {
            area_id: {
                part: state_of(placed.values[number, at[column.key]], placed.hidden[number, at[column.key]])
                for part, column in one.columns.items()
            }
            for number, area_id in enumerate(placed.area_ids)
        }
        year = table.columns[at[next(iter(one.columns.values())).key]].year or 0
        traits = EditionTraits(year, mapping.source, mapping.licence, origin={"table": table.edition})
        edition = add_edition(db, row, traits, one.columns, figures)
        note_moved(db, f"{one.key} {edition.edition}", table, placed)
    return placed


def _some(table: YearTable, columns: slice) -> YearTable:
    return replace(
        table,
        columns=table.columns[columns],
        values=table.values[:, columns],
        hidden=table.hidden[:, columns],
    )


def _saved(db: Session, municipality_id: int, one: YearIndicator) -> OwnIndicator:
    row = own_indicator(db, municipality_id, one.key) or OwnIndicator(municipality_id=municipality_id, key=one.key)
    row.kind, row.domain, row.unit = one.kind, one.domain, one.unit
    row.names, row.meaning, row.of_whom = one.names, one.meaning, one.of
    row.more_is_need, row.minimum_base = one.more_is_need, one.minimum_base
    db.add(row)
    db.flush()
    return row
