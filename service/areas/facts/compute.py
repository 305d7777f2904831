"""From a shape to its facts: units shared out by area, numerators before rates, bounds beside estimates."""

from __future__ import annotations

import math

import numpy as np
from shapely.geometry.base import BaseGeometry

from geo.interpolation import Figures, Overlap, extensive, overlap, share
from service.areas.facts.catalogue import (
    COUNTS,
    HOUSEHOLDS,
    RESIDENTS,
    SHARES,
    CountSpec,
    ShareSpec,
)
from service.areas.facts.model import Fact, Facts, Member
from service.areas.facts.rounding import count_step, rounded, share_step
from service.areas.facts.zones import Zones

#: Shares of sensitive things need more people behind them; Statistics Finland's own limit for Paavo.
FEWEST_IN_BASE = 30
NOT_SURE_OF_EDGE = 1e-4


def facts_of(zones: Zones, shape: BaseGeometry, pins: dict[str, int]) -> Facts:
    """Everything that the units say of a shape.

    Parameters
    ----------
    zones : the municipality's units and figures.
    shape : a sound polygon in the metric CRS.
    pins : how many public pins lie inside, by state.
    """
    if len(zones.units) == 0:
        return Facts(shape.area, (), 0.0, _outside_share(zones, shape), (), pins)
    over = overlap(zones.units.geometry, [shape])
    size = _household_size(zones)
    made = [_count(zones, over, spec, size) for spec in COUNTS if zones.has(spec.columns)]
    made += [_share(zones, over, spec) for spec in SHARES if zones.has((*spec.part, *spec.whole))]
    covered = float(np.nan_to_num(over.covered_share()[0]))
    return Facts(shape.area, _members(zones, over), covered, _outside_share(zones, shape), tuple(made), pins)


def _count(zones: Zones, over: Overlap, spec: CountSpec, household_size: float | None) -> Fact:
    counts = zones.figures(spec.columns)
    base = zones.figures((RESIDENTS,)) if zones.has((RESIDENTS,)) else None
    cap = zones.figures((spec.cap,)).values if spec.cap and zones.has((spec.cap,)) else None
    found = extensive(
        over,
        counts,
        base=base,
        suppressed_at_most=cap,
        mean_household_size=household_size if spec.of_people else None,
    )
    error = found.se_clustered if spec.of_people and household_size else found.se_uniform
    estimate, lower, upper = (float(part[0]) for part in (found.estimate, found.lower, found.upper))
    state, grade = str(found.state[0]), str(found.reliability[0])
    is_exact = upper - lower < 0.5
    if state == "complete" and is_exact:
        grade = "exact"
    elif state in ("complete", "partial") and estimate < spec.fewest and error[0] > 0:
        state, grade = "few", "none"
    is_shown = state in ("complete", "partial")
    # A hidden figure that sets no limit says nothing of how well the visible ones are known.
    width = upper - lower if math.isfinite(upper) else 2 * (estimate - lower)
    step = count_step(estimate, float(error[0]), width) if is_shown else 1
    return Fact(
        key=spec.key,
        kind="count",
        label=spec.label,
        base_label="",
        estimate=rounded(estimate, step) if is_shown else None,
        step=step,
        lower=_finite(np.floor(lower + 1e-6)),
        upper=_finite(np.ceil(upper - 1e-6)),
        standard_error=_finite(float(error[0])) if is_shown else None,
        state=state,
        grade=grade,
        suppressed_share=_suppressed(found.suppressed_area_share[0], found.suppressed_people_share[0]),
        municipality=_total(counts),
        source=zones.source(spec.columns[0]),
        year=zones.year(spec.columns[0]),
    )


def _share(zones: Zones, over: Overlap, spec: ShareSpec) -> Fact:
    part, whole = zones.figures(spec.part), zones.figures(spec.whole)
    found = share(over, part, _capped(zones, whole, spec.cap))
    rate, lower, upper = (float(one[0]) for one in (found.rate, found.lower, found.upper))
    error = float(found.se_uniform[0])
    state, grade = str(found.state[0]), str(found.reliability[0])
    if math.isnan(rate) and state in ("complete", "partial"):
        state, grade = "few", "none"
    elif state == "complete" and upper - lower < 1e-9:
        grade = "exact"
    elif state in ("complete", "partial") and found.denominator[0] < FEWEST_IN_BASE:
        state, grade = "few", "none"
    is_shown = state in ("complete", "partial")
    step = share_step(error, upper - lower) if is_shown else 0.001
    return Fact(
        key=spec.key,
        kind="share",
        label=spec.label,
        base_label=spec.base_label,
        estimate=rounded(rate, step) if is_shown else None,
        step=step,
        lower=_finite(math.floor(lower * 1000 + 1e-6) / 1000) if is_shown else None,
        upper=_finite(math.ceil(upper * 1000 - 1e-6) / 1000) if is_shown else None,
        standard_error=_finite(error) if is_shown else None,
        state=state,
        grade=grade,
        suppressed_share=_suppressed(found.suppressed_area_share[0], found.suppressed_people_share[0]),
        municipality=_total_share(part, whole),
        source=zones.source(spec.part[0]),
        year=zones.year(spec.part[0]),
    )


def _capped(zones: Zones, whole: Figures, cap: str | None) -> Figures:
    """A whole whose hidden values are taken as large as they can be, for the bounds.

    The part is hidden in the same units, so the rate itself never sees the cap, and more people in the whole
    only widen the bounds.
    """
    if cap is None or not zones.has((cap,)):
        return whole
    most = zones.figures((cap,))
    return Figures(np.where(whole.suppressed, most.values, whole.values), whole.suppressed & most.suppressed)


def _members(zones: Zones, over: Overlap) -> tuple[Member, ...]:
    areas = over.area.toarray()[0]
    shares = over.area_share.toarray()[0]
    of_shape = areas / over.target_area[0]
    found = [
        Member(zones.units.slugs[i], zones.units.names[i], float(of_shape[i]), float(min(shares[i], 1.0)))
        for i in np.flatnonzero((shares > NOT_SURE_OF_EDGE) | (of_shape > NOT_SURE_OF_EDGE))
    ]
    return tuple(sorted(found, key=lambda member: -member.share_of_shape))


def _outside_share(zones: Zones, shape: BaseGeometry) -> float:
    if zones.units.ground.covers(shape):
        return 0.0
    return float(shape.difference(zones.units.ground).area / shape.area)


def _household_size(zones: Zones) -> float | None:
    """Persons per household over the units that show both; None without such figures."""
    if not zones.has((RESIDENTS, HOUSEHOLDS)):
        return None
    people, households = zones.values((RESIDENTS,)), zones.values((HOUSEHOLDS,))
    both = np.isfinite(people) & np.isfinite(households)
    total = float(households[both].sum())
    return max(1.0, float(people[both].sum()) / total) if total > 0 else None


def _total(counts: Figures) -> float | None:
    return float(counts.values.sum()) if counts.visible.any() else None


def _total_share(part: Figures, whole: Figures) -> float | None:
    both = part.visible & whole.visible
    base = float(whole.values[both].sum())
    return float(part.values[both].sum()) / base if base > 0 else None


def _suppressed(by_area: float, by_people: float) -> float:
    known = by_area if math.isnan(by_people) else by_people
    return 0.0 if math.isnan(known) else float(known)


def _finite(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
