"""Frozen numbers in words and on a map. Nothing here reads today's statistics."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
from shapely.geometry.base import BaseGeometry

from geo.stats.ranking import class_limits
from service.analysis.maps import LAYER, SOURCE, extent, feature
from service.analysis.shapes import UnitShape
from service.analysis.words import map_classes, sum_sentence
from service.analysis.workbench.rows import BenchState
from service.analysis.workbench.words import bench_state_words
from service.i18n import format_number, named
from service.i18n import gettext as _
from service.programmes.queries import DecisionView, rows_of


def class_words(table: list[dict[str, Any]]) -> list[tuple[int, str]]:
    """Each class of the frozen map with the range of its areas, greatest first."""
    ranked = [row for row in table if row["index"] is not None and not row.get("is_drawn")]
    limits = class_limits([row["index"] for row in ranked], np.array([row["class"] for row in ranked], dtype=np.int64))
    return [(number, f"{format_number(low, 0)}–{format_number(high, 0)}") for number, low, high in limits]


def explained(view: DecisionView, row: dict[str, Any]) -> str:
    """What a frozen index is made of, in a sentence; empty for an unranked area."""
    if row["index"] is None:
        return ""
    parts = [
        (one["names"], row["indicators"][one["key"]]["contribution"])
        for one in view.method_card["indicators"]
        if row["indicators"][one["key"]]["contribution"] is not None
    ]
    return sum_sentence(row["name"], parts)


def frozen_state(row: dict[str, Any]) -> str:
    """Why a frozen area has no rank."""
    if row.get("is_drawn") and row["index"] is not None:
        return _("a drawn area: an estimate, not ranked")
    return bench_state_words(BenchState(row["state"]))


def frozen_rank(row: dict[str, Any]) -> str:
    """A frozen rank as readers see it."""
    if row["rank"] is None:
        return "–"
    return _("%(rank)s. (shared)", rank=row["rank"]) if row["is_tied"] else f"{row['rank']}."


def chosen_with_numbers(view: DecisionView) -> list[dict[str, Any]]:
    """The chosen areas with their reason, their row of the table and the sentence that explains it."""
    rows = {row["code"]: row for row in view.table}
    return [
        {"row": rows[one["code"]], "reason": one["reason"], "sentence": explained(view, rows[one["code"]])}
        for one in view.chosen
    ]


def map_layers(view: DecisionView, shapes: Mapping[str, UnitShape]) -> list[dict[str, Any]]:
    """The index as it was, with the chosen areas outlined on top."""
    return layers_of(rows_of(view), {one["code"] for one in view.chosen}, shapes)


def shown_extent(table: list[dict[str, Any]], shapes: Mapping[str, UnitShape]) -> BaseGeometry | None:
    """The box around the areas that were compared: small ones in a town are not lost in a wide municipality."""
    compared = [row["code"] for row in table if row["state"] != BenchState.NOT_CANDIDATE and row["index"] is not None]
    of_them = {at: shapes[code] for at, code in enumerate(compared) if code in shapes}
    return extent(of_them or dict(enumerate(shapes.values())))


def layers_of(
    table: list[dict[str, Any]], chosen: Collection[str], shapes: Mapping[str, UnitShape]
) -> list[dict[str, Any]]:
    """Rows of numbers as a map: classes of the index, uncertain ones hatched, and the chosen areas outlined."""
    drawn = [row for row in table if row["code"] in shapes and row.get("is_drawn")]
    rows = [row for row in table if row["code"] in shapes and not row.get("is_drawn")]
    index = [
        feature(
            shapes[row["code"]],
            row["code"],
            row["name"],
            row["class"] or 0,
            "" if row["index"] is None else format_number(row["index"], 0),
        )
        for row in rows
    ]
    for row, one in zip(rows, index, strict=True):
        if row.get("is_uncertain"):
            one["properties"]["status"] = "uncertain"
        elif row["state"] == BenchState.NOT_CANDIDATE:
            one["properties"]["status"] = "outside"
    outlines = [
        {
            "type": "Feature",
            "id": row["code"],
            "geometry": shapes[row["code"]].geojson,
            "properties": {"slug": row["code"], "name": named(row["name"])},
        }
        for row in [*rows, *drawn]
        if row["code"] in chosen or row.get("is_chosen")
    ]
    return [
        {
            "key": LAYER,
            "kind": "geojson",
            "style": "choropleth",
            "label": _("Index"),
            "data": {"type": "FeatureCollection", "features": index},
            "classes": map_classes(class_words(table)),
            "property": "class_number",
            "idProperty": "code",
            "attribution": SOURCE,
        },
        {
            "key": "chosen",
            "kind": "geojson",
            "style": "areas",
            "colour": "accent",
            "label": _("Chosen areas"),
            "data": {"type": "FeatureCollection", "features": outlines},
            "selectable": False,
        },
    ]
