"""The chart of the comparison; the table holds the same numbers."""

from __future__ import annotations

from typing import Any

from service.analysis.participation.compared import AreaPart, Comparison
from service.i18n import gettext as _
from service.i18n import named

#: Areas whose range is wider than this tell nothing that an eye could take from a picture.
WIDEST = 6.0


def ratio_intervals(result: Comparison) -> dict[str, Any]:
    """The areas' ratios with their ranges, the least represented first; areas with a very wide range are left out."""
    drawn = [row for row in result.rows if is_drawn(row)]
    return {
        "kind": "intervals",
        "x": {"label": _("Part of ideas / part of people"), "min": 0, "decimals": 1},
        "series": [
            {
                "label": _("Part of ideas / part of people"),
                "token": "brand",
                "points": [
                    {
                        "x": row.ratio,
                        "low": row.low,
                        "high": row.high,
                        "label": named(row.names),
                        "code": row.code,
                        "href": f"/areas/{row.slug}",
                        "strong": row.verdict in ("fewer", "more"),
                    }
                    for row in drawn
                ],
            }
        ],
        "marks": [{"axis": "x", "at": 1, "label": _("as many as people")}],
    }


def is_drawn(row: AreaPart) -> bool:
    """Whether the chart shows an area."""
    return row.ratio is not None and row.high is not None and row.low is not None and row.high - row.low <= WIDEST
