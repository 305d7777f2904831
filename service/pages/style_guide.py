"""The style guide: every part that pages are made of, for whoever builds pages. Only where demonstration is on."""

from __future__ import annotations

import math
from typing import Any

from flask import current_app, render_template

from service.errors import NotFound
from service.pages.blueprint import blueprint
from service.web.routing import read

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


@blueprint.get("/styleguide")
@read("public")
def style_guide() -> str:
    """Show every part; raises NotFound in a service that people use."""
    if not current_app.config["SETTINGS"].demo_sign_in:
        raise NotFound
    return render_template("styleguide.html", areas=AREAS, charts=sample_charts())


def sample_charts() -> dict[str, dict[str, Any]]:
    """One specification of each kind, from the sample areas and from plain arithmetic."""
    income = {"label": "Median income", "unit": "€"}
    share = {"label": "Pensioners", "type": "share"}
    dots = [{"label": name, "code": name, "x": euros, "y": old, "href": "#g-charts"} for name, _, euros, old in AREAS]
    earlier = [{**dot, "x": dot["x"] and dot["x"] * 0.91} for dot in dots]
    margins = {name: 0.9 / math.sqrt(people) for name, people, _, _ in AREAS}
    return {
        "scatter": {
            "kind": "scatter",
            "x": income,
            "y": share,
            "marks": [{"axis": "x", "at": 23900, "label": "The whole municipality"}],
            "series": [
                {"label": "Areas", "points": dots},
                {
                    "label": "Fitted",
                    "token": "accent",
                    "line": True,
                    "points": [{"x": 19800, "y": 0.4}, {"x": 28200, "y": 0.14}],
                },
            ],
        },
        "strip": {
            "kind": "strip",
            "x": income,
            "marks": [{"axis": "x", "at": 23900, "label": "The whole municipality"}],
            "series": [
                {
                    "label": "2012",
                    "token": "theme-slate",
                    "points": earlier,
                },
                {
                    "label": "2024",
                    "token": "brand",
                    "points": [{**dot, "strong": dot["label"] == "Satama"} for dot in dots],
                },
            ],
        },
        "lines": {
            "kind": "lines",
            "y": share,
            "marks": [{"axis": "x", "at": 2019, "label": "School moved"}],
            "series": [_line("Rantala", 0.21, 0.02, None), _line("Satama", 0.27, 0.03, 2017)],
        },
        "bars": {
            "kind": "bars",
            "x": {"label": "Residents"},
            "series": [
                {
                    "label": "Residents",
                    "points": [{"label": name, "code": name, "x": people} for name, people, _, _ in AREAS],
                }
            ],
        },
        "columns": {
            "kind": "bars",
            "x": {"label": "Year", "type": "year"},
            "y": share,
            "series": [
                {
                    "label": name,
                    "points": [
                        {"x": year, "y": at + 0.01 * step, "low": at - 0.02, "high": at + 0.05}
                        for step, year in enumerate((2016, 2020, 2024))
                    ],
                }
                for name, at in (("Rantala", 0.18), ("Satama", 0.25))
            ],
        },
        "intervals": {
            "kind": "intervals",
            "x": share,
            "marks": [{"axis": "x", "at": 0.25, "label": "The whole municipality"}],
            "series": [
                {
                    "label": "Areas",
                    "points": [
                        {
                            "label": name,
                            "code": name,
                            "x": old,
                            "low": old - margins[name],
                            "high": old + margins[name],
                        }
                        for name, _, _, old in sorted(AREAS, key=lambda area: -(area[3] or 0))
                        if old is not None
                    ],
                }
            ],
        },
        "nothing": {
            "kind": "bars",
            "x": {"label": "Residents"},
            "series": [{"label": "Saari", "points": [{"label": "Saari", "x": None}]}],
        },
    }


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
