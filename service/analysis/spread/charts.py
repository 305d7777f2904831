"""What the page's charts draw; every number stands in a table beside them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from geo.spatial.local import Place
from service.analysis.spread.apart import RADII_M
from service.analysis.spread.compute import Spread
from service.analysis.spread.figures import Measured
from service.analysis.spread.rows import AreaSpread
from service.analysis.spread.words import measure_name
from service.i18n import gettext as _
from service.i18n import named

KM = 1000.0
#: Series of the scatter plot: the places in each, and its colour.
STANDS_OUT = (Place.HIGH_HIGH, Place.LOW_LOW, Place.HIGH_LOW, Place.LOW_HIGH)


def profile_chart(result: Spread) -> dict[str, Any]:
    """D and H by width of the neighbourhood."""
    lines = ((_("D, index of dissimilarity"), "dissimilarity"), (_("H, Theil's entropy"), "entropy"))
    return {
        "kind": "lines",
        "x": {
            "label": _("Seen with everything within"),
            "unit": "km",
            "type": "number",
            "min": 0,
            "max": RADII_M[-1] / KM,
        },
        "y": {"label": _("D and H"), "min": 0, "decimals": 3},
        "series": [
            {
                "label": label,
                "points": [{"x": one.radius_m / KM, "y": getattr(one, key)} for one in result.apart.profile],
            }
            for label, key in lines
        ],
    }


def neighbours_chart(result: Spread, rows: Iterable[AreaSpread]) -> dict[str, Any]:
    """Each area against the mean of its neighbours: Moran's scatter plot."""
    shown = [row for row in rows if row.around is not None and row.value is not None]
    marked = [row for row in shown if row.place in STANDS_OUT]
    rest = [row for row in shown if row.place not in STANDS_OUT]
    axis = _axis(result.measured)
    series = [
        {"label": _("stands out"), "token": "accent", "points": [_dot(row) for row in marked]},
        {"label": _("not significant"), "token": "brand", "points": [_dot(row) for row in rest]},
    ]
    mean = sum(row.value or 0.0 for row in shown) / len(shown) if shown else None
    marks = [{"axis": side, "at": mean, "label": _("mean of the areas") if side == "x" else ""} for side in ("x", "y")]
    return {
        "kind": "scatter",
        "x": {"label": measure_name(result.measured.indicator), **axis},
        "y": {"label": _("Mean of its neighbours"), **axis},
        "series": [one for one in series if one["points"]],
        "marks": marks if mean is not None else [],
    }


def _dot(row: AreaSpread) -> dict[str, Any]:
    return {
        "x": row.value,
        "y": row.around,
        "label": named(row.names),
        "code": row.code,
        "href": f"/areas/{row.slug}" if row.slug else "",
    }


def _axis(measured: Measured) -> dict[str, Any]:
    if measured.is_share:
        return {"type": "share"}
    return {"unit": measured.indicator.unit} if measured.indicator is not None else {}
