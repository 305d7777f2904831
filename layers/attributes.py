"""The attributes of a layer's features that are shown: which column each comes from and what it is called.

What is not listed stays in the database: a file may hold more than its publisher meant to tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

#: What an attribute may be called in addresses, in GeoJSON and in filters.
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
#: Names that every feature of a layer has anyway.
TAKEN = frozenset({"id", "key", "geom", "moment", "code", "name", "name_fi", "name_sv", "name_en", "source", "licence",
                   "is_synthetic", "layer", "geometry"})  # fmt: skip
MOST_ATTRIBUTES = 40


@dataclass(frozen=True, slots=True)
class ShownAttribute:
    """One attribute: its key outside, its column in the file, its names by language code (may be empty)."""

    key: str
    column: str
    names: dict[str, str]

    def stored(self) -> dict[str, Any]:
        """The attribute as the catalogue keeps it."""
        return {"key": self.key, "column": self.column, "names": self.names}


def attribute_from(stored: Mapping[str, Any]) -> ShownAttribute:
    """An attribute as the catalogue keeps it."""
    return ShownAttribute(stored["key"], stored["column"], dict(stored.get("names") or {}))


def attributes_for(columns: Iterable[str]) -> tuple[ShownAttribute, ...]:
    """Attributes that show these columns, at most MOST_ATTRIBUTES, each under a key of its own made of its name."""
    made: dict[str, ShownAttribute] = {}
    for column in columns:
        base = attribute_key(column)
        key, number = base, 2
        while key in made or key in TAKEN:
            key, number = f"{base[:36]}_{number}", number + 1
        made[key] = ShownAttribute(key, column, {})
        if len(made) == MOST_ATTRIBUTES:
            break
    return tuple(made.values())


def attribute_key(column: str) -> str:
    """A column's name as a key: small letters, digits and underscores, beginning with a letter."""
    plain = column.lower().translate(str.maketrans("åäöéü", "aaoeu"))
    plain = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    return (plain if plain[:1].isalpha() else f"a_{plain}".strip("_"))[:40]
