"""Surfaces in a few classes with words: what the map paints and the legend says."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geo.columns import Floats
from service.analysis.surfaces.choices import SurfaceKind
from service.analysis.surfaces.reckoning import Surfaces
from service.i18n import format_number
from service.i18n import gettext as _

#: How many times what residents would suggest; the classes lie between these.
RATIOS = (1 / 3, 2 / 3, 3 / 2, 3.0)
#: Shares of the densest place where the raw map changes its colour; below the first it has none.
OF_MOST = (0.04, 0.2, 0.4, 0.6, 0.8)
#: Rates are shown by how many times the municipality's own they are; the middle class is about the same.
AROUND_OVERALL = (1 / 2, 4 / 5, 5 / 4, 2.0)


@dataclass(frozen=True)
class Step:
    """A class: from `low` up to `high` (infinite at the ends), its colour, and its words."""

    low: float
    high: float
    token: str
    label: str


def steps_of(kind: SurfaceKind, surfaces: Surfaces) -> list[Step]:
    """The classes of one surface, the least first; empty when there is nothing to show."""
    if kind == "raw":
        return _raw_steps(surfaces.raw)
    if kind == "risk":
        return _risk_steps() if surfaces.risk is not None else []
    return _rate_steps(surfaces)


def values_of(kind: SurfaceKind, surfaces: Surfaces) -> Floats:
    """What is painted: per km2, per 1,000, or how many times what residents would suggest. NaN has no colour."""
    if kind == "risk":
        nothing = np.full(surfaces.raw.shape, np.nan)
        return nothing if surfaces.risk is None else np.exp(surfaces.risk.log_risk)
    return {"raw": surfaces.raw, "rate": surfaces.rate, "adjusted": surfaces.adjusted}[kind]


def class_numbers(values: Floats, steps: Sequence[Step]) -> NDArray[np.int8]:
    """The class of each cell, 1 the least; 0 for none."""
    if not steps:
        return np.zeros(values.shape, dtype=np.int8)
    found = np.searchsorted([step.low for step in steps], values, side="right")
    return np.where(np.isnan(values), 0, found).astype(np.int8)


def _raw_steps(raw: Floats) -> list[Step]:
    most = float(np.nanmax(raw)) if np.isfinite(raw).any() else 0.0
    if not most > 0:
        return []
    bounds = [share * most for share in OF_MOST] + [math.inf]
    decimals = decimals_for(bounds[:-1])
    words = [_("few"), "", "", "", _("many")]
    return [
        Step(low, high, f"heat-{number}", _between(low, high, decimals, said=word))
        for number, (low, high, word) in enumerate(zip(bounds, bounds[1:], words, strict=False), start=1)
    ]


def _rate_steps(surfaces: Surfaces) -> list[Step]:
    """The same classes for both rates, around the municipality's own, so that the two maps can be compared."""
    overall = surfaces.overall
    if not overall > 0:
        return []
    bounds = [-math.inf, *(times * overall for times in AROUND_OVERALL), math.inf]
    decimals = decimals_for(bounds)
    words = (
        _("less than half of the municipality's number"),
        _("less than the municipality's number"),
        _("about the municipality's number"),
        _("more than the municipality's number"),
        _("more than twice the municipality's number"),
    )
    return _diverging(bounds, [f"{word} ({span})" for word, span in zip(words, _spans(bounds, decimals), strict=True)])


def _risk_steps() -> list[Step]:
    words = (
        _("a third or less of what residents would suggest"),
        _("fewer than residents would suggest"),
        _("about as many as residents would suggest"),
        _("more than residents would suggest"),
        _("three times as many as residents would suggest, or more"),
    )
    return _diverging([-math.inf, *RATIOS, math.inf], words)


def _diverging(bounds: Sequence[float], labels: Sequence[str]) -> list[Step]:
    """Five classes around a middle one; warm is more, as on the map of the ideas themselves."""
    return [
        Step(low, high, f"div-{5 - number}", label)
        for number, (low, high, label) in enumerate(zip(bounds, bounds[1:], labels, strict=False))
    ]


def _spans(bounds: Sequence[float], decimals: int) -> list[str]:
    return [_between(low, high, decimals) for low, high in pairwise(bounds)]


def decimals_for(values: Sequence[float] | Floats) -> int:
    """As few decimals as keep neighbouring numbers apart by their size: 0 from 10 up, 1 from 1 up, else 2."""
    least = min((abs(float(value)) for value in values if math.isfinite(value) and value), default=1.0)
    return 0 if least >= 10 else 1 if least >= 1 else 2


def _between(low: float, high: float, decimals: int, said: str = "") -> str:
    if math.isinf(low):
        text = _("under %(value)s", value=format_number(high, decimals))
    elif math.isinf(high):
        text = _("%(value)s or more", value=format_number(low, decimals))
    else:
        text = f"{format_number(low, decimals)}–{format_number(high, decimals)}"
    return f"{said}: {text}" if said else text


def encoded(values: Floats, steps: Sequence[Step]) -> list[int]:
    """The classes of all cells as runs, row by row from the south-west: class, length, class, length ..."""
    flat = class_numbers(values, steps).ravel()
    starts = np.flatnonzero(np.r_[True, flat[1:] != flat[:-1]])
    lengths = np.diff(np.r_[starts, len(flat)])
    return np.column_stack([flat[starts], lengths]).ravel().astype(int).tolist()


def legend_of(steps: Sequence[Step]) -> list[tuple[str, str]]:
    """Colours and words, the greatest first."""
    return [(step.token, step.label) for step in reversed(steps)]


def plain_steps(steps: Sequence[Step]) -> list[dict[str, Any]]:
    """Classes for machines; an open end is None."""
    return [
        {
            "low": None if math.isinf(step.low) else step.low,
            "high": None if math.isinf(step.high) else step.high,
            "token": step.token,
            "label": step.label,
        }
        for step in steps
    ]
