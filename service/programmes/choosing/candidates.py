"""The candidates of a choice: units and drawn areas, with what each needs and costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from geo.choice.lists import need_of
from geo.columns import Floats
from geo.stats.composite.recipes import Normalisation
from service.analysis.workbench.doubt import Doubt
from service.analysis.workbench.result import Workbench
from service.programmes.choosing.apart import positions
from service.programmes.choosing.choice import Choosing
from service.programmes.choosing.drawn import START as DRAWN
from service.programmes.choosing.drawn import Beside


@dataclass(frozen=True)
class Everyone:
    """All candidates of a rule, units first and drawn areas after them; `overlaps` are pairs of positions."""

    codes: tuple[str, ...]
    index: Floats
    need: Floats
    cost: Floats
    overlaps: tuple[tuple[int, int], ...] = ()
    #: Drawn areas that overlap a unit which the official took in, and that unit.
    blocked: tuple[tuple[str, str], ...] = ()


def middle_of(bench: Workbench) -> float:
    """The index of an area that is as the municipality: 100 for relative figures, else the mean of the areas."""
    if bench.plan.recipe.normalisation is Normalisation.REL:
        return 100.0
    known = bench.composite.index[bench.settled & ~np.isnan(bench.composite.index)]
    return float(np.round(known.mean(), 9)) if len(known) else 0.0


def needs_of(bench: Workbench) -> tuple[Floats, float]:
    """Residents times how far the index is over that of the municipality, NaN without a rank; and that index."""
    middle = middle_of(bench)
    index = np.where(bench.ranked, bench.index, np.nan)
    return np.where(bench.ranked, need_of(bench.figures.residents, index, middle), np.nan), middle


def costs_of(choosing: Choosing, codes: Sequence[str], people: Floats) -> Floats:
    """What each area costs in euros: its own sum, or so much a resident; NaN where neither is known."""
    found = people * choosing.per_head if choosing.per_head is not None else np.full(len(people), np.nan)
    own = dict(choosing.costs)
    for position, code in enumerate(codes):
        if code in own:
            found[position] = own[code]
    return np.asarray(found, dtype=np.float64)


def why_aside(choosing: Choosing, doubt: Doubt | None) -> str:
    """Why a rule takes no drawn area; empty when it may."""
    if choosing.needs_districts:
        return "districts"
    if choosing.mode == "joined":
        return "joined"
    if choosing.mode == "threshold" and choosing.least_p > 0 and doubt is not None:
        return "unsure"
    return ""


def with_drawn(units: Everyone, choosing: Choosing, beside: Beside, middle: float, *, may_take: bool) -> Everyone:
    """Both kinds of candidates. What overlaps a unit that the official took in is out: it would be counted twice."""
    blocked = [(one, other) for one, other in beside.overlaps if other in choosing.add and not other.startswith(DRAWN)]
    out = np.isin(beside.codes, [one for one, _other in blocked]) | (not may_take)
    index = np.where(out, np.nan, beside.index)
    codes = (*units.codes, *beside.codes)
    return Everyone(
        codes=codes,
        index=np.append(units.index, index),
        need=np.append(units.need, need_of(beside.people, index, middle)),
        cost=np.append(units.cost, costs_of(choosing, beside.codes, beside.people)),
        overlaps=tuple(positions(codes, beside.overlaps)) if may_take else (),
        blocked=tuple(blocked) if may_take else (),
    )
