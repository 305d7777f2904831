"""Counts of a shape."""

from __future__ import annotations

import math

import numpy as np

from geo.interpolation import Figures, Overlap, extensive
from layers.indicators.catalogue import RESIDENTS
from service.areas.facts.catalogue import CountSpec
from service.areas.facts.model import Fact
from service.areas.facts.rounding import count_step, finite, rounded
from service.areas.facts.sources import ATOMS, Source

NOTHING_SHOWN = 1e-9


def count_fact(source: Source, over: Overlap, spec: CountSpec) -> Fact:
    """A count of the one shape of an overlap.

    Where some zones hide theirs, and `spec.per` is known, they are taken to have as many for each of it as the
    zones that show theirs (the state stays partial). Fewer people than the source's limit are not told, unless
    a published figure of whole units tells them.
    """
    counts = source.figures(spec.columns)
    base = source.figures((RESIDENTS,)) if source.has((RESIDENTS,)) else None
    size = source.household_size if spec.of_people else None
    found = extensive(
        over,
        counts,
        base=base,
        suppressed_at_most=source.at_most(spec.per or (RESIDENTS if spec.columns == (RESIDENTS,) else "")),
        mean_household_size=size,
    )
    error = float((found.se_clustered if size else found.se_uniform)[0])
    estimate, lower, upper = (float(part[0]) for part in (found.estimate, found.lower, found.upper))
    state, grade = str(found.state[0]), str(found.reliability[0])
    if state == "partial":
        estimate, state = _filled(source, over, counts, spec, estimate)
    is_whole = state == "complete" and upper - lower < 0.5
    if is_whole:
        grade = "exact"
    is_published = is_whole and source.method != ATOMS
    if state == "suppressed":
        grade = "none"
    elif state in ("complete", "partial") and spec.protected and estimate < source.limits.people and not is_published:
        # A whole atom is told only when it reaches the limit, so nothing here can be fewer and sure.
        state, grade = "few", "none"
    is_shown = state in ("complete", "partial")
    # A hidden figure that sets no limit says nothing of how well the visible ones are known.
    width = upper - lower if math.isfinite(upper) else 2 * (estimate - lower)
    step = count_step(estimate, error, width) if is_shown else 1
    by_area, by_people = float(found.suppressed_area_share[0]), float(found.suppressed_people_share[0])
    title, year = source.origin(spec.columns[0])
    return Fact(
        key=spec.key,
        kind="count",
        label=spec.label,
        of="",
        estimate=rounded(estimate, step) if is_shown else None,
        step=step,
        lower=finite(np.floor(lower + 1e-6)),
        upper=finite(np.ceil(upper - 1e-6)),
        standard_error=finite(error) if is_shown else None,
        state=state,
        grade=grade,
        suppressed_share=hidden_share(by_area, by_people),
        base=None,
        municipality=source.everywhere(spec.columns, lambda whole: _total(whole.figures(spec.columns))),
        comparison="",
        source=title,
        year=year,
        method=source.method,
        cell_m=source.cell_m,
    )


def _total(counts: Figures) -> float | None:
    return float(counts.values.sum()) if counts.visible.any() else None


def hidden_share(by_area: float, by_people: float) -> float:
    """The part of a shape that is hidden, by people where they are known, 0 where neither is."""
    known = by_area if math.isnan(by_people) else by_people
    return 0.0 if math.isnan(known) else known


def _filled(source: Source, over: Overlap, counts: Figures, spec: CountSpec, estimate: float) -> tuple[float, str]:
    """The estimate with the hidden zones' part put in, and the state."""
    if spec.per is None or not source.has((spec.per,)):
        # Nothing to go by: what is hidden is left out, unless there is nothing else.
        shown = float((over.share @ counts.visible.astype(np.float64))[0])
        return estimate, "partial" if shown > NOTHING_SHOWN else "suppressed"
    whole = source.figures((spec.per,))
    seen = float((over.share @ (whole.values * counts.visible))[0])
    unseen = float((over.share @ (whole.values * counts.suppressed))[0])
    if seen <= NOTHING_SHOWN:
        return estimate, "suppressed" if unseen > NOTHING_SHOWN else "partial"
    return estimate * (1 + unseen / seen), "partial"
