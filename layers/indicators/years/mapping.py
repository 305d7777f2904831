"""What the columns of a yearly table mean: a small TOML file.

.. code-block:: toml

    source = "Helsingin kaupunki, kaupunkitietopalvelu"
    licence = "CC BY 4.0"
    area = "Area"                     # the column that holds the area's code or name
    year = "Year"
    edition = "hki"                   # the years' editions are called hki_2018, hki_2019 ...
    hidden = ["..", "-1"]             # what stands for a hidden figure; an empty cell is a missing one
    columns = {he_vakiy = "Population"}     # figures of Paavo's columns, for the built-in indicators
    [[indicators]]                    # the municipality's own
    key = "foreign_language"
    domain = "households"
    names = {fi = "Vieraskieliset", sv = "Främmande språk", en = "Speakers of other languages"}
    meaning = {fi = "...", sv = "...", en = "..."}
    of = {fi = "asukkaista", sv = "av invånarna", en = "of residents"}
    part = "Proportion of foreign language"
    whole = "Population"
    part_is_share = true              # the column holds shares (0-1): they are kept as the counts they came from
    [[indicators]]
    key = "income"
    domain = "income"
    names = {fi = "Tulot", sv = "Inkomster", en = "Income"}
    meaning = {fi = "...", sv = "...", en = "..."}
    value = "Income"                  # a mean or a median, which cannot be added up
    base = "Population"
    unit = "euroa"
    more_is_need = false
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from layers.indicators.catalogue import BY_KEY, DOMAINS
from layers.indicators.columns import Column, paavo_columns
from layers.indicators.errors import StatisticsFileProblem
from layers.indicators.own import variable_key

LANGUAGES = ("fi", "sv", "en")
PARTS = {"share": ("part", "whole"), "value": ("value", "base")}


class YearsUnusable(StatisticsFileProblem):
    """The table or its description cannot be used; the detail is a sentence."""

    code = "years_unusable"

    def __str__(self) -> str:
        return self.detail


@dataclass(frozen=True, slots=True)
class YearColumn:
    """A column of the file: our key, its heading, and the heading of what it is a share of, if it is one."""

    key: str
    heading: str
    names: dict[str, str]
    unit: str
    is_measure: bool
    share_of: str = ""

    def of_year(self, year: int) -> Column:
        """The same as a variable of a year."""
        return Column(self.key, "measure" if self.is_measure else "count", self.unit, year, self.names)


@dataclass(frozen=True, slots=True)
class YearIndicator:
    """An indicator of the municipality's own, as `OwnIndicator` keeps it, and its columns by part."""

    key: str
    kind: str
    domain: str
    names: dict[str, str]
    meaning: dict[str, str]
    of: dict[str, str]
    unit: str
    more_is_need: bool
    minimum_base: int
    columns: dict[str, YearColumn]


@dataclass(frozen=True, slots=True)
class YearMapping:
    """What the columns of a table mean. `columns` are Paavo's; `indicators` the municipality's own."""

    source: str
    licence: str
    area: str
    year: str
    edition: str
    hidden: frozenset[str]
    columns: tuple[YearColumn, ...]
    indicators: tuple[YearIndicator, ...]

    @property
    def all_columns(self) -> tuple[YearColumn, ...]:
        """Every column, publishers' first."""
        return (*self.columns, *(column for one in self.indicators for column in one.columns.values()))


def mapping_in(path: Path) -> YearMapping:
    """The description in a TOML file.

    Raises YearsUnusable with a sentence that says what is wrong.
    """
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise YearsUnusable(f"{path} cannot be read: {error}.") from error
    lacking = [name for name in ("source", "area", "year", "edition") if not _is_text(given.get(name))]
    if lacking:
        raise YearsUnusable(f"The description needs {', '.join(lacking)}, as text.")
    columns, rows = given.get("columns", {}), given.get("indicators", [])
    if not isinstance(columns, dict) or not isinstance(rows, list) or not (columns or rows):
        raise YearsUnusable("The description needs columns = {...} or at least one [[indicators]].")
    return YearMapping(
        source=given["source"],
        licence=str(given.get("licence", "")),
        area=given["area"],
        year=given["year"],
        edition=given["edition"],
        hidden=frozenset(str(one) for one in given.get("hidden", ("..", "..."))),
        columns=tuple(_published(key, str(heading)) for key, heading in columns.items()),
        indicators=tuple(_indicator(number, row) for number, row in enumerate(rows, start=1)),
    )


def _published(key: str, heading: str) -> YearColumn:
    found = next((one for one in paavo_columns() if one.key == key and one.is_figure), None)
    if found is None:
        raise YearsUnusable(f"{key} is no column of Paavo. Describe it as an indicator of the municipality's own.")
    return YearColumn(key, heading, found.names, found.unit, found.role == "measure")


def _indicator(number: int, row: Any) -> YearIndicator:
    if not isinstance(row, dict) or not _is_text(row.get("key")) or not row["key"].replace("_", "").isalnum():
        raise YearsUnusable(f"Indicator {number} needs a key of letters, digits and _.")
    key = row["key"]
    if key in BY_KEY:
        raise YearsUnusable(f"{key} is a built-in indicator: give its figures as columns.")
    kind = "value" if "value" in row else "share"
    needed = [part for part in PARTS[kind] if part != "base" and not _is_text(row.get(part))]
    needed += [name for name in ("names", "meaning") if not _is_named(row.get(name))]
    if row.get("domain") not in DOMAINS:
        needed.append(f"domain ({', '.join(DOMAINS)})")
    if needed:
        raise YearsUnusable(f"Indicator {key} needs {', '.join(needed)}.")
    is_share = bool(row.get("part_is_share", False))
    unit = str(row.get("unit", ""))
    columns = {
        part: YearColumn(
            key=variable_key(key, part),
            heading=row[part],
            names=row["names"],
            unit=unit if part == "value" else "",
            is_measure=part == "value",
            share_of=row["whole"] if part == "part" and is_share else "",
        )
        for part in PARTS[kind]
        if _is_text(row.get(part))
    }
    return YearIndicator(
        key=key,
        kind=kind,
        domain=row["domain"],
        names=row["names"],
        meaning=row["meaning"],
        of=row.get("of", {}),
        unit=unit,
        more_is_need=bool(row.get("more_is_need", True)),
        minimum_base=max(1, int(row.get("minimum_base", 1))),
        columns=columns,
    )


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_named(value: Any) -> bool:
    return (
        isinstance(value, dict) and bool(value) and set(value) <= set(LANGUAGES) and all(map(_is_text, value.values()))
    )
