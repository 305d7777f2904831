"""Bringing in, taking back and putting back figures of a municipality's own indicators. Flushes, never commits."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from layers.indicators.columns import Column
from layers.indicators.models import OwnEdition, OwnIndicator, Variable
from layers.indicators.own import NEEDED, PARTS, variable_key
from layers.indicators.store import replace_statistics, save_variables

#: By area id and part: a state (``value``, ``suppressed``, ``missing``) and a number for a value.
Figures = Mapping[int, Mapping[str, tuple[str, float | None]]]


@dataclass(frozen=True, slots=True)
class EditionTraits:
    """Where an edition comes from; see `OwnEdition`."""

    year: int
    source: str
    licence: str
    note: Mapping[str, str] = field(default_factory=dict)
    origin: Mapping[str, Any] = field(default_factory=dict)
    is_synthetic: bool = False
    person_id: uuid.UUID | None = None


def own_indicator(db: Session, municipality_id: int, key: str) -> OwnIndicator | None:
    """The municipality's own indicator with this key, whether or not an edition of it is shown."""
    return db.scalar(
        select(OwnIndicator).where(OwnIndicator.municipality_id == municipality_id, OwnIndicator.key == key)
    )


def add_edition(
    db: Session, indicator: OwnIndicator, traits: EditionTraits, parts: Iterable[str], figures: Figures
) -> OwnEdition:
    """Keep figures of an indicator as a new edition, which is shown in the place of earlier ones of its year.

    A part that an area lacks is missing there.

    Raises ValueError when the parts are not those of the indicator's kind.
    """
    given = set(parts)
    if not set(NEEDED[indicator.kind]) <= given <= set(PARTS[indicator.kind]):
        raise ValueError(f"a {indicator.kind} has no such parts: {sorted(given)}")
    kept = [part for part in PARTS[indicator.kind] if part in given]
    row = OwnEdition(
        municipality_id=indicator.municipality_id,
        indicator_id=indicator.id,
        edition=_next_edition(db, indicator, traits.year),
        year=traits.year,
        source=traits.source,
        licence=traits.licence,
        parts=kept,
        note=dict(traits.note),
        origin=dict(traits.origin),
        is_synthetic=traits.is_synthetic,
        person_id=traits.person_id,
    )
    db.add(row)
    db.flush()
    columns = [_column(indicator, part, traits.year) for part in kept]
    source = ", ".join(text for text in (traits.source, traits.licence) if text)
    ids = save_variables(db, row.edition, source, columns, indicator.municipality_id)
    variables = {part: ids[variable_key(indicator.key, part)] for part in kept}
    rows = (
        (variables[part], area_id, *figures[area_id].get(part, ("missing", None)))
        for area_id in figures
        for part in kept
    )
    replace_statistics(db, list(variables.values()), list(figures), rows)
    return row


def show_edition(db: Session, edition: OwnEdition, *, is_shown: bool) -> None:
    """Take an edition back out of every output, or put it back. What it held is kept."""
    indicator = db.get_one(OwnIndicator, edition.indicator_id)
    keys = [variable_key(indicator.key, part) for part in edition.parts]
    its = (
        Variable.municipality_id == edition.municipality_id,
        Variable.edition == edition.edition,
        Variable.key.in_(keys),
    )
    db.execute(update(Variable).where(*its).values(is_shown=is_shown))
    edition.is_shown, edition.changed_at = is_shown, func.clock_timestamp()
    db.flush()


def _next_edition(db: Session, indicator: OwnIndicator, year: int) -> str:
    same = select(func.count()).where(OwnEdition.indicator_id == indicator.id, OwnEdition.year == year)
    return f"{year}.{(db.scalar(same) or 0) + 1:03d}"


def _column(indicator: OwnIndicator, part: str, year: int) -> Column:
    is_count = part in ("part", "whole", "base")
    role = "count" if is_count else "measure"
    return Column(variable_key(indicator.key, part), role, "" if is_count else indicator.unit, year, indicator.names)
