"""The page of one measure and zoning, and what all its addresses share."""

from __future__ import annotations

from typing import Any

from service.analysis.disparity import FLOORS
from service.analysis.errors import NoStatistics
from service.analysis.maps import extent
from service.analysis.spread import sentences, words
from service.analysis.spread.card import spread_card
from service.analysis.spread.charts import neighbours_chart, profile_chart
from service.analysis.spread.compute import Spread, spread
from service.analysis.spread.maps import cluster_layer, cluster_legend
from service.analysis.spread.panel.conclusions import conclusions
from service.analysis.spread.panel.queries import divisions_run
from service.analysis.spread.panel.words import sentences as sentences_of
from service.analysis.spread.rows import area_spreads
from service.analysis.spread.schemas import SpreadQuery
from service.i18n import format_number, named
from service.i18n import gettext as _
from service.web.context import municipality, public_db
from service.web.map_config import map_config


def spread_of(query: SpreadQuery) -> Spread:
    """The result for the request's municipality.

    Raises NoStatistics, NoSuchMeasure, NoSuchZoning.
    """
    try:
        return spread(public_db(), municipality().id, query.choices())
    except LookupError:
        raise NoStatistics(_("There are no statistics by area here yet.")) from None


def spread_page(query: SpreadQuery, result: Spread) -> dict[str, Any]:
    """What the template needs."""
    rows = area_spreads(result)
    measured, found = result.measured, result.clusters
    return {
        "query": query.model_dump(),
        "result": result,
        "measured": measured,
        "card": spread_card(result),
        "name": words.measure_name(measured.indicator),
        "zoning": words.zoning_of(measured),
        "zoning_name": words.zoning_name(measured.areas.zoning),
        "options": _options(result),
        "unequal_rows": sentences.told_unequal(measured, result.unequal),
        "gaps": _gaps(result),
        "apart_rows": sentences.told_apart(result.apart),
        "profile_sentence": sentences.told_profile(result.apart),
        "clustering": sentences.told_clustering(result),
        "of_rates": sentences.told_of_rates(found),
        "compared": sentences.told_compared(found),
        "few": sentences.told_few(found),
        "islands": [named(measured.areas.names[at]) for at in found.islands],
        "profile_chart": profile_chart(result),
        "neighbours_chart": neighbours_chart(result, rows),
        "held": _held(result),
        "rows": rows,
        "found_places": [row for row in rows if row.place in ("high_high", "low_low", "high_low", "low_high")],
        "map_config": map_config(municipality(), [cluster_layer(result, rows)], show=extent(result.shapes)),
        "legend": cluster_legend(rows),
        "value_words": lambda value, decimals=1: words.value_words(measured, value, decimals),
        "place_words": words.place_words,
        "problem_words": words.problem_words,
        "regions_name": words.regions_name,
    }


def _held(result: Spread) -> list[Any]:
    """What holds in every division, where that is counted from the newest figures."""
    if not result.measured.is_share:
        return []
    run = divisions_run(public_db(), municipality().id, result.measured.key)
    return sentences_of(conclusions(run.result)) if run is not None and run.result is not None else []


def _options(result: Spread) -> dict[str, list[tuple[str, str]]]:
    return {
        "measure": words.measure_options(result.indicators),
        "zoning": [(one.key, words.zoning_name(one)) for one in result.zonings],
        "floor": [(str(floor), _("at least %(count)s", count=format_number(floor))) for floor in FLOORS],
        "regions": [(one.key, words.regions_name(one)) for one in result.regions],
    }


def _gaps(result: Spread) -> list[dict[str, Any]]:
    """Both ends against the municipality, in points and as a ratio; empty for what has none."""
    found, mean = result.unequal.extremes, result.unequal.mean
    if found is None or mean is None:
        return []
    ends = [
        (_("areas with the most"), found.most, found.most_areas),
        (_("areas with the least"), found.least, found.least_areas),
    ]
    return [
        {
            "name": name,
            "areas": int(areas.sum()),
            "share": mean + float(gap.points[0]),
            "points": tuple(100 * float(one[0]) for one in (gap.points, gap.points_low, gap.points_high)),
            "ratio": tuple(float(one[0]) for one in (gap.ratio, gap.ratio_low, gap.ratio_high)),
        }
        for name, gap, areas in ends
    ]
