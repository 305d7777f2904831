"""Everything that somebody needs to compute the same numbers again."""

from __future__ import annotations

from typing import Any

from service.analysis.spread import apart, clusters
from service.analysis.spread.compute import Spread
from service.analysis.spread.unequal import LEVEL


def spread_card(result: Spread) -> dict[str, Any]:
    """The method card; `problems` says which measures could not be told, and why."""
    measured, indicator = result.measured, result.measured.indicator
    found = {"inequality": result.unequal.problem, "segregation": result.apart.problem}
    found["clusters"] = result.clusters.problem
    between = result.unequal.between
    return {
        "measure": measured.key,
        "numerator": list(indicator.numerator) if indicator else None,
        "denominator": list(indicator.denominator) if indicator else None,
        "value": indicator.value if indicator else None,
        "year": measured.year,
        "zoning": measured.areas.zoning.key,
        "areas": len(measured.areas),
        "areas_with_a_value": int(measured.known.sum()),
        "areas_suppressed": int(measured.suppressed.sum()),
        "added_up_from": "published" if measured.areas.zoning.key == "postal" else _units(measured.from_cell_m),
        "people_outside_the_zoning": measured.outside,
        "weighted_by": "denominator" if measured.is_share else "people",
        "regions": between.regions.key if between is not None else None,
        "gap_interval": {"level": LEVEL, "points": "Newcombe, method 10", "ratio": "Katz"},
        "segregation_by_chance": {"draws": apart.DRAWS, "seed": apart.SEED},
        "clusters": {
            "population_floor": result.clusters.floor,
            "areas": result.clusters.areas,
            "neighbours": "queen, row standardised",
            "permutations": clusters.PERMUTATIONS,
            "seed": clusters.SEED,
            "false_discovery_rate": clusters.LEVEL,
        },
        "problems": {key: problem for key, problem in found.items() if problem},
        "editions": list(measured.editions),
        "sources": list(measured.sources),
    }


def _units(cell_m: float | None) -> str:
    return "postal" if cell_m is None else f"grid of {cell_m:g} m"
