"""The page of disparity and clusters, and the same as JSON and CSV."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, make_response, render_template

from service.analysis.blueprint import blueprint
from service.analysis.spread.card import spread_card
from service.analysis.spread.page import spread_of, spread_page
from service.analysis.spread.rows import AreaSpread, area_spreads, measures
from service.analysis.spread.schemas import SpreadQuery
from service.analysis.spread.words import measure_name, place_words, zoning_name
from service.i18n import gettext as _
from service.i18n import named
from service.web.parse import parse_query
from service.web.routing import read
from service.web.spreadsheet import table_text


@blueprint.get("/analysis/spread")
@read("public")
def show_spread() -> str:
    """How unequal areas are, who lives apart, and where it clusters."""
    query = parse_query(SpreadQuery)
    return render_template("analysis/spread/page.html", **spread_page(query, spread_of(query)))


@blueprint.get("/api/analysis/spread")
@read("public")
def spread_as_json() -> Response:
    """All figures of one measure and zoning with their method card."""
    result = spread_of(parse_query(SpreadQuery))
    return jsonify(
        {
            "method": spread_card(result),
            "measures": dict(measures(result)),
            "areas": [area_row(row) for row in area_spreads(result)],
        }
    )


@blueprint.get("/analysis/spread/measures.csv")
@read("public")
def spread_measures_csv() -> Response:
    """One figure a row, the zoning beside each."""
    result = spread_of(parse_query(SpreadQuery))
    zoning, name = zoning_name(result.measured.areas.zoning), measure_name(result.measured.indicator)
    heading = (_("Indicator"), _("Division into areas"), _("Measure"), _("Figure"))
    rows = [(name, zoning, key, value) for key, value in measures(result)]
    return _table(heading, rows, "measures.csv")


@blueprint.get("/analysis/spread/areas.csv")
@read("public")
def spread_areas_csv() -> Response:
    """One area a row, with what it is among its neighbours."""
    result = spread_of(parse_query(SpreadQuery))
    heading = (
        _("Code"), _("Area"), _("Value"), _("Counted"), _("Out of"), _("Residents"), _("Mean of its neighbours"),
        _("Among its neighbours"), _("Local Moran's I"), "q", _("Gi*"), "z", "q (Gi*)",
    )  # fmt: skip
    rows = [
        (
            one.code, named(one.names), one.value, one.part, one.whole, one.residents, one.around,
            place_words(one.place), one.local, one.q, place_words(one.hot), one.hot_z, one.hot_q,
        )
        for one in area_spreads(result)
    ]  # fmt: skip
    return _table(heading, rows, "areas.csv")


def area_row(row: AreaSpread) -> dict[str, Any]:
    """One area in plain values; None stands for what is hidden or missing, and `state` says which."""
    state = "value" if row.value is not None else "suppressed" if row.is_suppressed else "missing"
    return {
        "code": row.code,
        "name": row.names,
        "state": state,
        "value": row.value,
        "numerator": row.part,
        "denominator": row.whole,
        "residents": row.residents,
        "neighbours_mean": row.around,
        "place": row.place,
        "local_moran": row.local,
        "local_q": row.q,
        "hot_spot": row.hot,
        "gi_star_z": row.hot_z,
        "gi_star_q": row.hot_q,
    }


def _table(heading: tuple[str, ...], rows: list[tuple[Any, ...]], name: str) -> Response:
    response = make_response(table_text(heading, rows))
    response.content_type = "text/csv; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
