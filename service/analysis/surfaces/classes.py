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
    """A class: from `low` up to `high` (infinite at the ends), and its colour."""

    low: float
    high: float
    token: str

    def plain(self) -> dict[str, Any]:
        """For machines and for keeping; an open end is None."""
        low, high = (None if math.isinf(end) else end for end in (self.low, self.high))
        return {"low": low, "high": high, "token": self.token}


def step_from(plain: dict[str, Any]) -> Step:
    """The class that `Step.plain` gave."""
    low, high = plain["low"], plain["high"]
    return Step(-math.inf if low is None else low, math.inf if high is None else high, plain["token"])


def steps_of(kind: SurfaceKind, surfaces: Surfaces) -> list[Step]:
    """The classes of one surface, the least first; empty when there is nothing to show.

    Both rates have the same ones, around the municipality's own rate, so that the two maps can be compared.
    """
    if kind == "raw":
        most = float(np.nanmax(surfaces.raw)) if np.isfinite(surfaces.raw).any() else 0.0
        bounds = [*(share * most for share in OF_MOST), math.inf]
        return [Step(*ends, f"heat-{at}") for at, ends in enumerate(pairwise(bounds), start=1)] if most > 0 else []
    if kind == "risk":
        return _around(RATIOS) if surfaces.risk is not None else []
    overall = surfaces.overall
    return _around([times * overall for times in AROUND_OVERALL]) if overall > 0 else []


def _around(bounds: Sequence[float]) -> list[Step]:
    """Five classes around a middle one; warm is more, as on the map of the ideas themselves.

    The middle has a colour of its own: what is as expected must not look like what is not shown.
    """
    ends = pairwise([-math.inf, *bounds, math.inf])
    return [Step(low, high, "even" if at == 2 else f"div-{5 - at}") for at, (low, high) in enumerate(ends)]


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


def encoded(values: Floats, steps: Sequence[Step]) -> list[int]:
    """The classes of all cells as runs, row by row from the south-west: class, length, class, length ..."""
    flat = class_numbers(values, steps).ravel()
    starts = np.flatnonzero(np.r_[True, flat[1:] != flat[:-1]])
    lengths = np.diff(np.r_[starts, len(flat)])
    runs: list[int] = np.column_stack([flat[starts], lengths]).ravel().astype(int).tolist()
    return runs


def labels_of(kind: SurfaceKind, steps: Sequence[Step]) -> list[str]:
    """The classes in words, the least first; as many as there are steps."""
    words = class_words(kind)
    if kind == "risk":
        return words[: len(steps)]
    decimals = decimals_for([end for step in steps for end in (step.low, step.high)])
    spans = [_between(step.low, step.high, decimals) for step in steps]
    return [f"{word} ({span})" if word else span for word, span in zip(words, spans, strict=False)]


def class_words(kind: SurfaceKind) -> list[str]:
    """What each class says, the least first; empty where the numbers say it."""
    if kind == "raw":
        return [_("few"), "", "", "", _("many")]
    if kind == "risk":
        return [
            _("a third or less of what residents would suggest"),
            _("fewer than residents would suggest"),
            _("about as many as residents would suggest"),
            _("more than residents would suggest"),
            _("three times as many as residents would suggest, or more"),
        ]
    return [
        _("less than half of the municipality's number"),
        _("less than the municipality's number"),
        _("about the municipality's number"),
        _("more than the municipality's number"),
        _("more than twice the municipality's number"),
    ]


def legend_of(kind: SurfaceKind, steps: Sequence[Step]) -> list[tuple[str, str]]:
    """Colours and words, the greatest first."""
    labels = labels_of(kind, steps)
    return [(step.token, label) for step, label in zip(steps, labels, strict=True)][::-1]


def decimals_for(values: Sequence[float]) -> int:
    """As few decimals as keep neighbouring numbers apart by their size: 0 from 10 up, 1 from 1 up, else 2."""
    least = min((abs(value) for value in values if math.isfinite(value) and value), default=1.0)
    return 0 if least >= 10 else 1 if least >= 1 else 2


def _between(low: float, high: float, decimals: int) -> str:
    if math.isinf(low):
        return _("under %(value)s", value=format_number(high, decimals))
    if math.isinf(high):
        return _("%(value)s or more", value=format_number(low, decimals))
    return f"{format_number(low, decimals)}–{format_number(high, decimals)}"
