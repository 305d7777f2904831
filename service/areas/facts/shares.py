"""Shares of a shape, beside the municipality's."""

from __future__ import annotations

import math

import numpy as np

from geo.interpolation import Figures, Overlap, share
from geo.stats.intervals import wilson_interval
from layers.indicators.catalogue import Indicator
from service.areas.facts.counts import hidden_share
from service.areas.facts.model import Fact
from service.areas.facts.rounding import finite, rounded, share_step
from service.areas.facts.sources import Source


def share_fact(source: Source, over: Overlap, indicator: Indicator) -> Fact:
    """An indicator of the one shape of an overlap: numerator and denominator are interpolated, then divided."""
    part, whole = _sound(source.figures(indicator.numerator), source.figures(indicator.denominator))
    found = share(over, part, _capped(source, whole, indicator.denominator_at_most))
    rate, lower, upper = (float(one[0]) for one in (found.rate, found.lower, found.upper))
    error, base = float(found.se_uniform[0]), float(found.denominator[0])
    state, grade = str(found.state[0]), str(found.reliability[0])
    if math.isnan(rate) and state in ("complete", "partial"):
        # Hidden zones and empty ground together show nothing, and nothing is not "few".
        state, grade = ("suppressed" if state == "partial" else "few"), "none"
    elif state == "complete" and upper - lower < 1e-9:
        grade = "exact"
    elif state in ("complete", "partial") and base < max(source.limits.sensitive, indicator.minimum_base):
        state, grade = "few", "none"
    is_shown = state in ("complete", "partial")
    step = share_step(error, upper - lower) if is_shown else 0.001
    everywhere = source.everywhere(
        indicator.key,
        lambda all_zones: _everywhere(
            *_sound(all_zones.figures(indicator.numerator), all_zones.figures(indicator.denominator))
        ),
    )
    title, year = source.origin(indicator.numerator[0])
    return Fact(
        key=indicator.key,
        kind="share",
        label=indicator.names,
        of=indicator.of,
        estimate=rounded(rate, step) if is_shown else None,
        step=step,
        lower=finite(math.floor(lower * 1000 + 1e-6) / 1000) if is_shown else None,
        upper=finite(math.ceil(upper * 1000 - 1e-6) / 1000) if is_shown else None,
        standard_error=finite(error) if is_shown else None,
        state=state,
        grade=grade,
        suppressed_share=hidden_share(float(found.suppressed_area_share[0]), float(found.suppressed_people_share[0])),
        base=base if is_shown else None,
        municipality=everywhere,
        comparison=comparison(rate, lower, upper, base, everywhere) if is_shown and everywhere is not None else "",
        source=title,
        year=year,
        method=source.method,
        cell_m=source.cell_m,
    )


def comparison(rate: float, lower: float, upper: float, base: float, everywhere: float) -> str:
    """Whether a share is surely more or less than the municipality's, or cannot be told apart ("same").

    The interval is the hard bounds, widened on each side by what chance does to a share of so few people
    (Wilson, 95 %): a register counts everybody, and still one more or less unemployed among 40 means little.

    Parameters
    ----------
    rate, lower, upper : the share and its bounds, 0-1.
    base : how many people the share is of.
    everywhere : the municipality's share.
    """
    people = max(round(base), 1)
    low, high = wilson_interval(min(round(rate * people), people), people)
    if everywhere < lower - max(rate - float(low[0]), 0.0):
        return "more"
    return "less" if everywhere > upper + max(float(high[0]) - rate, 0.0) else "same"


def _sound(part: Figures, whole: Figures) -> tuple[Figures, Figures]:
    """A part and its whole, with the zones left out where the part is greater: one of the two is wrong there."""
    wrong = (part.values > whole.values) & part.visible & whole.visible
    if not wrong.any():
        return part, whole
    left_out = Figures(np.where(wrong, 0.0, part.values), part.suppressed | wrong)
    return left_out, Figures(np.where(wrong, 0.0, whole.values), whole.suppressed | wrong)


def _capped(source: Source, whole: Figures, cap: str | None) -> Figures:
    """A whole whose hidden values are taken as large as they can be, for the bounds.

    The part is hidden in the same zones, so the rate itself never sees the cap, and more people in the whole
    only widen the bounds.
    """
    if cap is None or not source.has((cap,)):
        return whole
    most = source.figures((cap,))
    return Figures(np.where(whole.suppressed, most.values, whole.values), whole.suppressed & most.suppressed)


def _everywhere(part: Figures, whole: Figures) -> float | None:
    both = part.visible & whole.visible
    base = float(whole.values[both].sum())
    return float(part.values[both].sum()) / base if base > 0 else None
