"""The columns of Paavo: what each means, its unit and its year."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, replace
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


#: The edition whose years `paavo_columns` holds.
KNOWN_EDITION = 2019
#: How an edition is named.
EDITION = re.compile(r"paavo_(\d{4})")


def edition_shift(edition: str) -> int:
    """How many years later than the known edition one is, by its name (``paavo_2021``); 0 for other names."""
    found = EDITION.fullmatch(edition)
    return int(found[1]) - KNOWN_EDITION if found else 0


def of_edition(columns: tuple[Column, ...], edition: str) -> tuple[Column, ...]:
    """The columns with the years of an edition: each edition is of figures a year newer than the one before it."""
    shift = edition_shift(edition)
    return tuple(replace(one, year=one.year + shift) if one.year is not None else one for one in columns)


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
