"""The columns of Paavo: what each means, its unit and its year."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

#: Roles whose columns are figures; the others name or place the area.
FIGURES = ("count", "sum", "measure")


@dataclass(frozen=True, slots=True)
class Column:
    """One published column.

    `role`: ``count`` and ``sum`` add up over areas, ``measure`` (means, medians, sizes) does not; ``code``,
    ``name`` and ``place`` say which area it is. `year` is what the figures are of, None where there is none.
    """

    key: str
    role: str
    unit: str
    year: int | None
    names: dict[str, str]

    @property
    def is_figure(self) -> bool:
        """Whether the column holds figures."""
        return self.role in FIGURES


@cache
def paavo_columns() -> tuple[Column, ...]:
    """All 108 columns of Paavo 2019 in their order."""
    table = (files("layers.indicators") / "paavo_columns.csv").read_text(encoding="utf-8")
    return tuple(
        Column(
            key=row["column"],
            role=row["role"],
            unit=row["unit"],
            year=int(row["year"]) if row["year"] else None,
            names={language: row[language] for language in ("fi", "sv", "en")},
        )
        for row in csv.DictReader(table.splitlines())
    )
