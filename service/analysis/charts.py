"""The charts of the sum index; the table of all areas holds the same numbers."""

from __future__ import annotations

from typing import Any

from flask import url_for

from service.analysis.rows import AreaIndex
from service.i18n import gettext as _
from service.i18n import named


def relative_strips(rows: list[AreaIndex], chosen: AreaIndex, query: dict[str, str], city_name: str) -> dict[str, Any]:
    """All ranked areas as dots on lines where the municipality is 100: the index, then each share that it is made of.

    `chosen` stands out; `query` goes along to the areas' own pages. Nothing is drawn of an area that is not ranked.
    """
    ranked = [row for row in rows if row.is_ranked]
    lines = [(_("Sum index"), [row.index for row in ranked])]
    for at, measure in enumerate(chosen.measures):
        lines.append((named(measure.indicator.names), [row.measures[at].relative for row in ranked]))
    return {
        "kind": "strip",
        "x": {"label": _("Relative to %(municipality)s (100)", municipality=city_name), "decimals": 0},
        "series": [
            {
                "label": label,
                "token": "brand",
                "points": [_dot(*one, chosen, query) for one in zip(ranked, values, strict=True)],
            }
            for label, values in lines
        ],
        "marks": [{"axis": "x", "at": 100, "label": "100"}],
    }


def _dot(row: AreaIndex, value: float | None, chosen: AreaIndex, query: dict[str, str]) -> dict[str, Any]:
    return {
        "x": value,
        "label": named(row.names),
        "code": row.code,
        "href": url_for("analysis.show_area_index", code=row.code, **query),
        "strong": row.code == chosen.code,
    }
