"""What of each table is about a person: declared by the features, read by export, erasure, retention and the
privacy page.

A feature says it in a module named ``personal`` of its own folder. A test holds every column whose name smells of a
person to being declared here, one way or the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent
#: Months for which a municipality that sets nothing keeps what leads from an input to its author.
USUAL_MONTHS = 24
MOST_MONTHS = 120


@dataclass(frozen=True)
class Deed:
    """What erasure does with a column. `value` is what a blanked column holds; None for its kind's emptiness."""

    name: str
    value: Any = None


#: The row is deleted.
ROW = Deed("row")
#: The column is emptied; the row stays.
BLANK = Deed("blank")
#: The column stays: an anonymous contribution, or an official act that the law keeps.
KEEP = Deed("keep")
#: The database empties it or deletes its row itself when the account goes.
GONE = Deed("gone")


def blank(value: Any) -> Deed:
    """A column that holds `value` afterwards."""
    return Deed("blank", value)


@dataclass(frozen=True)
class Thing:
    """A column that names a thing of some kind, by which rows about it are found."""

    kind: str
    column: str
    kind_column: str = ""  # the column that says the kind, where a table holds several
    only: tuple[str, str] | None = None  # a column and what it must hold: others' rows about the thing are theirs


@dataclass(frozen=True)
class PersonalTable:
    """What a table holds of people, how their rows are found, and what becomes of them.

    Parameters
    ----------
    table : its name with the schema.
    what, kept : a message each: what these rows are, and how long they are kept.
    columns : the personal columns, each with what erasure does to it.
    also : columns that make the rows understandable and are exported with them.
    persons : columns that hold a person's id; emails : columns that hold an address.
    things : columns that name something which the person made.
    is_thing : the kind of thing that a row itself is, known elsewhere by the column `key`.
    hashed : (column, kind, column of the id): a keyed hash of the person and of what they supported or drew in; the
        kind is text that may name columns in braces.
    via : (column, table, column there): rows that belong to rows of another declared table.
    of_staff : whether only people who work for the municipality have such rows.
    before : SQL run for the rows that were found before anything is emptied, with their keys as :keys.
    """

    table: str
    what: str
    kept: str
    columns: Mapping[str, Deed]
    also: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    things: tuple[Thing, ...] = ()
    is_thing: str = ""
    key: str = "id"
    hashed: tuple[str, str, str] | None = None
    via: tuple[str, str, str] | None = None
    before: tuple[str, ...] = ()
    of_staff: bool = False


@dataclass
class Registry:
    """Everything that was declared: personal tables, and columns that only look personal, each with the reason."""

    tables: dict[str, PersonalTable] = field(default_factory=dict)
    impersonal: dict[str, str] = field(default_factory=dict)


_REGISTRY = Registry()


def declare(table: PersonalTable) -> None:
    """Declare what a table holds of people. Declaring a table twice is a mistake."""
    if table.table in _REGISTRY.tables:
        raise ValueError(f"{table.table} is declared twice")
    _REGISTRY.tables[table.table] = table


def not_personal(because: str, *columns: str) -> None:
    """Say that columns ("schema.table.column") hold nothing of a person, and why."""
    _REGISTRY.impersonal.update(dict.fromkeys(columns, because))


@cache
def registry() -> Registry:
    """All declarations, read from the features' modules the first time."""
    for path in sorted(ROOT.glob("**/personal.py")):
        if path.parent != ROOT:
            import_module(".".join(path.relative_to(ROOT.parent).with_suffix("").parts))
    return _REGISTRY


def months_kept(settings: Mapping[str, Any]) -> int:
    """The months that a municipality keeps ties (`retention_months` of its settings), between 1 and ten years."""
    given = settings.get("retention_months", USUAL_MONTHS)
    is_number = isinstance(given, int) and not isinstance(given, bool)
    return min(max(given, 1), MOST_MONTHS) if is_number else USUAL_MONTHS
