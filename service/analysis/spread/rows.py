"""The result as rows: one area a row, and one measure a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from geo.change.gap import Gap
from geo.spatial.local import Local, Place
from service.analysis.rows import number
from service.analysis.spread.compute import Spread


@dataclass(frozen=True, slots=True)
class AreaSpread:
    """One area. `place` is a `Place`; for an area that takes no part in the clusters ``suppressed``, ``below_floor``
    or ``missing``. `q` and `hot_q` are p values after the false discovery rate. None stands for what is not known."""

    position: int
    code: str
    slug: str
    names: dict[str, str]
    value: float | None
    part: float | None
    whole: float | None
    residents: float | None
    is_suppressed: bool
    place: str
    around: float | None
    local: float | None
    q: float | None
    hot: str
    hot_z: float | None
    hot_q: float | None


def area_spreads(result: Spread) -> list[AreaSpread]:
    """All areas: the greatest values first, those without one last by name."""
    rows = [_row(result, at) for at in range(len(result.measured.areas))]
    return sorted(rows, key=lambda row: (row.value is None, -(row.value or 0.0), row.names.get("fi", ""), row.code))


def _row(result: Spread, at: int) -> AreaSpread:
    measured, found = result.measured, result.clusters
    known = bool(measured.known[at])
    return AreaSpread(
        position=at,
        code=measured.areas.codes[at],
        slug=measured.areas.slugs[at],
        names=measured.areas.names[at],
        value=number(measured.values[at]) if known else None,
        part=number(measured.part[at]),
        whole=number(measured.whole[at]),
        residents=number(measured.residents[at]),
        is_suppressed=bool(measured.suppressed[at]),
        place=_place(result, found.local, at),
        around=number(found.around[at]),
        local=_figure(found.local, "statistic", at),
        q=_figure(found.local, "q", at),
        hot=_place(result, found.hot, at),
        hot_z=_figure(found.hot, "statistic", at),
        hot_q=_figure(found.hot, "q", at),
    )


def _place(result: Spread, found: Local | None, at: int) -> str:
    if result.measured.suppressed[at] and not result.measured.known[at]:
        return "suppressed"
    if result.measured.known[at] and not result.clusters.taking_part[at]:
        return "below_floor"
    return str(Place.MISSING) if found is None else str(found.place[at])


def _figure(found: Local | None, name: str, at: int) -> float | None:
    return None if found is None else number(getattr(found, name)[at])


def measures(result: Spread) -> Iterator[tuple[str, Any]]:
    """Every figure of the zoning with its key, in plain values; None where it could not be told."""
    uneven, lives, found = result.unequal, result.apart, result.clusters
    yield "mean", uneven.mean
    yield "gini", uneven.gini
    yield "mean_difference", uneven.mean_difference
    yield "theil", uneven.theil
    yield "mean_log_deviation", uneven.mean_log_deviation
    for aversion, value in uneven.atkinson:
        yield f"atkinson_{aversion:g}", value
    yield "s80_s20", uneven.quintile_ratio
    between = uneven.between
    yield "theil_between", between.theil_between if between else None
    yield "theil_within", between.theil_within if between else None
    yield "theil_share_between", between.theil_share if between else None
    yield "gini_share_between", between.gini_share if between else None
    for end in ("most", "least"):
        yield from _gap(end, getattr(uneven.extremes, end) if uneven.extremes else None)
    for key in ("dissimilarity", "isolation", "interaction", "entropy", "gini", "atkinson", "eta_squared"):
        value = getattr(lives.measures, key) if lives.measures else None
        yield f"segregation_{key}", None if value is None else number(value)
    yield "dissimilarity_by_chance", lives.by_chance
    yield "dissimilarity_corrected", lives.corrected
    yield "dissimilarity_p", lives.p
    for scale in lives.profile:
        yield f"dissimilarity_within_{scale.radius_m:.0f}_m", number(scale.dissimilarity)
        yield f"entropy_within_{scale.radius_m:.0f}_m", number(scale.entropy)
    for key, one in (("moran", found.overall), ("moran_of_rates", found.of_rates)):
        yield f"{key}_i", one.i if one else None
        yield f"{key}_expected", one.expected if one else None
        yield f"{key}_p", one.p if one else None


def _gap(end: str, gap: Gap | None) -> Iterator[tuple[str, float | None]]:
    for key in ("points", "points_low", "points_high", "ratio", "ratio_low", "ratio_high"):
        value = float("nan") if gap is None else np.asarray(getattr(gap, key))[0]
        yield f"{end}_fifth_{key}", number(value)
