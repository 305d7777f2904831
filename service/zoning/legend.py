"""The legend of a municipality's zoning: only the letters that its plans use, in the order of a plan's legend."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from layers.plans.colours import main_letter
from layers.plans.designations import designation, designations
from layers.plans.queries import letters_in_use
from service.i18n import named


def legend(connection: Connection, municipality_id: int) -> list[dict[str, Any]]:
    """Letter, name, meaning, fill, outline and pattern of each land use, in the reader's language.

    `letters` holds the letters as written in the plans (``AK``, ``AK-1``) that the entry stands for.
    """
    order = {letter: index for index, letter in enumerate(designations())}
    entries: dict[str, dict[str, Any]] = {}
    for letter in letters_in_use(connection, municipality_id):
        meant = designation(letter)
        entry = entries.setdefault(
            meant.letter,
            {
                "letter": meant.letter,
                "name": named(meant.names),
                "meaning": named(meant.meanings),
                "land_use": meant.land_use,
                "fill": meant.colour.fill,
                "outline": meant.colour.outline,
                "pattern": meant.colour.pattern,
                "pattern_path": meant.colour.pattern_path,
                "letters": [],
            },
        )
        entry["letters"].append(letter)
    return sorted(entries.values(), key=lambda one: (order.get(one["letter"], len(order)), main_letter(one["letter"])))


def map_classes(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The legend as classes of the map's zoning layer: one for each letter as written in the plans."""
    return [
        {
            "value": letter,
            "label": f"{letter}: {entry['name']}",
            "fill": entry["fill"],
            "outline": entry["outline"],
            "pattern": entry["pattern_path"],
        }
        for entry in entries
        for letter in entry["letters"]
    ]
