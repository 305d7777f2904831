"""The analysis for machines: the same numbers as on the pages, each with its method card."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify

from service.analysis.blueprint import blueprint
from service.analysis.disparity import disparity, method_card
from service.analysis.errors import NoStatistics
from service.analysis.pins import AreaPins, pin_analysis, pin_rows, pins_card
from service.analysis.rows import AreaIndex, area_rows
from service.analysis.schemas import IndexQuery, PinsQuery
from service.i18n import gettext as _
from service.web.context import municipality, public_db
from service.web.parse import parse_query
from service.web.routing import read


@blueprint.get("/api/analysis/index")
@read("public")
def index_as_json() -> Response:
    """The sum index of all areas with its parts."""
    choices = parse_query(IndexQuery).choices()
    try:
        result = disparity(public_db(), municipality().id, choices)
    except LookupError:
        raise NoStatistics(_("There are no statistics by area here yet.")) from None
    return jsonify({"method": method_card(result), "areas": [index_row(row) for row in area_rows(result)]})


@blueprint.get("/api/analysis/pins")
@read("public")
def pins_as_json() -> Response:
    """Ideas by area: counts, rates with intervals, who takes part, and silence, always together."""
    query = parse_query(PinsQuery)
    try:
        result = pin_analysis(public_db(), municipality().id, query.base, query.filters, with_heaps=query.with_heaps)
    except LookupError:
        raise NoStatistics(_("There are no statistics by area here yet.")) from None
    return jsonify({"method": pins_card(result), "areas": [pins_row(row) for row in pin_rows(result)]})


def index_row(row: AreaIndex) -> dict[str, Any]:
    """One area's index in plain values; None stands for what is hidden or missing."""
    return {
        "code": row.code,
        "name": row.names,
        "state": row.state.value,
        "residents": row.residents,
        "households": row.households,
        "holiday_homes": row.holiday_homes,
        "index": row.index,
        "raw_index": row.raw_index,
        "rank": row.rank,
        "is_tied": row.is_tied,
        "is_partial": row.is_partial,
        "class": row.class_number or None,
        "indicators": {
            one.indicator.key: {
                "state": "suppressed" if one.is_suppressed else "missing" if one.raw_share is None else "value",
                "numerator": one.numerator,
                "denominator": one.denominator,
                "share": one.raw_share,
                "smoothed_share": one.share,
                "relative": one.relative,
                "contribution": one.contribution,
            }
            for one in row.measures
        },
    }


def pins_row(row: AreaPins) -> dict[str, Any]:
    """One area's ideas in plain values."""
    return {
        "code": row.code,
        "name": row.names,
        "ideas": row.pins,
        "voices": row.voices,
        "residents": row.residents,
        "holiday_homes": row.holiday_homes,
        "people": row.people,
        "per_1000": row.rate,
        "per_1000_smoothed": row.smoothed,
        "per_1000_low": row.low,
        "per_1000_high": row.high,
        "expected": row.expected,
        "silence": row.silence,
        "representation": row.ratio,
        "weight": row.weight,
    }
