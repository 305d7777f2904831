"""A table with a row for each area and year, read by its description (`mapping`)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from boundaries.reading.tables import Table
from boundaries.reading.values import number_in
from layers.indicators.years.mapping import YearColumn, YearMapping, YearsUnusable
from layers.indicators.years.store import YearTable

#: A share times its base that is further than this from a whole number did not come from a count of that base.
WHOLE = 0.05
Lines = list[tuple[int, Sequence[str]]]


def year_tables(table: Table, mapping: YearMapping) -> list[YearTable]:
    """The table's years in order, with all columns of the description.

    Raises YearsUnusable for a column that is not there, a year that is none, an area twice in a year, text where a
    number belongs, or a share that no whole number of its base gives.
    """
    at = {name: number for number, name in enumerate(table.heading)}
    wanted = [
        mapping.area,
        mapping.year,
        *(name for one in mapping.all_columns for name in (one.heading, one.share_of)),
    ]
    lacking = sorted({name for name in wanted if name and name not in at})
    if lacking:
        raise YearsUnusable(f"The table has no column {', '.join(lacking)}.")
    by_year: dict[int, Lines] = {}
    for line, row in zip(table.lines, table.rows, strict=True):
        text = row[at[mapping.year]].strip()
        if not (text.isdigit() and 1900 <= int(text) <= 2200):
            raise YearsUnusable(f"Row {line}: {text or 'nothing'} is not a year.")
        by_year.setdefault(int(text), []).append((line, row))
    return [_year_table(year, rows, at, mapping) for year, rows in sorted(by_year.items())]


def _year_table(year: int, rows: Lines, at: dict[str, int], mapping: YearMapping) -> YearTable:
    codes = _codes(year, rows, at[mapping.area])
    columns = mapping.all_columns
    values = np.full((len(rows), len(columns)), np.nan)
    hidden = np.zeros(values.shape, dtype=np.bool_)
    for number, (line, row) in enumerate(rows):
        for column, one in enumerate(columns):
            values[number, column], hidden[number, column] = _figure(line, row, at, one, mapping.hidden)
    return YearTable(
        edition=f"{mapping.edition}_{year}",
        source=mapping.source,
        columns=tuple(one.of_year(year) for one in columns),
        codes=codes,
        values=values,
        hidden=hidden,
    )


def _codes(year: int, rows: Lines, at: int) -> tuple[str, ...]:
    codes: dict[str, str] = {}
    for line, row in rows:
        code = row[at].strip()
        if not code or code.casefold() in codes:
            raise YearsUnusable(f"Row {line}: the area {code or '(empty)'} stands twice in {year}, or is empty.")
        codes[code.casefold()] = code
    return tuple(codes.values())


def _figure(
    line: int, row: Sequence[str], at: dict[str, int], one: YearColumn, hidden: frozenset[str]
) -> tuple[float, bool]:
    text = row[at[one.heading]].strip()
    if text in hidden:
        return float("nan"), True
    value = _number(line, one.heading, text)
    if not one.share_of or np.isnan(value):
        return value, False
    base = _number(line, one.share_of, row[at[one.share_of]].strip())
    count = value * base
    if np.isnan(base) or not 0 <= value <= 1 or abs(count - round(count)) > WHOLE:
        raise YearsUnusable(
            f"Row {line}: {one.heading} {text} is no share of {one.share_of}: no whole number of it gives that."
        )
    return float(round(count)), False


def _number(line: int, heading: str, text: str) -> float:
    if not text:
        return float("nan")
    value = number_in(text)
    if value is None:
        raise YearsUnusable(f"Row {line}: {heading} should be a number and is {text[:40]}.")
    return value
