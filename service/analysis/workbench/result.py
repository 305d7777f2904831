"""A plan carried out: the index of every area, and the ranks of its candidates."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from geo.columns import Flags, Floats
from geo.stats.composite.engine import Composite, Note, composite_index
from geo.stats.composite.measures import Measure
from geo.stats.composite.orders import places
from geo.stats.ranking import quantile_classes
from geo.stats.shares import Shares
from layers.indicators.catalogue import Indicator
from layers.indicators.own import indicators_of
from layers.indicators.queries import statistics_stamp
from service.analysis.workbench.candidates import candidates
from service.analysis.workbench.figures import Figures, figures_of, measured
from service.analysis.workbench.plan import Plan

CLASSES = 5
KEPT = 64


class NothingWeighed(LookupError):
    """No indicator that has figures here has a weight above 0: there is nothing to rank by."""


@dataclass(frozen=True)
class Workbench:
    """The index as planned; arrays are in the order of `figures.frame`.

    measures, shares
        What the index is made of; see `geo.stats.composite` and `geo.stats.shares`.
    may, settled
        The areas that the plan ranks; and those of the whole municipality with people enough, which are the
        reference: an area's index is the same whatever candidates are chosen.
    composite
        The index of all settled areas. Its `place` and `of` are among the candidates.
    classes
        1 for the fifth of candidates with the greatest index, 5 for the least, 0 without one.
    stamp
        The state of the figures.
    """

    plan: Plan
    figures: Figures
    measures: tuple[Measure, ...]
    shares: Shares | None
    may: Flags
    settled: Flags
    composite: Composite
    classes: NDArray[np.int64]
    stamp: tuple[object, ...]

    @property
    def digest(self) -> str:
        """A name for these numbers: plan and state of the figures."""
        return self.plan.digest(self.stamp)

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The indicators of the index, in the order of its rows."""
        by_key = {one.key: one for one in self.figures.indicators}
        return tuple(by_key[key] for key in self.composite.keys)

    @property
    def ranked(self) -> Flags:
        """Candidates with a rank."""
        return ~np.isnan(self.composite.place)

    @property
    def notes(self) -> tuple[Note, ...]:
        """What a reader must know of indicators left out and figures missing."""
        return self.composite.notes

    @property
    def index(self) -> Floats:
        """The index as people read it. Relative figures of the presets are 100 where the area is as the
        municipality; others have scales of their own."""
        return self.composite.index


def workbench(
    connection: Connection, municipality_id: int, plan: Plan, indicators: tuple[Indicator, ...] | None = None
) -> Workbench:
    """The plan carried out on the newest figures; remembered while these stay the same.

    Parameters
    ----------
    indicators : those that weights may name; all of the municipality by default.

    Raises
    ------
    LookupError
        when the municipality has no statistics; `NoUrbanZones` or `NoSuchOutline` when the candidates cannot be told;
        `NothingWeighed` when no indicator that has figures has a weight.
    """
    stamp = statistics_stamp(connection, municipality_id)
    place = (str(connection.engine.url), municipality_id, stamp)
    indicators = indicators_of(connection, municipality_id) if indicators is None else indicators
    named = tuple((one.key, one.edition) for one in indicators)
    key = (*place, plan, named)
    with _lock:
        found = _kept.get(key)
    if found is None:
        figures = _figures_kept(connection, (*place, named), municipality_id, indicators)
        found = ranked_by(figures, plan, candidates(connection, municipality_id, plan, figures.frame), stamp)
        _remember(_kept, key, found)
    return found


def ranked_by(
    figures: Figures, plan: Plan, may: Flags, stamp: tuple[object, ...] = (), beside: Flags | None = None
) -> Workbench:
    """The plan on given figures and candidates: no database is asked.

    `beside` flags areas that are scored without moving any other; they are never candidates.

    Raises NothingWeighed.
    """
    recipe = plan.recipe
    settled = np.nan_to_num(figures.residents, nan=-1.0) >= plan.floor
    reference = settled if beside is None else settled & ~beside
    measures, shares = measured(figures, dict(plan.weights), recipe.smoothing, beside)
    if not measures:
        raise NothingWeighed("no indicator with figures has a weight")
    whole = composite_index(measures, recipe, settled=settled, reference=reference)
    among = may & reference & ~np.isnan(whole.index)
    place = np.where(among, places(np.round(whole.index, plan.decimals), among), np.nan)
    composite = replace(whole, place=place, of=int(among.sum()))
    shown = np.where(among, whole.index, np.nan)
    return Workbench(
        plan=plan,
        figures=figures,
        measures=tuple(measures),
        shares=shares,
        may=may,
        settled=np.asarray(settled, dtype=np.bool_),
        composite=composite,
        classes=quantile_classes(shown, CLASSES),
        stamp=stamp,
    )


_lock = threading.Lock()
_kept: dict[tuple[Any, ...], Workbench] = {}
_figures: dict[tuple[Any, ...], Figures] = {}


def _figures_kept(
    connection: Connection, key: tuple[Any, ...], municipality_id: int, indicators: tuple[Indicator, ...]
) -> Figures:
    """All indicators' figures at once: another weight must not read them again."""
    with _lock:
        found = _figures.get(key)
    if found is None:
        found = figures_of(connection, municipality_id, indicators)
        _remember(_figures, key, found)
    return found


def _remember(kept: dict[tuple[Any, ...], Any], key: tuple[Any, ...], found: object) -> None:
    with _lock:
        while len(kept) >= KEPT:
            kept.pop(next(iter(kept)))
        kept[key] = found
