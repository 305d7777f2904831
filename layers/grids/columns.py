"""The columns that a grid may hold: those of the indicators' catalogue, and ages by ten years."""

from __future__ import annotations

from dataclasses import replace

from layers.indicators.columns import Column, paavo_columns

DECADES = (
    ("age_0_9", "0–9"),
    ("age_10_19", "10–19"),
    ("age_20_29", "20–29"),
    ("age_30_39", "30–39"),
    ("age_40_49", "40–49"),
    ("age_50_59", "50–59"),
    ("age_60_69", "60–69"),
    ("age_70_79", "70–79"),
    ("age_80_", "80+"),
)


def grid_columns(year: int) -> dict[str, Column]:
    """Every key that a mapping may name, as a column of that year. Only what adds up may come by cell."""
    known = {column.key: replace(column, year=year) for column in paavo_columns() if column.role in ("count", "sum")}
    for key, ages in DECADES:
        names = {"fi": f"{ages} v", "sv": f"{ages} år", "en": f"Aged {ages}"}
        known[key] = Column(key=key, role="count", unit="persons", year=year, names=names)
    return known
