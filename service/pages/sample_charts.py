"""A chart of each kind for the style guide, from sample areas and plain arithmetic."""

from __future__ import annotations

import math
from typing import Any

Chart = dict[str, Any]

#: Sample areas, of nowhere: name, how many live there, median income, share of pensioners.
AREAS = (
    ("Rantala", 5210, 24100, 0.21),
    ("Kirkonkylä", 3120, 22800, 0.34),
    ("Mäkelä", 890, 26900, 0.18),
    ("Satama", 7400, 21300, 0.27),
    ("Pitkä-Yliniityn asuinalue", 410, 19800, 0.41),
    ("Kangas", 2640, 28200, 0.15),
    ("Saari", 96, None, None),
)
INCOME: Chart = {"label": "Median income", "unit": "€"}
SHARE: Chart = {"label": "Pensioners", "type": "share"}
RESIDENTS: Chart = {"label": "Residents"}


def sample_charts() -> dict[str, Chart]:
    """One specification of each kind, and one without anything to show."""
    nothing = [{"label": "Saari", "points": [{"label": "Saari", "x": None}]}]
    return {
        "scatter": _scatter(),
        "strip": _strip(),
        "lines": {
            "kind": "lines",
            "y": SHARE,
            "marks": [{"axis": "x", "at": 2019, "label": "School moved"}],
            "series": [_line("Rantala", 0.21, 0.02, None), _line("Satama", 0.27, 0.03, 2017)],
        },
        "bars": _bars(),
        "columns": _columns(),
        "intervals": _intervals(),
        "nothing": {"kind": "bars", "x": RESIDENTS, "series": nothing},
    }


def _dots() -> list[Chart]:
    return [{"label": name, "code": name, "x": euros, "y": old, "href": "#g-charts"} for name, _, euros, old in AREAS]


def _whole(at: float) -> list[Chart]:
    """The mark of the municipality."""
    return [{"axis": "x", "at": at, "label": "The whole municipality"}]


def _scatter() -> Chart:
    fitted = [{"x": 19800, "y": 0.4}, {"x": 28200, "y": 0.14}]
    return {
        "kind": "scatter",
        "x": INCOME,
        "y": SHARE,
        "marks": _whole(23900),
        "series": [
            {"label": "Areas", "points": _dots()},
            {"label": "Fitted", "token": "accent", "line": True, "points": fitted},
        ],
    }


def _strip() -> Chart:
    earlier = [{**dot, "x": dot["x"] and dot["x"] * 0.91} for dot in _dots()]
    now = [{**dot, "strong": dot["label"] == "Satama"} for dot in _dots()]
    return {
        "kind": "strip",
        "x": INCOME,
        "marks": _whole(23900),
        "series": [
            {"label": "2012", "token": "theme-slate", "points": earlier},
            {"label": "2024", "token": "brand", "points": now},
        ],
    }


def _bars() -> Chart:
    points = [{"label": name, "code": name, "x": people} for name, people, _, _ in AREAS]
    return {"kind": "bars", "x": RESIDENTS, "series": [{"label": "Residents", "points": points}]}


def _columns() -> Chart:
    def years(at: float) -> list[Chart]:
        return [
            {"x": year, "y": at + 0.01 * step, "low": at - 0.02, "high": at + 0.05}
            for step, year in enumerate((2016, 2020, 2024))
        ]

    series = [{"label": name, "points": years(at)} for name, at in (("Rantala", 0.18), ("Satama", 0.25))]
    return {"kind": "bars", "x": {"label": "Year", "type": "year"}, "y": SHARE, "series": series}


def _intervals() -> Chart:
    known = [(name, people, old) for name, people, _, old in AREAS if old is not None]
    points = []
    for name, people, old in sorted(known, key=lambda area: -area[2]):
        margin = 0.9 / math.sqrt(people)
        points.append({"label": name, "code": name, "x": old, "low": old - margin, "high": old + margin})
    return {"kind": "intervals", "x": SHARE, "marks": _whole(0.25), "series": [{"label": "Areas", "points": points}]}


def _line(name: str, start: float, spread: float, gap: int | None) -> dict[str, Any]:
    """Years of one area; `gap` is a year of which nothing is known."""
    values = {year: start + 0.012 * math.sin(year) + 0.004 * (year - 2010) for year in range(2010, 2025)}
    points = [
        {"x": year, "y": None}
        if year == gap
        else {"x": year, "y": value, "low": value - spread, "high": value + spread}
        for year, value in values.items()
    ]
    return {"label": name, "points": points}
