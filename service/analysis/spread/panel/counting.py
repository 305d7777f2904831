"""All divisions of one measure counted, as plain values that can be kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import numpy as np
from sqlalchemy import Connection

from geo.columns import Flags
from geo.stats.shrinkage import eb_shrunk
from layers.indicators.catalogue import Indicator
from service.analysis.disparity import DEFAULT_FLOOR
from service.analysis.spread.bases import finest_base, postal_base
from service.analysis.spread.panel import trial as one_trial
from service.analysis.spread.panel.trial import trial
from service.analysis.spread.panel.ways import Way, ways_of
from service.analysis.spread.zonings import POSTAL

#: How many places with the greatest shares are followed from division to division.
TOP_PLACES = 5
Progress = Callable[[int, int], None]


def counted(
    connection: Connection, municipality_id: int, indicator: Indicator, progress: Progress = lambda done, total: None
) -> dict[str, Any]:
    """A share's measures in every division at hand.

    Parameters
    ----------
    progress : called with how many divisions are done, and how many there are, before each.

    Raises
    ------
    LookupError
        when the municipality has no statistics.
    """
    published, postal = postal_base(connection, municipality_id, indicator)
    base = finest_base(connection, municipality_id, indicator)
    ways = ways_of(connection, municipality_id, base, postal)
    places = top_places(published.part, published.whole, published.residents)
    home = next(way.labels for way in ways if way.kind == POSTAL)
    within = [np.asarray(home == place, dtype=np.bool_) for place in places]
    trials = []
    for done, way in enumerate(ways):
        progress(done, len(ways))
        trials.append({**_described(way), **asdict(trial(base, way, within))})
    progress(len(ways), len(ways))
    return {
        "measure": indicator.key,
        "year": base.year,
        "units": len(base),
        "cell_m": base.cell_m,
        "sources": list(base.sources),
        "editions": list(base.editions),
        "method": {
            "population_floor": one_trial.FLOOR,
            "top_share_of_people": one_trial.TOP_SHARE,
            "top_places_population_floor": DEFAULT_FLOOR,
            "spreads": one_trial.D_DRAWS,
            "permutations": one_trial.PERMUTATIONS,
            "seed": one_trial.SEED,
        },
        "tops": [
            {"code": postal.codes[place], "slug": postal.slugs[place], "names": postal.names[place],
             "share": float(published.part[place] / published.whole[place])}
            for place in places
        ],
        "trials": trials,
    }  # fmt: skip


def top_places(part: np.ndarray, whole: np.ndarray, residents: np.ndarray) -> list[int]:
    """Positions of the areas with the greatest shares, small areas drawn towards the municipality; only areas with
    enough residents to be ranked."""
    if not np.nansum(whole):
        return []
    shares = eb_shrunk(part, whole).rate
    ranked: Flags = np.asarray(~np.isnan(shares) & (np.nan_to_num(whole) > 0) & (residents >= DEFAULT_FLOOR))
    order = np.argsort(np.where(ranked, -shares, np.inf), kind="stable")
    return [int(at) for at in order[: min(TOP_PLACES, int(ranked.sum()))]]


def _described(way: Way) -> dict[str, Any]:
    found = {"kind": way.kind, "key": way.key, "names": way.names, "size_m": way.size_m, "seed": way.seed}
    return {**found, "origin": list(way.origin) if way.origin is not None else None}
