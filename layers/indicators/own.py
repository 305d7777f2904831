"""A municipality's own indicators, beside the built-in ones: what the workbench, tables and maps read."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row

from boundaries.database import sql
from layers.indicators.catalogue import INDICATORS, Indicator
from layers.indicators.queries import PACKAGE

#: What an own indicator's figures consist of, by its kind; the optional ones last.
PARTS: dict[str, tuple[str, ...]] = {"share": ("part", "whole"), "value": ("value", "base", "error")}
NEEDED: dict[str, tuple[str, ...]] = {"share": ("part", "whole"), "value": ("value",)}


def variable_key(key: str, part: str) -> str:
    """The variable that holds a part of an own indicator. No publisher's column has a full stop in its name."""
    return f"{key}.{part}"


def indicators_of(connection: Connection, municipality_id: int) -> tuple[Indicator, ...]:
    """All indicators of a municipality: the built-in ones in the catalogue's order, then its own by key.

    Own ones are as their newest shown edition says; one whose editions were all taken back is absent. Their figures
    come from `statistics_frame`, like the others', by `Indicator.columns`.
    """
    rows = connection.execute(sql(PACKAGE, "own_indicators"), {"municipality_id": municipality_id})
    return (*INDICATORS, *(_indicator(row) for row in rows))


def _indicator(row: Row[Any]) -> Indicator:
    keys = {part: variable_key(row.key, part) for part in row.parts}
    is_share = row.kind == "share"
    return Indicator(
        key=row.key,
        domain=row.domain,
        names=row.names,
        meaning=row.meaning,
        of=row.of_whom,
        numerator=(keys["part"],) if is_share else (),
        denominator=(keys["whole"],) if is_share else (),
        year=row.year,
        more_is_need=row.more_is_need,
        minimum_base=row.minimum_base,
        kind=row.kind,
        unit=row.unit,
        value=keys.get("value"),
        base=keys.get("base"),
        error=keys.get("error"),
        treatment=row.treatment,
        source=row.source,
        licence=row.licence,
        edition=row.edition,
        note=row.note,
        is_own=True,
        is_synthetic=row.is_synthetic,
    )
